/** The tables of timesheets: weeks and lines, locks, and the state a week follows from its lines. */
import { type Person, personById, personOf } from '#flow/people'
import { type PlainDate, weekStart } from '#kernel/dates.ts'
import type { Context, QueryContext } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { anyOf, type RawBuilder, type RowOf, sql, type Tx, tables } from '#kernel/sql.ts'
import type { TimesheetsTables } from './schema.ts'

const db = tables<TimesheetsTables>()

const sheetColumns = ['id', 'person_id as personId', 'week_start as weekStart', 'state', 'revision'] as const

const sheetRows = db.selectFrom('timesheets.timesheet').select(sheetColumns)

export type Sheet = RowOf<typeof sheetRows>

export const entryColumns = [
  'id',
  'timesheet_id as timesheetId',
  'person_id as personId',
  'project_id as projectId',
  'work_package_id as workPackageId',
  'worked_on as workedOn',
  'minutes',
  'billing_type as billingType',
  'description',
  'state',
] as const

const entryRows = db.selectFrom('timesheets.time_entry').select(entryColumns)

/** A line as rules and later rooms need it. */
export type Entry = RowOf<typeof entryRows>

/** Locks weeks until commit, in id order. Refuses with `timesheet_not_found` when one of them does not exist. */
export async function lockSheets(tx: Tx, ids: readonly string[]): Promise<Sheet[]> {
  const locked = await tx.rows(sheetRows.where('id', '=', anyOf(ids)).orderBy('id').forNoKeyUpdate())
  const found = new Set(locked.map((sheet) => sheet.id))
  const missing = ids.find((id) => !found.has(id))
  if (missing) throw new Refused('timesheet_not_found', { timesheetId: missing })
  return locked
}

export async function lockSheet(tx: Tx, timesheetId: string): Promise<Sheet> {
  const [sheet] = await lockSheets(tx, [timesheetId])
  if (!sheet) throw new Refused('timesheet_not_found', { timesheetId })
  return sheet
}

/** The week of a day, made or opened again for a line that waits to be submitted, and locked until commit. */
export function reopenSheet(tx: Tx, personId: string, day: PlainDate): Promise<Sheet> {
  return tx.one(
    db
      .insertInto('timesheets.timesheet')
      .values({ id: newId(), person_id: personId, week_start: weekStart(day) })
      .onConflict((row) =>
        row.constraint('timesheet_week_taken').doUpdateSet((change) => ({
          state: 'draft',
          revision: change('timesheets.timesheet.revision', '+', 1),
        })),
      )
      .returning(sheetColumns),
  )
}

/** The week of a person as it is, made where it is missing, and locked until commit. A new one has revision 0. */
export function lockWeek(tx: Tx, personId: string, monday: PlainDate): Promise<Sheet> {
  return tx.one(
    db
      .insertInto('timesheets.timesheet')
      .values({ id: newId(), person_id: personId, week_start: monday, revision: 0 })
      .onConflict((row) =>
        row
          .constraint('timesheet_week_taken')
          .doUpdateSet((change) => ({ revision: change.ref('timesheets.timesheet.revision') })),
      )
      .returning(sheetColumns),
  )
}

/** The week of a person, locked until commit, or undefined when nothing was ever recorded in it. */
export function findWeek(tx: Tx, personId: string, monday: PlainDate): Promise<Sheet | undefined> {
  return tx.maybe(
    sheetRows.where('person_id', '=', personId).where('week_start', '=', monday).forNoKeyUpdate(),
  )
}

/** The lines of a person's week, the oldest first. */
export function entriesOfWeek(tx: Tx, personId: string, monday: PlainDate): Promise<Entry[]> {
  return tx.rows(
    entryRows
      .where('timesheet_id', '=', (week) =>
        week
          .selectFrom('timesheets.timesheet')
          .select('id')
          .where('person_id', '=', personId)
          .where('week_start', '=', monday),
      )
      .orderBy('id'),
  )
}

