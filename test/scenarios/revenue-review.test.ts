/** The revenue of April is looked at before it is recognised: a loss is found, its estimate corrected, and then accepted. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { deployShippedModels } from '../../src/server/shipped-models.ts'
import { signEngagement, startedEngagement, winEngagement } from '../example-engagement.ts'
import { openTestHouse } from '../house.ts'

const house = await openTestHouse()
const engagement = await startedEngagement(house)
const { as, contracts, project } = engagement
const other = await signEngagement(await winEngagement(engagement, { name: 'Another engagement' }))
const { paula, controller, administrator } = as
const { projectId } = project
const { contractId } = contracts.SG
const contractIds = [contracts.DE.contractId, contracts.US.contractId, contractId]
await controller.run('revenue.plan', { contractIds })
house.clock.now = Temporal.Instant.from('2026-05-04T08:00:00Z')
await deployShippedModels(house.house, house.tenantId, house.clock.now)
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const usd = (amount: string) => ({ amount, currency: 'USD' })

const estimate = (amount: string, more: object = {}) =>
  paula.run('projects.setEstimate', {
    projectId,
    contractId,
    cost: usd(amount),
    reason: 'Seen anew.',
    ...more,
  })
const review = async () => {
  const { contracts: found } = await controller.run('revenue.review', { month: '2026-04', contractId })
  return found[0]
}

test('the revenue of a month is proposed by method, with the margin the budget leaves', async () => {
  await assert.rejects(controller.run('revenue.review', { month: '2026-05' }), refusedWith('month_not_over'))
  const found = await review()
  assert.deepEqual(
    [found.asApproved, found.milestone, found.ratable, found.revenue, found.before, found.deltaPercent],
    ['0.00', '0.00', '2500.00', '2500.00', '0.00', null],
  )
  assert.deepEqual([found.projectId, found.estimateChangePercent], [projectId, null])
  assert.ok(Number(found.marginPercent) > 0)
})

test('the project manager says what a contract will have cost; each estimate stays beside the last', async () => {
  const first = await estimate('20000.00')
  assert.equal(first.before, null)
  const second = await estimate('31500.00')
  assert.deepEqual(second.before, usd('20000.00'))
  const found = await review()
  assert.deepEqual(
    [found.estimate, found.estimateChangePercent, found.marginPercent],
    ['31500.00', '57.50', '-5.00'],
  )
  const { items } = await paula.ask('projects.listEstimates', { projectId })
  assert.deepEqual(
    items.map(({ cost }: { cost: object }) => cost).toSorted(),
    [usd('20000.00'), usd('31500.00')].toSorted(),
  )
  await assert.rejects(
    estimate('1.00', { cost: { amount: '1.00', currency: 'EUR' } }),
    refusedWith('estimate_currency_mismatch'),
  )
})

test('an estimate is of a contract of the project', async () => {
  await assert.rejects(
    estimate('1.00', { contractId: other.contracts.SG.contractId }),
    refusedWith('estimate_contract_wrong'),
  )
})

test('a loss is reviewed, corrected and accepted, and then the month is recognised', async () => {
  const { instanceId } = await controller.run('processes.start', {
    key: 'revenue-review',
    variables: { month: '2026-04' },
  })
  const tasks = async (who: typeof paula) =>
    (await who.ask('tasks.list', { processKey: 'revenue-exception' })).items
  const judge = async (choice: string) => {
    const [task] = await tasks(controller)
    const { variables } = await controller.ask('tasks.get', { taskId: task.id })
    await controller.run('tasks.complete', { taskId: task.id, variables: { choice, note: 'Look again.' } })
    return variables
  }
  assert.equal((await judge('correct')).why, 'The contract loses money when it is complete.')
  const [mine] = await tasks(paula)
  assert.deepEqual([mine.node, mine.subjects], ['correct_estimate', [projectId]])
  await estimate('24000.00')
  assert.equal((await judge('accept')).marginPercent, '20.00')
  const { status, variables } = await administrator.ask('processes.instance', { instanceId })
  assert.deepEqual([status, variables.recognised], ['completed', 1])
  const { items } = await controller.ask('revenue.listSchedule', { contractId, to: '2026-04-30' })
  assert.equal(items[0].recognisedOn, '2026-04-30')
})
