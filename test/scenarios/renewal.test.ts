/** Support ends: it is found before notice is due, renewed after a first no, and the client is told. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fireDueTimers } from '#engines/process'
import { Refused } from '#kernel/refusal.ts'
import { deployShippedModels } from '../../src/server/shipped-models.ts'
import { signEngagement, winEngagement } from '../example-engagement.ts'
import { openExampleFirm } from '../example-firm.ts'
import { openTestHouse } from '../house.ts'

const house = await openTestHouse()
const signed = await signEngagement(await winEngagement(await openExampleFirm(house)))
const { sally, leo, controller, administrator } = signed.as
const { contractId, number, lineId } = signed.contracts.SG
await controller.run('revenue.plan', { contractIds: [contractId] })
await deployShippedModels(house.house, house.tenantId, house.clock.now)
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const usd = (amount: string) => ({ amount, currency: 'USD' })

const contractNow = () => sally.ask('contracts.get', { contractId })
const renewalNow = async () => (await sally.ask('contracts.listRenewals', { contractId })).items.at(-1)
const tasks = async (who: typeof sally, processKey = 'renewal') =>
  (await who.ask('tasks.list', { processKey })).items
async function answer(who: typeof leo, variables: object) {
  const [task] = await tasks(who, 'approval')
  await who.run('tasks.complete', { taskId: task.id, variables })
}
const before = await contractNow()
const [line] = before.lines
const monthly = line.fees[0].amount

test('the clock finds the end of a term thirty days before notice, once', async () => {
  await controller
    .run('contracts.setNotice', { contractId, noticeDays: 60 })
    .catch(refusedWith('not_permitted'))
  await sally.run('contracts.setNotice', { contractId, noticeDays: 60 })
  const found = Temporal.PlainDate.from(line.endsOn).subtract({ days: 90 })
  const morning = (days: number) => Temporal.Instant.from(`${found.add({ days })}T05:00:00Z`)
  house.clock.now = morning(-1)
  assert.deepEqual(await sally.run('contracts.findRenewals'), { found: 0 })
  // The end may be found on a weekend, on which nobody is woken.
  house.clock.now = morning(3)
  await fireDueTimers(house.house, house.clock.now)
  assert.deepEqual(await sally.run('contracts.findRenewals'), { found: 0 }, 'it is found already')
  const renewal = await renewalNow()
  assert.deepEqual([renewal.contractNumber, renewal.termEndsOn, renewal.state], [number, line.endsOn, 'due'])
  const [task] = await tasks(sally)
  assert.deepEqual([task.node, task.subjects], ['decide_renewal', [renewal.id]])
})

test('it is renewed for more a month, once delivery and finance agree', async () => {
  const { id: renewalId } = await renewalNow()
  const endsOn = Temporal.PlainDate.from(line.endsOn)
    .add({ days: 1, years: 1 })
    .subtract({ days: 1 })
    .toString()
  const decide = (more: object) =>
    sally.run('contracts.decideRenewal', { renewalId, decision: 'renew', reason: 'They stay.', ...more })
  await assert.rejects(decide({}), refusedWith('renewal_needs_end'))
  await assert.rejects(decide({ endsOn: line.endsOn }), refusedWith('renewal_ends_early'))
  await assert.rejects(decide({ endsOn, upliftPercent: '-100' }), refusedWith('renewal_uplift_wrong'))
  await assert.rejects(
    sally.run('contracts.decideRenewal', { renewalId: lineId, decision: 'end', reason: 'x' }),
    refusedWith('renewal_not_found'),
  )
  await decide({ endsOn })
  await assert.rejects(decide({ endsOn }), refusedWith('renewal_state_wrong'))
  await answer(leo, { decision: 'rejected', note: 'Ask for more.' })
  const again = await renewalNow()
  assert.deepEqual([again.state, again.reason, again.endsOn], ['due', 'Ask for more.', null])
  const { amount } = await decide({ endsOn, upliftPercent: '10' })
  const year = (BigInt(monthly.amount.replace('.', '')) * 12n * 11n) / 10n
  assert.deepEqual(amount, usd(`${year / 100n}.${(year % 100n).toString().padStart(2, '0')}`))
  await answer(leo, { decision: 'approved' })
  await answer(controller, { decision: 'approved' })
  const contract = await contractNow()
  const [grown] = contract.lines
  assert.deepEqual([contract.endsOn, grown.endsOn, contract.version], [endsOn, endsOn, 2])
  assert.equal(grown.fees.length, line.fees.length + 12)
  assert.equal(grown.fees.at(-1).amount.amount, (Number(year / 12n) / 100).toFixed(2))
  const { items } = await controller.ask('revenue.listSchedule', { contractId, limit: 200 })
  assert.equal(items.at(-1).periodEnd, endsOn)
  assert.equal(items.length, line.fees.length + 12, 'each month earns its revenue')
})

test('what was decided is applied or decided again by the process alone', async () => {
  const { id: renewalId } = await renewalNow()
  for (const [name, input] of [
    ['contracts.applyRenewal', { renewalId }],
    ['contracts.reopenRenewal', { renewalId, reason: 'By hand.' }],
  ] as const)
    await assert.rejects(sally.run(name, input), refusedWith('not_permitted'))
})

test('the client is told, and the process has come to its end', async () => {
  const { id: renewalId } = await renewalNow()
  const [task] = await tasks(sally)
  assert.equal(task.node, 'tell_client')
  await sally.run('contracts.recordRenewalNotice', { renewalId, toldOn: '2027-01-05', reason: 'A letter.' })
  assert.deepEqual(await tasks(sally), [])
  const renewal = await renewalNow()
  assert.deepEqual([renewal.state, renewal.toldOn], ['renewed', '2027-01-05'])
  const { items } = await administrator.ask('processes.instances', { key: 'renewal' })
  assert.ok(items.every(({ status }: { status: string }) => status === 'completed'))
})

test('the next end becomes a new deal when something else is to be agreed', async () => {
  house.clock.now = house.clock.now.add({ hours: 24 * 366 })
  assert.deepEqual(await sally.run('contracts.findRenewals', { leadDays: 60 }), { found: 1 })
  const { items } = await sally.ask('contracts.listRenewals', { state: 'due' })
  const [renewal] = items
  await sally.run('contracts.decideRenewal', {
    renewalId: renewal.id,
    decision: 'change',
    reason: 'They want it around the clock.',
  })
  const deals = (await sally.ask('opportunities.list', { limit: 200 })).items
  const deal = deals.find(({ stage }: { stage: string }) => stage === 'Renewal')
  assert.deepEqual([deal.state, deal.expectedClose], ['open', renewal.termEndsOn])
})
