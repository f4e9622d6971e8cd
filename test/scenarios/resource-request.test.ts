/**
 * People asked for, proposed, turned down, taken and lost again: each request goes from hand to hand by the shipped
 * process, and every task in it is done by the command itself.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployShippedModels } from '../../src/server/shipped-models.ts'
import { signEngagement, startEngagement, winEngagement } from '../example-engagement.ts'
import { openExampleFirm } from '../example-firm.ts'
import { openTestHouse } from '../house.ts'

const house = await openTestHouse()
const firm = await openExampleFirm(house)
const { as, people } = firm
const { projectId } = (await startEngagement(await signEngagement(await winEngagement(firm)))).project
await deployShippedModels(house.house, house.tenantId, house.clock.now)
await as.paula.run('staffing.requestForProject', { projectId })
const planner = as['resource-manager']
const requests = (await planner.ask('staffing.listRequests', { projectId })).items
const request = requests.find((one: { roleCode: string }) => one.roleCode === 'manager')
const requestId: string = request.id

/** The open tasks about this request that somebody sees, by their place in the diagram. */
const tasksOf = async (who: 'paula' | 'leo' | 'resource-manager') => {
  const { items } = await as[who].ask('tasks.list', { processKey: 'resource-request', limit: 200 })
  return items
    .filter(({ subjects }: { subjects: string[] }) => subjects.includes(requestId))
    .map(({ node }: { node: string }) => node)
}
const propose = (state: 'proposed' | 'hard') => {
  const booking = {
    personId: people.pete,
    minutesPerDay: 30,
    startsOn: '2026-04-01',
    endsOn: '2026-05-31',
    state,
  }
  return planner.run('staffing.book', { requestId, bookings: [booking] })
}

test('every request of the project waits at the resource manager, told by role, work package and time', async () => {
  const { items } = await planner.ask('tasks.list', { processKey: 'resource-request', limit: 200 })
  assert.equal(items.length, requests.length)
  const task = items.find(({ subjects }: { subjects: string[] }) => subjects.includes(requestId))
  const { variables } = await planner.ask('tasks.get', { taskId: task.id })
  assert.deepEqual(
    [variables.role, variables.workPackage, variables.minutes],
    ['manager', 'Discovery', 1_200],
  )
})

test('a proposal waits at who asked; turned down it is the resource manager’s again', async () => {
  await propose('proposed')
  assert.deepEqual([await tasksOf('resource-manager'), await tasksOf('paula')], [[], ['review_proposal']])
  await as.paula.run('staffing.declineProposal', { requestId, reason: 'Pete leads another project.' })
  assert.deepEqual([await tasksOf('resource-manager'), await tasksOf('paula')], [['staff_request'], []])
})

test('a proposal whose booking is canceled needs no answer any more', async () => {
  const { bookingIds } = await propose('proposed')
  await planner.run('staffing.cancelBooking', { bookingId: bookingIds[0], reason: 'Asked too early' })
  assert.deepEqual([await tasksOf('resource-manager'), await tasksOf('paula')], [['staff_request'], []])
})

test('rejected, asked again for less, proposed and taken, the request is met and explained step by step', async () => {
  await planner.run('staffing.rejectRequest', { requestId, reason: 'Nobody is free for so long.' })
  const { items } = await as.leo.ask('tasks.list', { processKey: 'resource-request', limit: 200 })
  const task = items.find(({ node }: { node: string }) => node === 'decide_rejected')
  const { variables } = await as.leo.ask('tasks.get', { taskId: task.id })
  assert.equal(variables.reason, 'Nobody is free for so long.')
  await as.paula.run('staffing.resubmitRequest', { requestId, minutes: 1_000 })
  await propose('proposed')
  await as.paula.run('staffing.acceptProposal', { requestId })
  assert.deepEqual([await tasksOf('resource-manager'), await tasksOf('paula')], [[], []])
  const admin = as.administrator
  const { items: instances } = await admin.ask('processes.instances', {
    key: 'resource-request',
    businessKey: requestId,
  })
  assert.deepEqual(
    instances.map(({ status, incidents }: { status: string; incidents: number }) => [status, incidents]),
    [['completed', 0]],
  )
  const { steps } = await admin.ask('processes.explain', { instanceId: instances[0].id })
  const done = steps.filter(({ doneBy }: { doneBy: string | null }) => doneBy)
  assert.deepEqual(
    done.map(({ node }: { node: string }) => node),
    [
      'staff_request',
      'review_proposal',
      'staff_request',
      'staff_request',
      'decide_rejected',
      'staff_request',
      'review_proposal',
    ],
  )
  const { node, via } = steps.at(-1)
  assert.deepEqual([node, via], ['met', 'met: requestState = "fulfilled"'])
})

test('when somebody who was booked drops out the request begins anew, and may be withdrawn', async () => {
  const { items } = await planner.ask('staffing.listBookings', { projectId, state: 'hard' })
  await planner.run('staffing.cancelBooking', { bookingId: items[0].id, reason: 'Parental leave' })
  assert.deepEqual(await tasksOf('resource-manager'), ['staff_request'])
  await as.leo.run('staffing.cancelRequest', { requestId, reason: 'Leo manages it himself.' })
  assert.deepEqual(await tasksOf('resource-manager'), [])
  const { items: open } = await as.administrator.ask('incidents.list', { open: true })
  assert.deepEqual(open, [])
})
