import { personById } from '#flow/people'
import { weekStart } from '#kernel/dates.ts'
import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { closedMonths, requireDaysFit, requirePossible, unclearedDays, workOf } from './check-entries.ts'
import { changeEntry as contract } from './contract.ts'
import { changeRefusal } from './entry.ts'
import type { TimesheetsTables } from './schema.ts'
import { lockEntry, settleSheet } from './timesheet-table.ts'

const db = tables<TimesheetsTables>()

/** A changed line waits to be submitted again, whatever was said about it before. */
export const changeEntry = handle(contract, async (ctx, { timeEntryId, ...change }) => {
  const { tx, call } = ctx
  const { entry, sheet } = await lockEntry(ctx, timeEntryId)
  refuseIf(changeRefusal(entry.state), { state: entry.state })
  const workedOn = change.workedOn ?? entry.workedOn
  refuseIf(weekStart(workedOn) === sheet.weekStart ? null : 'time_in_other_week', { workedOn })
  const workPackageId = change.workPackageId ?? entry.workPackageId
  const work = (await workOf(tx, [workPackageId])).get(workPackageId)
  if (!work) throw new Error(`work package ${workPackageId} vanished`)
  const minutes = change.minutes ?? entry.minutes
  const billingType = change.billingType ?? entry.billingType
  const description = change.description ?? entry.description
  const person = await personById(tx, entry.personId)
  const [closed, uncleared] = await Promise.all([
    closedMonths(tx, [person.entityId], [workedOn]),
    unclearedDays(tx, person.id, [workedOn]),
  ])
  requirePossible(person, [{ workedOn, billingType, work }], closed, uncleared)
  await tx.run(
    db
      .updateTable('timesheets.time_entry')
      .set({
        work_package_id: work.id,
        project_id: work.projectId,
        worked_on: workedOn,
        minutes,
        billing_type: billingType,
        description,
        state: 'draft',
        reason: '',
      })
      .where('id', '=', timeEntryId),
  )
  await requireDaysFit(tx, sheet.id, [workedOn])
  const { revision } = await settleSheet(tx, sheet.id, call.now)
  const after = { timeEntryId, workPackageId, workedOn, minutes, billingType, description }
  return {
    output: { timeEntryId, timesheetId: sheet.id, weekStart: sheet.weekStart, revision },
    touched: [{ type: 'timesheet', id: sheet.id, before: entry, after }],
  }
})
