/** The client wants more: the project asks, the firm approves, the client answers, and everything follows together. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { deployShippedModels } from '../../src/server/shipped-models.ts'
import { signEngagement, startEngagement, winEngagement } from '../example-engagement.ts'
import { openExampleFirm } from '../example-firm.ts'
import { openTestHouse } from '../house.ts'

const house = await openTestHouse()
const engagement = await startEngagement(
  await signEngagement(await winEngagement(await openExampleFirm(house))),
)
const { as, contracts, project } = engagement
const { paula, leo, sally, administrator, controller } = as
await deployShippedModels(house.house, house.tenantId, house.clock.now)
await administrator.run('people.addRole', { code: 'tester', name: 'Tester' })
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const eur = (amount: string) => ({ amount, currency: 'EUR' })

const change = {
  contractLineId: contracts.DE.lineId,
  title: 'Loyalty points',
  description: 'Points are earned and spent in the checkout.',
  amount: eur('9000.00'),
  endsOn: '2026-11-30',
  effort: [
    { workPackage: 'Platform', roleCode: 'engineer', minutes: 1_800, billRate: '120', costRate: '52' },
    { workPackage: 'Loyalty', roleCode: 'tester', minutes: 2_400, billRate: '135', costRate: '61' },
  ],
}
type Who = typeof paula
async function approve(who: Who, title: string, decision = 'approved', note?: string) {
  const { items } = await who.ask('tasks.list', { processKey: 'approval', limit: 200 })
  const tasks = await Promise.all(items.map(({ id }: { id: string }) => who.ask('tasks.get', { taskId: id })))
  const task = tasks.find(({ variables }) => String(variables.title).includes(title))
  await who.run('tasks.complete', { taskId: task.id, variables: { decision, ...(note ? { note } : {}) } })
}
const changeOf = (changeId: string) => paula.ask('contracts.getChange', { changeId })
const contractOf = (code: 'DE' | 'US') =>
  controller.ask('contracts.get', { contractId: contracts[code].contractId })
const planned = (lineId: string) =>
  house.tx((tx) =>
    tx.one(
      sql<{
        minor: bigint
      }>`select price_minor as minor from revenue.plan where tenant_id = kernel.tenant_id() and contract_line_id = ${lineId}`,
    ),
  )
const contractIds = [contracts.DE.contractId, contracts.US.contractId, contracts.SG.contractId]
await controller.run('revenue.plan', { contractIds })

test('more work by the hour raises estimate and cap, agrees new rates, and revises budget and plan', async () => {
  const before = (await contractOf('DE')).lines[0]
  const { changeId, number, cost, margin } = await paula.run('contracts.requestChange', change)
  assert.deepEqual([cost, margin], [eur('4000.00'), eur('5000.00')])
  assert.match(number, /-C1$/)
  await assert.rejects(
    sally.run('contracts.answerChange', {
      changeId,
      answer: 'accepted',
      answeredOn: '2026-03-20',
      reason: 'Early.',
    }),
    refusedWith('change_state_wrong'),
  )
  await approve(leo, 'Loyalty points', 'approved', 'Good margin.')
  assert.deepEqual(
    [(await changeOf(changeId)).state, (await changeOf(changeId)).reason],
    ['approved', 'Good margin.'],
  )
  const { items: waiting } = await sally.ask('tasks.list', { processKey: 'change-request' })
  assert.deepEqual(
    waiting.map(({ node, subjects }: { node: string; subjects: string[] }) => [node, subjects]),
    [['record_answer', [changeId]]],
  )
  await sally.run('contracts.answerChange', {
    changeId,
    answer: 'accepted',
    answeredOn: '2026-03-20',
    reason: 'Signed by Mara Quinn.',
  })
  assert.equal((await changeOf(changeId)).state, 'applied')
  const contract = await contractOf('DE')
  const [line] = contract.lines
  assert.deepEqual([contract.version, contract.endsOn, line.endsOn], [2, '2026-11-30', '2026-11-30'])
  assert.deepEqual([before.cap, line.cap], [eur('150000.00'), eur('159000.00')])
  const agreed = line.rates.find(({ roleCode }: { roleCode: string }) => roleCode === 'tester')
  assert.deepEqual([agreed.rate, agreed.origin], ['135.000000', `change ${number}`])
  assert.ok(
    line.rates.every(
      ({ origin, roleCode }: { origin: string; roleCode: string }) =>
        roleCode === 'tester' || !origin.startsWith('change'),
    ),
    'rates that were agreed stay',
  )
  assert.equal((await planned(line.id)).minor, 14_400_000n + 900_000n)
})

test('the budget goes on in its second version, with a new work package and later last days', async () => {
  const { items } = await leo.ask('projects.budget', { projectId: project.projectId })
  const of = (title: string, role: string) =>
    items
      .filter((one: { title: string; roleCode: string }) => one.title === title && one.roleCode === role)
      .map((one: { minutes: number; cost: object; price: object; code: string }) => one)
  const [engineer] = of('Platform', 'engineer')
  assert.deepEqual([engineer.minutes, engineer.price], [36_000 + 1_800, eur('75600.00')])
  const [analyst] = of('Loyalty', 'tester')
  assert.deepEqual([analyst.code, analyst.minutes, analyst.cost], ['WP5', 2_400, eur('2440.00')])
  assert.equal(of('Discovery', 'analyst').length, 1, 'what was planned goes on')
  const { workPackages, endsOn } = await leo.ask('projects.get', { projectId: project.projectId })
  const ends = (code: string) => workPackages.find((one: { code: string }) => one.code === code).endsOn
  assert.deepEqual([ends('WP2'), ends('WP5'), ends('WP1')], ['2026-11-30', '2026-11-30', '2026-05-31'])
  assert.equal(endsOn, '2027-03-31')
})

test('more of a fixed fee is one more milestone', async () => {
  const asked = {
    contractLineId: contracts.US.lineId,
    title: 'Second workshop',
    description: 'One more plant.',
    amount: { amount: '30000.00', currency: 'USD' },
  }
  await assert.rejects(paula.run('contracts.requestChange', asked), refusedWith('change_needs_date'))
  const { changeId } = await paula.run('contracts.requestChange', { ...asked, plannedOn: '2026-05-15' })
  await approve(leo, 'Second workshop')
  await approve(controller, 'Second workshop')
  await sally.run('contracts.answerChange', {
    changeId,
    answer: 'accepted',
    answeredOn: '2026-03-20',
    reason: 'By mail.',
  })
  const { version, price, lines } = await contractOf('US')
  assert.deepEqual([version, price.amount], [2, '90000.00'])
  const last = lines[0].milestones.at(-1)
  assert.deepEqual([last.title, last.amount.amount, last.state], ['Second workshop', '30000.00', 'planned'])
})

test('rejected, declined or withdrawn, a change leaves the contract as it is', async () => {
  const small = { ...change, amount: eur('500.00'), endsOn: undefined, effort: [] }
  const ask = async (title: string): Promise<string> =>
    (await paula.run('contracts.requestChange', { ...small, title })).changeId
  const rejected = await ask('Rejected')
  await approve(leo, 'Rejected', 'rejected', 'Within the scope already.')
  const declined = await ask('Declined')
  await approve(leo, 'Declined')
  await sally.run('contracts.answerChange', {
    changeId: declined,
    answer: 'declined',
    answeredOn: '2026-03-21',
    reason: 'Too much.',
  })
  const withdrawn = await ask('Withdrawn')
  await paula.run('contracts.withdrawChange', { changeId: withdrawn, reason: 'Not needed.' })
  const states = await Promise.all(
    [rejected, declined, withdrawn].map(async (id) => (await changeOf(id)).state),
  )
  assert.deepEqual(states, ['rejected', 'declined', 'withdrawn'])
  assert.equal((await contractOf('DE')).version, 2)
  await assert.rejects(
    paula.run('contracts.withdrawChange', { changeId: declined, reason: 'Late.' }),
    refusedWith('change_state_wrong'),
  )
  const { items } = await paula.ask('contracts.listChanges', { contractId: contracts.DE.contractId })
  assert.equal(items.length, 4)
  const { items: open } = await administrator.ask('tasks.list', { processKey: 'change-request' })
  assert.deepEqual(open, [])
  assert.deepEqual((await administrator.ask('incidents.list', { open: true })).items, [])
})

test('what cannot be changed is refused, and nobody records the answer to what they asked for', async () => {
  const ask = (more: object) => leo.run('contracts.requestChange', { ...change, ...more })
  await assert.rejects(
    ask({ contractLineId: contracts.SG.lineId, amount: { amount: '1.00', currency: 'USD' } }),
    refusedWith('change_line_recurring'),
  )
  await assert.rejects(ask({ endsOn: '2026-04-30' }), refusedWith('change_ends_early'))
  await assert.rejects(ask({ amount: { amount: '1.00', currency: 'USD' } }), refusedWith('invalid_input'))
  await assert.rejects(
    ask({ amount: eur('0.00'), endsOn: undefined, effort: [] }),
    refusedWith('invalid_input'),
  )
  await assert.rejects(
    paula.ask('contracts.getChange', { changeId: project.projectId }),
    refusedWith('change_not_found'),
  )
  const { changeId } = await ask({ title: 'Own' })
  const other = house.as(await house.person('Second lead', 'delivery-lead'))
  await approve(other, 'Own')
  await assert.rejects(
    leo.run('contracts.answerChange', {
      changeId,
      answer: 'accepted',
      answeredOn: '2026-03-20',
      reason: 'Mine.',
    }),
    refusedWith('own_approval'),
  )
})

test('what was decided is recorded and applied by the process alone, not by hand', async () => {
  const { items } = await paula.ask('contracts.listChanges', { state: 'approved' })
  const changeId = items[0].id
  const refused = refusedWith('not_permitted')
  const decision = { changeId, decision: 'approved', reason: 'Me.' }
  for (const who of [leo, controller, administrator]) {
    await assert.rejects(who.run('contracts.decideChange', decision), refused)
    await assert.rejects(who.run('contracts.applyChange', { changeId }), refused)
    await assert.rejects(who.run('projects.reviseBudget', { changeId }), refused)
    await assert.rejects(who.run('revenue.replan', { contractLineId: contracts.DE.lineId }), refused)
  }
  assert.equal((await changeOf(changeId)).state, 'approved')
})
