/** Writes imported lines into their weeks, in a handful of statements whatever their number. */
import { type PlainDate, weekStart } from '#kernel/dates.ts'
import { sql, type Tx, tables } from '#kernel/sql.ts'
import type { TimesheetsTables } from './schema.ts'
import type { SubmittedWeek } from './submitted-events.ts'
import type { TimeRow } from './time-file.ts'
import { settleSheets } from './timesheet-table.ts'

const db = tables<TimesheetsTables>()

export interface Imported {
  readonly importId: string
  readonly fileHash: Buffer
  readonly rows: readonly TimeRow[]
  /** Are the lines submitted at once? */
  readonly submit: boolean
  readonly now: Temporal.Instant
}

/** A week with its lines. */
interface Week {
  readonly person: TimeRow['person']
  readonly weekStart: PlainDate
  readonly lines: TimeRow[]
}

/** Makes the weeks that are missing, locks the others, writes the lines, and gives the weeks with their lines. */
export async function writeLines(tx: Tx, imported: Imported): Promise<SubmittedWeek[]> {
  const { importId, fileHash, rows, now } = imported
  await tx.run(
    db
      .insertInto('timesheets.import')
      .values({ id: importId, file_hash: fileHash, lines: rows.length, imported_at: now }),
  )
  if (rows.length === 0) return []
  const { weeks, places } = weeksOf(rows)
  const { ids, existing } = await openWeeks(tx, weeks, imported)
  await insertLines(tx, imported, ids, places)
  if (existing.length > 0) await settleSheets(tx, existing, now)
  return weeks.map((week, index) => ({ ...week, timesheetId: ids[index] ?? '' }))
}

/** The weeks of the lines, in the order of their first line, and for each line the place of its week, from 1. */
function weeksOf(rows: readonly TimeRow[]): { weeks: Week[]; places: number[] } {
  const mondays = new Map<PlainDate, PlainDate>()
  const placeOf = new Map<string, number>()
  const weeks: Week[] = []
  const places = rows.map((row) => {
    const monday = mondays.get(row.workedOn) ?? weekStart(row.workedOn)
    mondays.set(row.workedOn, monday)
    const at = `${row.person.id} ${monday}`
    const place = placeOf.get(at) ?? weeks.push({ person: row.person, weekStart: monday, lines: [] })
    placeOf.set(at, place)
    weeks[place - 1]?.lines.push(row)
    return place
  })
  return { weeks, places }
}

/**
 * The ids of weeks in the order given. New weeks are made in the state their lines will give them; those that existed
 * are locked, and named so that they can be settled.
 */
async function openWeeks(
  tx: Tx,
  weeks: readonly Week[],
  { submit, now }: Imported,
): Promise<{ ids: string[]; existing: string[] }> {
  const people = weeks.map((week) => week.person.id)
  const starts = weeks.map((week) => week.weekStart)
  const made = await tx.rows(sql<{ id: string }>`
    insert into timesheets.timesheet (id, person_id, week_start, state, submitted_at)
    select kernel.new_id(), person_id, week_start, ${submit ? 'submitted' : 'draft'}, ${submit ? now : null}::timestamptz
    from unnest(${people}::uuid[], ${starts}::date[]) as week (person_id, week_start)
    on conflict on constraint timesheet_week_taken do nothing
    returning id`)
  const found = await tx.rows(sql<{ id: string; at: string }>`
    select sheet.id, sheet.person_id || ' ' || sheet.week_start as at
    from unnest(${people}::uuid[], ${starts}::date[]) as week (person_id, week_start)
    join timesheets.timesheet as sheet
      on sheet.tenant_id = kernel.tenant_id() and sheet.person_id = week.person_id and sheet.week_start = week.week_start
    order by sheet.id
    for no key update of sheet`)
  const idAt = new Map(found.map(({ at, id }) => [at, id]))
  const fresh = new Set(made.map(({ id }) => id))
  return {
    ids: weeks.map((week) => idAt.get(`${week.person.id} ${week.weekStart}`) ?? ''),
    existing: found.map(({ id }) => id).filter((id) => !fresh.has(id)),
  }
}

/** Lines name their week, person, work and day by their place in short lists, so that the statement stays small. */
async function insertLines(
  tx: Tx,
  { importId, rows, submit }: Imported,
  sheets: readonly string[],
  places: readonly number[],
): Promise<void> {
  const packages = placed(rows, ({ work }) => work)
  const people = placed(rows, ({ person }) => person)
  const days = placed(rows, ({ workedOn }) => workedOn)
  const billingTypes = placed(rows, ({ billingType }) => billingType)
  const descriptions = placed(rows, ({ description }) => description)
  await tx.run(sql`
    insert into timesheets.time_entry
      (timesheet_id, person_id, project_id, work_package_id, worked_on, minutes, billing_type, description, state, import_id, external_id)
    select (${sheets}::uuid[])[line.sheet], (${people.list.map(({ id }) => id)}::uuid[])[line.person],
      (${packages.list.map(({ projectId }) => projectId)}::uuid[])[line.package],
      (${packages.list.map(({ id }) => id)}::uuid[])[line.package], (${days.list}::date[])[line.day], line.minutes,
      (${billingTypes.list}::text[])[line.billing_type], said.description, ${submit ? 'submitted' : 'draft'}, ${importId},
      line.external_id
    from unnest(${places}::integer[], ${people.places}::integer[], ${packages.places}::integer[], ${days.places}::integer[],
      ${rows.map(({ minutes }) => minutes)}::integer[], ${billingTypes.places}::integer[], ${descriptions.places}::integer[],
      ${rows.map(({ externalId }) => externalId)}::text[])
      as line (sheet, person, package, day, minutes, billing_type, description, external_id)
    join unnest(${descriptions.list}::text[]) with ordinality as said (description, place) on said.place = line.description`)
}

/** The distinct values in the order of their first use, and for each row the place of its value, from 1. */
function placed<T>(rows: readonly TimeRow[], pick: (row: TimeRow) => T): { list: T[]; places: number[] } {
  const placeOf = new Map<T, number>()
  const list: T[] = []
  const places = rows.map((row) => {
    const value = pick(row)
    const place = placeOf.get(value) ?? list.push(value)
    placeOf.set(value, place)
    return place
  })
  return { list, places }
}
