/** The week of a person as its grid shows it. */
import type { Employment, Person } from '#flow/people'
import { addDays, dayOfWeek, type PlainDate } from '#kernel/dates.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { employmentRefusal } from './entry.ts'
import { linesOf, type SheetRow, sheetRows } from './timesheet-view.ts'

const DAYS_A_WEEK = [0, 1, 2, 3, 4, 5, 6]
const WORKING_DAYS = 5

type Contracted = Employment & Pick<Person, 'weeklyMinutes'>

/**
 * What a person is to work on a day: a fifth of the contracted week, minutes that do not divide on the first days;
 * nothing at the weekend, on a holiday, or when not employed. Whole minutes. Pure.
 */
export function targetMinutes(person: Contracted, day: PlainDate, isHoliday: boolean): number {
  const place = dayOfWeek(day)
  if (place > WORKING_DAYS || isHoliday || employmentRefusal(person, day) !== null) return 0
  const spare = person.weeklyMinutes % WORKING_DAYS
  return Math.floor(person.weeklyMinutes / WORKING_DAYS) + (place <= spare ? 1 : 0)
}

/** The week with its lines and days, also when nothing is recorded in it yet. */
export async function weekOf(tx: Tx, person: Person, monday: PlainDate) {
  const [sheet, lines, days] = await Promise.all([
    tx.maybe(sql<SheetRow>`
      select q.*
      from (${sheetRows}) as q
      where q."personId" = ${person.id} and q."weekStart" = ${monday}`),
    linesOfWeek(tx, person.id, monday),
    daysOf(tx, person, monday),
  ])
  return weekView(person, monday, sheet, lines, days)
}

export function linesOfWeek(tx: Tx, personId: string, monday: PlainDate) {
  return linesOf(
    tx,
    sql`(
      select id
      from timesheets.timesheet
      where tenant_id = kernel.tenant_id() and person_id = ${personId} and week_start = ${monday})`,
  )
}

/** The week put together from its parts. */
export function weekView<Line>(
  person: Person,
  monday: PlainDate,
  sheet: Pick<SheetRow, 'id' | 'state' | 'minutes' | 'submittedAt' | 'revision'> | undefined,
  lines: Line[],
  days: Day[],
) {
  return {
    id: sheet?.id ?? null,
    personId: person.id,
    personName: person.name,
    weekStart: monday,
    state: sheet?.state ?? 'draft',
    minutes: sheet?.minutes ?? 0,
    submittedAt: sheet?.submittedAt ?? null,
    revision: sheet?.revision ?? 0,
    targetMinutes: days.reduce((sum, day) => sum + day.targetMinutes, 0),
    days,
    lines,
  }
}

interface Day {
  readonly day: PlainDate
  readonly targetMinutes: number
  readonly holiday: string | null
  readonly closed: boolean
}

/** Monday to Sunday with what is to be worked, the holidays of the employing entity, and whether the books are closed. */
export async function daysOf(tx: Tx, person: Person, monday: PlainDate): Promise<Day[]> {
  const days = DAYS_A_WEEK.map((place) => addDays(monday, place))
  const facts = await tx.rows(sql<{ day: PlainDate; holiday: string | null; closed: boolean }>`
    select asked.day, holiday.name as holiday,
      exists (
        select from ledger.period
        where period.tenant_id = kernel.tenant_id() and period.book_id = ${person.entityId}
          and period.month = date_trunc('month', asked.day::timestamp)::date and period.state = 'closed') as closed
    from unnest(${days}::date[]) as asked (day)
    left join firm.holiday
      on holiday.tenant_id = kernel.tenant_id() and holiday.entity_id = ${person.entityId} and holiday.day = asked.day
    order by asked.day`)
  return facts.map(({ day, holiday, closed }) => ({
    day,
    targetMinutes: targetMinutes(person, day, holiday !== null),
    holiday,
    closed,
  }))
}
