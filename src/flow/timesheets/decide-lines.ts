/** Decides about submitted lines: which of them the caller decides about, and what became of them. */
import { peopleByIds } from '#flow/people'
import type { Context, Touched } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { anyOf, type Tx, tables } from '#kernel/sql.ts'
import type { TimesheetsTables } from './schema.ts'
import { approvedByCaller, type Entry, entryColumns, lockSheets, type Sheet } from './timesheet-table.ts'

const db = tables<TimesheetsTables>()

/** What is decided, about which lines of the weeks. */
interface Decision {
  readonly to: 'approved' | 'rejected'
  readonly projectId?: string | undefined
  readonly reason?: string
}

interface Decided {
  readonly sheets: readonly Sheet[]
  readonly lines: readonly Entry[]
  /** The parts that have no line left to decide. */
  readonly parts: readonly Touched[]
}

/**
 * Locks the weeks and moves their submitted lines, in a handful of statements whatever their number. Refuses
 * `timesheet_own_time` for a week of the caller, `timesheet_nothing_to_decide` for a week without a line of theirs.
 */
export async function decideLines(
  ctx: Context,
  timesheetIds: readonly string[],
  { to, projectId, reason = '' }: Decision,
): Promise<Decided> {
  const { tx } = ctx
  const sheets = await lockSheets(tx, [...new Set(timesheetIds)])
  await refuseOwnTime(ctx, sheets)
  const ofSheets = db
    .updateTable('timesheets.time_entry as entry')
    .set({ state: to, reason })
    .where('entry.timesheet_id', '=', anyOf(sheets.map(({ id }) => id)))
    .where('entry.state', '=', 'submitted')
    .where(await approvedByCaller(ctx))
    .returning(entryColumns)
  const lines = await tx.rows(
    projectId === undefined ? ofSheets : ofSheets.where('entry.project_id', '=', projectId),
  )
  const decided = new Set(lines.map((line) => line.timesheetId))
  const untouched = sheets.find((sheet) => !decided.has(sheet.id))
  if (untouched) throw new Refused('timesheet_nothing_to_decide', { timesheetId: untouched.id })
  return { sheets, lines, parts: await decidedParts(tx, lines, to) }
}

async function refuseOwnTime({ tx, call }: Context, sheets: readonly Sheet[]): Promise<void> {
  const workers = await peopleByIds(
    tx,
    sheets.map((sheet) => sheet.personId),
  )
  const hands = new Set([call.actorId, call.onBehalfOf])
  for (const worker of workers.values())
    if (worker.principalId !== null && hands.has(worker.principalId)) throw new Refused('timesheet_own_time')
}

/**
 * A part, one project of one week, is what a process task is about. It is done when its last line is: somebody else may
 * have to decide about the others.
 */
async function decidedParts(tx: Tx, lines: readonly Entry[], state: string): Promise<Touched[]> {
  const parts = new Map(lines.map((line) => [`${line.timesheetId}:${line.projectId}`, line]))
  const left = await tx.rows(
    db
      .selectFrom('timesheets.time_entry')
      .distinct()
      .select(['timesheet_id as timesheetId', 'project_id as projectId'])
      .where('timesheet_id', '=', anyOf(lines.map((line) => line.timesheetId)))
      .where('state', '=', 'submitted'),
  )
  for (const { timesheetId, projectId } of left) parts.delete(`${timesheetId}:${projectId}`)
  return [...parts.keys()].map((id) => ({
    type: 'timesheet_part',
    id,
    before: { state: 'submitted' },
    after: { state },
  }))
}
