/**
 * The first of a month: the clock begins the billing run, who holds work back is written to, and what they clear in two
 * days is billed; the rest is billed because billing says so.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fireDueTimers } from '#engines/process'
import { Refused } from '#kernel/refusal.ts'
import { deployShippedModels } from '../../src/server/shipped-models.ts'
import { openStaffedEngagement } from '../staffed-engagement.ts'

const engagement = await openStaffedEngagement(undefined, { now: '2026-03-16T09:00:00Z' })
const { house, ada, paul, build } = engagement
await deployShippedModels(house.house, house.tenantId, house.clock.now)
const admin = house.as('administrator')
const billing = house.as('billing')

/** A day of Ada's, submitted; gives the week. */
async function submitted(workedOn: string): Promise<string> {
  const { timesheetId } = await ada.run('timesheets.record', { workPackageId: build, workedOn, minutes: 480 })
  await ada.run('timesheets.submit', { timesheetId })
  return timesheetId
}
const approvedInTime = await submitted('2026-03-10')
await submitted('2026-03-03')

/** Lets it be this moment, and what is due by then happen. */
const until = async (moment: string) => {
  house.clock.now = Temporal.Instant.from(moment)
  await fireDueTimers(house.house, house.clock.now)
}
const run = async () => (await admin.ask('processes.instances', { key: 'billing-run' })).items[0]
const variables = async () =>
  (await admin.ask('processes.instance', { instanceId: (await run()).id })).variables
/** Whom it has written to. */
const told = async () =>
  (await admin.ask('exchange.listDeliveries', { limit: 200 })).items.map(
    ({ objectId }: { objectId: string }) => objectId,
  )

test('on the first of April the run begins by itself and sees that March waits for an approval', async () => {
  assert.equal(await run(), undefined)
  await until('2026-04-01T06:00:00Z')
  const { cutoff, ready, blocked, principals } = await variables()
  assert.deepEqual([cutoff, ready, blocked], ['2026-03-31', 0, 1])
  assert.deepEqual(principals, [await paul.principalId], 'the project manager, who has not approved')
  assert.ok((await told()).includes(await paul.principalId))
  assert.deepEqual((await billing.ask('billing.listRuns', {})).items, [])
})

test('what waits leads to the week, and to the task of whoever approves it', async () => {
  const { contracts } = await billing.ask('billing.readiness', { cutoff: '2026-03-31' })
  const blockers = contracts.flatMap((contract: { blockers: Record<string, unknown>[] }) => contract.blockers)
  const waits = blockers.filter(({ code }: { code: string }) => code === 'time_not_approved')
  const { items } = await admin.ask('tasks.list', {
    of: 'everyone',
    processKey: 'timesheet-approval',
  })
  assert.deepEqual(
    waits.map(({ taskId }: { taskId: string }) => taskId).sort(),
    items.map(({ id }: { id: string }) => id).sort(),
  )
  assert.equal(waits.length, 2)
  const first = waits.find(({ day }: { day: string }) => day === '2026-03-09')
  assert.deepEqual(first.opens, { kind: 'timesheet', id: approvedInTime })
  assert.deepEqual([first.who, first.principalId], ['Paul Winter', await paul.principalId])
})

test('after two days what is left is billing’s to decide, and what is ready becomes pro-formas to review', async () => {
  await paul.run('timesheets.approve', { timesheetId: approvedInTime })
  await until('2026-04-03T06:00:00Z')
  const { items } = await billing.ask('tasks.list', { processKey: 'billing-run' })
  const [task] = items
  assert.equal(task?.node, 'decide_run', JSON.stringify(await variables()))
  await billing.run('tasks.complete', { taskId: task.id, variables: { choice: 'bill' } })
  const [done] = (await billing.ask('billing.listRuns', {})).items
  assert.deepEqual([done.cutoff, done.invoiceDate, done.invoices], ['2026-03-31', '2026-03-31', 1])
  const review = await billing.ask('tasks.list', { processKey: 'invoice-review' })
  assert.deepEqual(
    review.items.map(({ node }: { node: string }) => node),
    ['review_invoice'],
  )
})

test('the run is explained step by step, with who decided it', async () => {
  const { id, status, incidents } = await run()
  assert.deepEqual([status, incidents], ['completed', 0])
  const { steps } = await admin.ask('processes.explain', { instanceId: id })
  const path = steps.map(({ node }: { node: string }) => node)
  assert.deepEqual(path.slice(1), [
    'month_over',
    'set_cutoff',
    'check_readiness',
    'anything_blocked',
    'ask_to_clear',
    'two_days',
    'check_again',
    'still_blocked',
    'decide_run',
    'bill_now',
    'run_billing',
    'drafted',
  ])
  const decided = steps.find(({ node }: { node: string }) => node === 'decide_run')
  assert.equal(decided.doneBy, await billing.principalId)
})

test('billing starts its run by hand, and no process that does not name it; with nothing new there is no run', async () => {
  const { processes } = await billing.ask('processes.startable', {})
  assert.deepEqual(
    processes.map(({ key }: { key: string }) => key),
    ['billing-run'],
  )
  await assert.rejects(
    billing.run('processes.start', { key: 'period-close' }),
    (error: unknown) => error instanceof Refused && error.code === 'process_start_not_permitted',
  )
  const { instanceId } = await billing.run('processes.start', {
    key: 'billing-run',
    variables: { cutoff: '2026-03-31' },
  })
  await until('2026-04-07T07:00:00Z')
  const { items } = await billing.ask('tasks.list', { processKey: 'billing-run' })
  await billing.run('tasks.complete', { taskId: items[0].id, variables: { choice: 'bill' } })
  const { steps } = await admin.ask('processes.explain', { instanceId })
  assert.equal(steps.at(-1).node, 'nothing_left')
  assert.equal((await billing.ask('billing.listRuns', {})).items.length, 1)
})