/** A line, with its week locked. Whoever may change only their own does not find those of others. */
export async function lockEntry(ctx: Context, timeEntryId: string): Promise<{ entry: Entry; sheet: Sheet }> {
  const asked = entryRows.where('id', '=', timeEntryId)
  const found = await ctx.tx.maybe(asked)
  if (!found || !(await isOwn(ctx, found.personId)))
    throw new Refused('time_entry_not_found', { timeEntryId })
  const sheet = await lockSheet(ctx.tx, found.timesheetId)
  const entry = await ctx.tx.maybe(asked)
  if (!entry) throw new Refused('time_entry_not_found', { timeEntryId })
  return { entry, sheet }
}

/** The person a caller acts for: the one named, or the caller. Under the scope `own` nobody else. */
export async function workerOf(ctx: QueryContext, personId: string | undefined): Promise<Person> {
  const caller = await callerOf(ctx)
  if (ctx.scope === 'all' && personId !== undefined) return personById(ctx.tx, personId)
  if (!caller) throw new Refused('time_caller_not_a_person')
  if (personId !== undefined && personId !== caller.id) throw new Refused('time_of_others')
  return caller
}

export function callerOf({ tx, call }: Pick<Context, 'tx' | 'call'>): Promise<Person | undefined> {
  return personOf(tx, call.onBehalfOf ?? call.actorId)
}

/** Under the scope `own`: is it the caller's? Under any other: yes. */
export async function isOwn(ctx: QueryContext, personId: string): Promise<boolean> {
  return ctx.scope !== 'own' || (await callerOf(ctx))?.id === personId
}

/** A condition on lines (`entry`): the caller approves them, as named approver, project manager or delivery lead. */
export async function approvedByCaller(ctx: QueryContext): Promise<RawBuilder<boolean>> {
  if (ctx.scope === 'all') return sql<boolean>`true`
  const caller = await callerOf(ctx)
  return sql<boolean>`exists (
    select from projects.work_package as package
    join projects.project on project.tenant_id = package.tenant_id and project.id = package.project_id
    where package.tenant_id = entry.tenant_id and package.id = entry.work_package_id
      and ${caller?.id ?? null}::uuid in (package.approver_id, project.manager_id, project.delivery_lead_id))`
}

/** A week as it is after its lines changed. */
export interface SettledSheet extends Sheet {
  readonly minutes: number
  readonly submittedAt: Temporal.Instant | null
}

/**
 * Gives weeks the state their lines say: open while a line waits to be submitted, submitted while one waits to be
 * decided, approved when all are. Raises their revision.
 */
export function settleSheets(tx: Tx, ids: readonly string[], now: Temporal.Instant): Promise<SettledSheet[]> {
  return tx.rows(sql<SettledSheet>`
    with line as (
      select timesheet_id, sum(minutes) filter (where state <> 'recalled')::integer as minutes,
        case
          when bool_or(state in ('draft', 'rejected')) then 'draft'
          when bool_or(state = 'submitted') then 'submitted'
          when bool_or(state = 'approved') then 'approved'
          else 'draft'
        end as state
      from timesheets.time_entry
      where tenant_id = kernel.tenant_id() and timesheet_id = any(${ids}::uuid[])
      group by timesheet_id
    )
    update timesheets.timesheet as sheet
    set state = coalesce(line.state, 'draft'), revision = sheet.revision + 1,
      submitted_at = case when line.state = 'submitted' and sheet.state = 'draft' then ${now}::timestamptz else sheet.submitted_at end
    from unnest(${ids}::uuid[]) as wanted (id)
    left join line on line.timesheet_id = wanted.id
    where sheet.tenant_id = kernel.tenant_id() and sheet.id = wanted.id
    returning sheet.id, sheet.person_id as "personId", sheet.week_start as "weekStart", sheet.state, sheet.revision,
      sheet.submitted_at as "submittedAt", coalesce(line.minutes, 0) as minutes`)
}

/** The same for one week. */
export async function settleSheet(tx: Tx, timesheetId: string, now: Temporal.Instant): Promise<SettledSheet> {
  const [settled] = await settleSheets(tx, [timesheetId], now)
  if (!settled) throw new Error(`timesheet ${timesheetId} vanished under its lock`)
  return settled
}
