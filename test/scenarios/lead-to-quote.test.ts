/** A deal goes its way to a quote: not yet, then qualified, scoped, quoted, sent and won. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fireDueTimers } from '#engines/process'
import { Refused } from '#kernel/refusal.ts'
import { deployShippedModels } from '../../src/server/shipped-models.ts'
import { winEngagement } from '../example-engagement.ts'
import { openExampleFirm } from '../example-firm.ts'
import { openTestHouse } from '../house.ts'

const house = await openTestHouse()
const firm = await openExampleFirm(house)
const { sally, leo, administrator } = firm.as
const won = await winEngagement(firm)
await deployShippedModels(house.house, house.tenantId, house.clock.now)
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

const content = await sally.ask('quotes.get', { quoteId: won.quoteId })
const { opportunityId } = await sally.run('opportunities.create', {
  name: 'Second platform',
  clientId: firm.clients.US,
  amount: { amount: '180000.00', currency: 'USD' },
  expectedClose: '2026-08-31',
})
const tasks = async (who: typeof sally) =>
  (await who.ask('tasks.list', { processKey: 'lead-to-quote' })).items.map(
    ({ node }: { node: string }) => node,
  )
const qualify = (budget: string) =>
  sally.run('opportunities.qualify', {
    ...{ opportunityId, budget, need: 'clear', decisionMakerKnown: true },
    note: 'Told by Mara Quinn.',
  })

test('a deal without a budget is asked about again after twenty working days', async () => {
  assert.equal((await sally.ask('opportunities.qualification', { opportunityId })).budget, null)
  await sally.run('opportunities.pursue', { opportunityId })
  assert.deepEqual(await tasks(sally), ['qualify_deal'])
  const { amountUsd } = await qualify('none')
  assert.equal(amountUsd, '180000.00')
  assert.deepEqual(await tasks(sally), [])
  house.clock.now = house.clock.now.add({ hours: 24 * 28 })
  await fireDueTimers(house.house, house.clock.now)
  assert.deepEqual(await tasks(sally), ['qualify_deal'])
})

test('with a budget delivery scopes the work', async () => {
  await qualify('confirmed')
  assert.deepEqual([await tasks(sally), await tasks(leo)], [[], ['scope_work']])
  await leo.run('opportunities.scope', { opportunityId, scope: 'The shop again.', effortMinutes: 96_000 })
  const known = await sally.ask('opportunities.qualification', { opportunityId })
  assert.deepEqual([known.budget, known.scope, known.effortMinutes], ['confirmed', 'The shop again.', 96_000])
})

test('the quote is written and sent, and the process waits for the answer of the client', async () => {
  assert.deepEqual(await tasks(sally), ['write_quote'])
  const { quoteId } = await sally.run('quotes.create', {
    opportunityId,
    title: 'Second platform',
    currency: 'USD',
    pricedOn: content.pricedOn,
    validUntil: '2026-08-31',
    lines: [
      {
        ...{ title: 'Workshop', billingMethod: 'fixed_fee', entityCode: 'US', billToId: firm.clients.US },
        ...{ currency: 'USD', startsOn: '2026-06-01', endsOn: '2026-06-30' },
        milestones: [
          { title: 'Report', amount: { amount: '20000.00', currency: 'USD' }, plannedOn: '2026-06-30' },
        ],
        details: [
          { workPackage: 'Workshop', roleCode: 'architect', minutes: 6_000, billRate: '200', costRate: '90' },
        ],
      },
    ],
  })
  assert.deepEqual(await tasks(sally), ['send_quote'])
  await sally.run('quotes.activate', { quoteId })
  assert.deepEqual(await tasks(sally), [])
  const status = async () =>
    (await administrator.ask('processes.instances', { key: 'lead-to-quote' })).items[0].status
  assert.equal(await status(), 'active')
  await sally.run('quotes.accept', { quoteId })
  assert.equal(await status(), 'completed')
  await assert.rejects(
    sally.run('opportunities.pursue', { opportunityId }),
    refusedWith('opportunity_closed'),
  )
})
