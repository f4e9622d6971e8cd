import { personById } from '#flow/people'
import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { closedMonths, requireDaysFit, requirePossible, unclearedDays, workOf } from './check-entries.ts'
import { submit as contract } from './contract.ts'
import type { TimesheetsTables } from './schema.ts'
import { submittedEvents } from './submitted-events.ts'
import { entryColumns, isOwn, lockSheet, settleSheet } from './timesheet-table.ts'

const db = tables<TimesheetsTables>()

/** Each project's part of the week goes to its own approver; see the process timesheet-approval. */
export const submitTimesheet = handle(contract, async (ctx, { timesheetId }) => {
  const { tx, call } = ctx
  const sheet = await lockSheet(tx, timesheetId)
  if (!(await isOwn(ctx, sheet.personId))) throw new Refused('timesheet_not_found', { timesheetId })
  ctx.checkRevision(sheet.revision)
  const entries = await tx.rows(
    db
      .updateTable('timesheets.time_entry')
      .set({ state: 'submitted', reason: '' })
      .where('timesheet_id', '=', timesheetId)
      .where('state', 'in', ['draft', 'rejected'])
      .returning(entryColumns),
  )
  if (entries.length === 0) throw new Refused('timesheet_nothing_to_submit')
  const work = await workOf(
    tx,
    entries.map((entry) => entry.workPackageId),
  )
  const planned = entries.flatMap(({ workedOn, billingType, minutes, workPackageId }) => {
    const found = work.get(workPackageId)
    return found ? [{ workedOn, billingType, minutes, work: found }] : []
  })
  const person = await personById(tx, sheet.personId)
  const days = planned.map((line) => line.workedOn)
  const [closed, uncleared] = await Promise.all([
    closedMonths(tx, [person.entityId], days),
    unclearedDays(tx, person.id, days),
  ])
  requirePossible(person, planned, closed, uncleared)
  await requireDaysFit(tx, timesheetId, days)
  const { state, minutes, revision } = await settleSheet(tx, timesheetId, call.now)
  return {
    output: { timesheetId, state, minutes, revision },
    touched: [
      { type: 'timesheet', id: timesheetId, before: { state: sheet.state }, after: { state, minutes } },
    ],
    events: await submittedEvents(tx, [{ timesheetId, person, weekStart: sheet.weekStart, lines: planned }]),
  }
})
