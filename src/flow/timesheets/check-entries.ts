/** Checks lines against people, work, days and periods: the same for one line written by hand and for a submitted week. */
import { clearanceRefusals, type Person } from '#flow/people'
import { type WorkPackage, workPackagesById } from '#flow/projects'
import { monthStart, type PlainDate } from '#kernel/dates.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { type BillingType, dayRefusal, employmentRefusal, workRefusal } from './entry.ts'

/** A line as it is to be. */
export interface Planned {
  readonly workedOn: PlainDate
  readonly billingType: BillingType
  readonly work: WorkPackage
}

interface LineRefusal {
  readonly code: string
  readonly detail: Readonly<Record<string, unknown>>
}

/** Days on which somebody may not work, with why: not cleared yet, or no longer. */
export type Uncleared = ReadonlyMap<PlainDate, LineRefusal>

/** The days among these on which a person may not work. */
export async function unclearedDays(
  tx: Tx,
  personId: string,
  days: readonly PlainDate[],
): Promise<Uncleared> {
  const refused = await clearanceRefusals(
    tx,
    days.map((until) => ({ personId, until })),
  )
  return new Map(refused.map(({ place, ...refusal }) => [days[place] ?? '', refusal]))
}

/** Why a line cannot be, by its work, its person, or the month of its day, with the words for it; or null. */
export function lineRefusal(
  person: Person,
  { work, workedOn, billingType }: Planned,
  isClosed: boolean,
  uncleared: Uncleared,
): LineRefusal | null {
  const code =
    workRefusal(work, workedOn, billingType) ??
    employmentRefusal(person, workedOn) ??
    (isClosed ? 'time_period_closed' : null)
  if (code === null) return uncleared.get(workedOn) ?? null
  return {
    code,
    detail: { project: work.projectNumber, workPackage: work.code, workedOn, person: person.name },
  }
}

/** Refuses the first line that cannot be. */
export function requirePossible(
  person: Person,
  planned: readonly Planned[],
  closed: ReadonlySet<string>,
  uncleared: Uncleared,
): void {
  for (const line of planned) {
    const isClosed = closed.has(`${person.entityId} ${monthStart(line.workedOn)}`)
    const refusal = lineRefusal(person, line, isClosed, uncleared)
    if (refusal) throw new Refused(refusal.code, refusal.detail)
  }
}

/** Refuses when a day of a week has more minutes than a day has. Read after the lines were written. */
export async function requireDaysFit(tx: Tx, timesheetId: string, days: readonly PlainDate[]): Promise<void> {
  const totals = await tx.rows(sql<{ workedOn: PlainDate; minutes: number }>`
    select worked_on as "workedOn", sum(minutes)::integer as minutes
    from timesheets.time_entry
    where tenant_id = kernel.tenant_id() and timesheet_id = ${timesheetId} and worked_on = any(${days}::date[])
      and state <> 'recalled'
    group by worked_on`)
  for (const total of totals) refuseIf(dayRefusal(total.minutes), { ...total })
}

/** The closed months among those of some days, as "entity month", by the books of the entities. */
export async function closedMonths(
  tx: Tx,
  entityIds: readonly string[],
  days: readonly PlainDate[],
): Promise<Set<string>> {
  const months = [...new Set(days.map(monthStart))]
  const rows = await tx.rows(sql<{ at: string }>`
    select book_id || ' ' || month as at
    from ledger.period
    where tenant_id = kernel.tenant_id() and book_id = any(${[...new Set(entityIds)]}::uuid[])
      and month = any(${months}::date[]) and state = 'closed'`)
  return new Set(rows.map(({ at }) => at))
}

/** The work packages of ids, by id. Refuses an unknown one. */
export async function workOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, WorkPackage>> {
  const found = await workPackagesById(tx, [...new Set(ids)])
  const byId = new Map(found.map((work) => [work.id, work]))
  const missing = ids.find((id) => !byId.has(id))
  if (missing) throw new Refused('time_work_unknown', { project: '?', workPackage: missing })
  return byId
}
