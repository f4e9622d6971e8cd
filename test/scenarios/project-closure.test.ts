/** The work is done: what is left is found and cleared, finance agrees, and nothing can be booked any more. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { deployShippedModels } from '../../src/server/shipped-models.ts'
import { signEngagement, startEngagement, winEngagement } from '../example-engagement.ts'
import { openExampleFirm } from '../example-firm.ts'
import { openTestHouse } from '../house.ts'

const house = await openTestHouse()
const firm = await openExampleFirm(house)
const byTheHour = await startEngagement(
  await signEngagement(await winEngagement(firm, { lines: ([, implementation]) => [implementation ?? {}] })),
)
const blended = await startEngagement(
  await signEngagement(await winEngagement(firm, { name: 'Second store' })),
)
const { paula, leo, ada, billing, controller, administrator } = firm.as
const planner = firm.as['resource-manager']
await controller.run('revenue.plan', {
  contractIds: [byTheHour.contracts.DE, blended.contracts.US, blended.contracts.DE, blended.contracts.SG].map(
    ({ contractId }) => contractId,
  ),
})
await deployShippedModels(house.house, house.tenantId, house.clock.now)
house.clock.now = Temporal.Instant.from('2026-04-10T09:00:00Z')
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const { projectId, number, workPackages } = byTheHour.project
const lessons = 'The test data of the client came late; ask for it at the start.'

const stateOf = async (id = projectId) => (await leo.ask('projects.get', { projectId: id })).state
async function tasks(who: typeof leo) {
  const { items } = await who.ask('tasks.list', { processKey: 'project-closure' })
  return items as { id: string; node: string }[]
}
const nodes = async (who: typeof leo) => (await tasks(who)).map(({ node }) => node)
async function lookAgain() {
  const task = (await tasks(leo)).find(({ node }) => node === 'clear_rest')
  await leo.run('tasks.complete', { taskId: task?.id })
}
const left = async (id: string) =>
  (await controller.run('revenue.checkClosure', { projectId: id })).problems.map(
    (problem: { code: string; count: number; role: string }) => [problem.code, problem.count, problem.role],
  )

test('a closure needs a completed project, and finds everything that is left with who must act', async () => {
  await paula.run('staffing.requestForProject', { projectId })
  const { items: requests } = await planner.ask('staffing.listRequests', { projectId })
  const booking = {
    personId: firm.people.ada,
    startsOn: '2026-04-08',
    endsOn: '2026-04-30',
    minutesPerDay: 60,
  }
  await planner.run('staffing.book', { requestId: requests[0].id, bookings: [booking] })
  await ada.run('timesheets.record', {
    workPackageId: workPackages.WP1,
    workedOn: '2026-04-08',
    minutes: 480,
  })
  await assert.rejects(
    paula.run('projects.requestClosure', { projectId, lessons }),
    refusedWith('project_not_complete'),
  )
  await assert.rejects(
    controller.run('projects.confirmClosure', { projectId }),
    refusedWith('closure_not_asked'),
  )
  await paula.run('projects.complete', { projectId })
  await paula.run('projects.requestClosure', { projectId, lessons })
  await assert.rejects(
    leo.run('projects.requestClosure', { projectId, lessons }),
    refusedWith('closure_asked_already'),
  )
  assert.deepEqual(await left(projectId), [
    ['time_not_approved', 1, 'project-manager'],
    ['request_open', 3, 'resource-manager'],
    ['booking_open', 1, 'resource-manager'],
  ])
  assert.deepEqual(await nodes(leo), ['clear_rest'])
  const [task] = await tasks(leo)
  const { variables } = await leo.ask('tasks.get', { taskId: task?.id })
  assert.deepEqual(variables.left, [
    'One entry of time is not approved.',
    '3 requests for people are open.',
    'One booking reaches beyond today.',
  ])
  const { items } = await administrator.ask('exchange.listDeliveries', { limit: 200 })
  const told = new Set(items.map(({ objectId }: { objectId: string }) => objectId))
  assert.deepEqual(told, new Set([await paula.principalId, await planner.principalId]))
})

test('cleared piece by piece it comes back until nothing is left, and then waits for finance', async () => {
  const { items: bookings } = await planner.ask('staffing.listBookings', { projectId })
  await planner.run('staffing.cancelBooking', { bookingId: bookings[0].id, reason: 'Done early' })
  const { items: requests } = await planner.ask('staffing.listRequests', { projectId })
  for (const { id } of requests)
    await leo.run('staffing.cancelRequest', { requestId: id, reason: 'The work is done.' })
  const { items: sheets } = await ada.ask('timesheets.list', {})
  const timesheetId = sheets[0].id
  await ada.run('timesheets.submit', { timesheetId })
  await paula.run('timesheets.approve', { timesheetId })
  assert.deepEqual(await left(projectId), [['work_not_billed', 1, 'billing']])
  await lookAgain()
  assert.deepEqual(await nodes(leo), ['clear_rest'])
  await billing.run('billing.run', { cutoff: '2026-04-10', invoiceDate: '2026-04-10' })
  assert.deepEqual(await left(projectId), [['invoice_not_posted', 1, 'billing']])
  const contractId = byTheHour.contracts.DE.contractId
  const { items: drafts } = await billing.ask('billing.listInvoices', { contractId })
  await billing.run('billing.confirm', { invoiceId: drafts[0].id })
  await controller.run('billing.post', { invoiceIds: [drafts[0].id] })
  await lookAgain()
  assert.deepEqual([await nodes(leo), await nodes(controller)], [[], ['confirm']])
})

test('who asked for it does not agree, and only the process closes', async () => {
  for (const who of [leo, controller, administrator])
    await assert.rejects(who.run('projects.close', { projectId }), refusedWith('not_permitted'))
  const both = house.as(await house.person('Both', 'delivery-lead', 'executive'))
  await leo.run('projects.cancelClosure', { projectId, reason: 'One more look.' })
  assert.deepEqual(await nodes(controller), [], 'kept open, nobody is asked any more')
  await both.run('projects.requestClosure', { projectId, lessons })
  await assert.rejects(both.run('projects.confirmClosure', { projectId }), refusedWith('own_approval'))
  assert.equal(await stateOf(), 'complete')
})

test('agreed to, the project is closed with its work packages, and no time can be recorded', async () => {
  const [task] = await tasks(controller)
  const { variables } = await controller.ask('tasks.get', { taskId: task?.id })
  assert.equal(variables.lessons, lessons)
  await controller.run('projects.confirmClosure', { projectId })
  const project = await leo.ask('projects.get', { projectId })
  assert.equal(project.state, 'closed')
  assert.ok(project.workPackages.every(({ state }: { state: string }) => state === 'closed'))
  await assert.rejects(
    ada.run('timesheets.record', { workPackageId: workPackages.WP1, workedOn: '2026-04-09', minutes: 60 }),
    refusedWith('time_project_not_in_delivery'),
  )
  const { items } = await administrator.ask('processes.instances', {
    key: 'project-closure',
    businessKey: projectId,
  })
  assert.ok(items.every(({ status }: { status: string }) => status === 'completed'))
  assert.deepEqual((await administrator.ask('incidents.list', { open: true })).items, [], number)
})

test('milestones, fees and revenue that are left are found too', async () => {
  const id = blended.project.projectId
  assert.deepEqual(await left(id), [
    ['milestone_not_accepted', 2, 'project-manager'],
    ['fee_not_billed', 11, 'billing'],
    ['invoice_not_posted', 1, 'billing'],
    ['revenue_not_recognised', 12, 'controller'],
  ])
  await paula.run('contracts.requestChange', {
    contractLineId: blended.contracts.DE.lineId,
    title: 'One more store',
    description: 'The client wants it.',
    amount: { amount: '900.00', currency: 'EUR' },
  })
  const milestoneId = blended.contracts.US.milestoneIds[0]
  await paula.run('contracts.submitMilestone', { milestoneId, evidence: 'The report.' })
  await leo.run('contracts.acceptMilestone', { milestoneId, acceptedOn: '2026-04-10' })
  assert.deepEqual(
    (await left(id)).map(([code, count]: [string, number]) => `${code} ${count}`),
    [
      'change_open 1',
      'milestone_not_accepted 1',
      'milestone_not_billed 1',
      'fee_not_billed 11',
      'invoice_not_posted 1',
      'revenue_not_recognised 12',
    ],
    'the process of the milestone has recognised its revenue at once',
  )
  await assert.rejects(
    controller.run('revenue.checkClosure', { projectId: milestoneId }),
    refusedWith('project_not_found'),
  )
})
