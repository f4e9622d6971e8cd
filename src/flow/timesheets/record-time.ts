import { type WorkPackage, workPackagesOfNamedProjects } from '#flow/projects'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { type Tx, tables } from '#kernel/sql.ts'
import { closedMonths, requireDaysFit, requirePossible, unclearedDays, workOf } from './check-entries.ts'
import { record as contract } from './contract.ts'
import { usualBillingType } from './entry.ts'
import type { TimesheetsTables } from './schema.ts'
import { reopenSheet, workerOf } from './timesheet-table.ts'

const db = tables<TimesheetsTables>()

/** Statements that do not need each other's answers are sent together: a consultant should not wait for five trips. */
export const recordTime = handle(contract, async (ctx, input) => {
  const { tx } = ctx
  const { workedOn, minutes, description } = input
  const [person, work] = await Promise.all([workerOf(ctx, input.personId), namedWork(tx, input)])
  const billingType = input.billingType ?? usualBillingType(work)
  const [closed, sheet, uncleared] = await Promise.all([
    closedMonths(tx, [person.entityId], [workedOn]),
    reopenSheet(tx, person.id, workedOn),
    unclearedDays(tx, person.id, [workedOn]),
  ])
  requirePossible(person, [{ workedOn, billingType, work }], closed, uncleared)
  const timeEntryId = newId()
  await Promise.all([
    tx.run(
      db.insertInto('timesheets.time_entry').values({
        id: timeEntryId,
        timesheet_id: sheet.id,
        person_id: person.id,
        project_id: work.projectId,
        work_package_id: work.id,
        worked_on: workedOn,
        minutes,
        billing_type: billingType,
        description,
      }),
    ),
    requireDaysFit(tx, sheet.id, [workedOn]),
  ])
  const after = { timeEntryId, workPackageId: work.id, workedOn, minutes, billingType, description }
  return {
    output: { timeEntryId, timesheetId: sheet.id, weekStart: sheet.weekStart, revision: sheet.revision },
    touched: [{ type: 'timesheet', id: sheet.id, before: null, after }],
  }
})

/** The work named by id, or by the words people know it by. */
async function namedWork(
  tx: Tx,
  input: {
    workPackageId?: string | undefined
    project?: string | undefined
    workPackage?: string | undefined
  },
): Promise<WorkPackage> {
  const { workPackageId, project = '', workPackage = '' } = input
  if (workPackageId !== undefined) {
    const found = (await workOf(tx, [workPackageId])).get(workPackageId)
    if (found) return found
  }
  const candidates = await workPackagesOfNamedProjects(tx, [project])
  const named = candidates.find(({ code, title }) => code === workPackage || title === workPackage)
  if (!named) throw new Refused('time_work_unknown', { project, workPackage })
  return named
}
