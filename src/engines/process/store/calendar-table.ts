/** Business calendars, and how the instances that count on them come to know them. */
import type { Call } from '#kernel/handle.ts'
import { json, sql, type Tx } from '#kernel/sql.ts'
import type { Calendar, Calendars } from '../model/working-time.ts'
import type { Event } from '../step/event.ts'
import { graphOf } from './graphs.ts'
import type { Instance } from './instance.ts'
import type { Advance } from './work.ts'

export type CalendarRow = Calendar &
  Readonly<{ name: string; changedAt: Temporal.Instant; changedBy: string }>

/** Everything about calendars, one row each. */
export const calendarRows = sql`
  select name, revision, zone, hours, to_jsonb(holidays) as holidays, changed_at as "changedAt",
    changed_by as "changedBy"
  from process.calendar
  where tenant_id = kernel.tenant_id()`

/** The calendars of these names that there are. */
export async function calendarsNamed(tx: Tx, names: readonly string[]): Promise<Calendars> {
  const rows = await tx.rows(sql<CalendarRow>`${calendarRows} and name = any(${names}::text[])`)
  return Object.fromEntries(
    rows.map(({ name, revision, zone, hours, holidays }) => [name, { revision, zone, hours, holidays }]),
  )
}

/** The revision of a calendar, held until the transaction ends; 0 for one that is not there yet. */
export async function lockCalendar(tx: Tx, name: string): Promise<number> {
  const found = await tx.maybe(sql<{ revision: number }>`
    select revision
    from process.calendar
    where tenant_id = kernel.tenant_id() and name = ${name}
    for update`)
  return found?.revision ?? 0
}

/** Sets a calendar; gives its new revision. */
export async function saveCalendar(
  tx: Tx,
  { name, zone, hours, holidays }: Omit<CalendarRow, 'revision' | 'changedAt' | 'changedBy'>,
  at: Temporal.Instant,
  by: string,
): Promise<number> {
  const { revision } = await tx.one(sql<{ revision: number }>`
    insert into process.calendar as c (name, revision, zone, hours, holidays, changed_at, changed_by)
    values (${name}, 1, ${zone}, ${json(hours)}, ${holidays}::date[], ${at}, ${by})
    on conflict (tenant_id, name) do update
    set revision = c.revision + 1, zone = excluded.zone, hours = excluded.hours, holidays = excluded.holidays,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by
    returning revision`)
  return revision
}

/** A calendar whose holidays have changed. */
export type CalendarChange = Readonly<{ name: string; holidays: readonly string[]; revision: number }>

/** Monday to Friday, all day: a deadline of two days keeps its time of day. */
const workdays = JSON.stringify(
  Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [
      day,
      [{ from: '00:00', to: '24:00' }],
    ]),
  ),
)

/**
 * Sets the days without work of calendars, all of them at once. One that is not there begins with all of Monday to Friday; hours and
 * zone of one that is there stay as somebody has set them. Gives those that have changed.
 */
export function keepHolidays(
  tx: Tx,
  wanted: readonly Readonly<{ name: string; zone: string | null; holidays: readonly string[] }>[],
  { now, actorId }: Pick<Call, 'now' | 'actorId'>,
): Promise<CalendarChange[]> {
  return tx.rows(sql<CalendarChange>`
    insert into process.calendar as c (name, revision, zone, hours, holidays, changed_at, changed_by)
    select name, 1, zone, ${workdays}::jsonb, array(select value::date from jsonb_array_elements_text(holidays) as value), ${now}, ${actorId}
    from unnest(${wanted.map(({ name }) => name)}::text[], ${wanted.map(({ zone }) => zone)}::text[],
      ${wanted.map(({ holidays }) => JSON.stringify(holidays))}::jsonb[]) as given (name, zone, holidays)
    on conflict (tenant_id, name) do update
    set revision = c.revision + 1, holidays = excluded.holidays, changed_at = excluded.changed_at,
      changed_by = excluded.changed_by
    where c.holidays <> excluded.holidays
    returning name, to_jsonb(holidays) as holidays, revision`)
}

/**
 * An event with the calendars its instance counts on, where it has not seen them or they have changed. They come
 * with the event, because a step reads nothing and a replay must see what was seen.
 */
export async function withCalendars(
  advance: Advance,
  { graph, state }: Instance,
  event: Event,
): Promise<Event> {
  const { calendars: names } = event.type === 'migrate' ? await graphOf(advance.ctx.tx, event.to) : graph
  if (names.length === 0) return event
  const current = await readOnce(advance, names)
  const news = Object.entries(current).filter(
    ([name, { revision }]) => state.calendars?.[name]?.revision !== revision,
  )
  return news.length === 0 ? event : { ...event, calendars: Object.fromEntries(news) }
}

const readBy = new WeakMap<Advance, Map<string, Promise<Calendars>>>()

/** Calendars as an advance read them first: all its instances see the same. */
function readOnce(advance: Advance, names: readonly string[]): Promise<Calendars> {
  const known = readBy.get(advance) ?? new Map<string, Promise<Calendars>>()
  readBy.set(advance, known)
  const key = names.join('\n')
  const found = known.get(key) ?? calendarsNamed(advance.ctx.tx, names)
  known.set(key, found)
  return found
}
