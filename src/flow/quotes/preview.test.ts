/** What a quote would be, and who would have to approve it. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { openStaffedEngagement } from '#test/staffed-engagement.ts'

const { house, clientId } = await openStaffedEngagement()
const sales = house.as('sales')
const controller = house.as('controller')
const eur = (amount: string) => ({ amount, currency: 'EUR' })
const { rateCardId } = await house.as('delivery-lead').run('offers.createRateCard', {
  code: 'DE',
  name: 'Germany',
  currency: 'EUR',
})
await house.as('delivery-lead').run('offers.setRates', {
  rateCardId,
  rates: [{ roleCode: 'architect', validFrom: '2026-01-01', rate: '165' }],
})
await controller.run('firm.setExchangeRates', {
  rates: [{ source: 'EUR', target: 'USD', validFrom: '2026-01-01', rate: '1.25' }],
})

const build = (minutes: number, billRate?: string) => ({
  title: 'Build',
  billingMethod: 'time_and_materials',
  entityCode: 'DE',
  billToId: clientId,
  currency: 'EUR',
  rateCardId,
  startsOn: '2026-04-01',
  endsOn: '2026-06-30',
  details: [{ workPackage: 'WP1 Build', roleCode: 'architect', minutes, ...(billRate ? { billRate } : {}) }],
})
const content = (...lines: object[]) => ({
  title: 'Next platform',
  currency: 'EUR',
  pricedOn: '2026-03-16',
  validUntil: '2026-04-15',
  lines,
})
const preview = (...lines: object[]) => sales.ask('quotes.preview', content(...lines))
const deploy = async (change: (xml: string) => string = (xml) => xml) => {
  const file = new URL('../../../processes/deal-to-project/commercial-approval.dmn', import.meta.url)
  await house.as(house.processId).run('decisions.deploy', { xml: change(await readFile(file, 'utf8')) })
}

test('a preview prices as a quote does and stores nothing', async () => {
  const shown = await preview(build(6000), build(600, '150'))
  assert.deepEqual(
    [shown.price, shown.listPrice, shown.cost, shown.margin, shown.marginPercent, shown.discountPercent],
    [eur('18000.00'), eur('18150.00'), eur('8800.00'), eur('9200.00'), '51.11', '0.83'],
  )
  assert.deepEqual(
    shown.lines.map((line: Record<string, unknown>) => [
      line['lineNo'],
      line['price'],
      line['cost'],
      line['marginPercent'],
      line['minutes'],
    ]),
    [
      [1, eur('16500.00'), eur('8000.00'), '51.52', 6000],
      [2, eur('1500.00'), eur('800.00'), '46.67', 600],
    ],
  )
  assert.equal(shown.approval, null, 'no decision is deployed yet')
  const { items } = await sales.ask('quotes.list')
  assert.deepEqual(
    items.map(({ number }: { number: string }) => number),
    ['Q-2026-0001'],
  )
})

test('it says who would have to approve, by which rule and why', async () => {
  await deploy()
  const route = async (...lines: object[]) => {
    const { approval } = await preview(...lines)
    return [approval.levels, approval.reason, approval.rule, approval.amount.amount]
  }
  const all = ['delivery-lead', 'controller', 'executive']
  const small = 'The deal is small, undiscounted and has a sound margin.'
  assert.deepEqual(await route(build(6000)), [['delivery-lead'], small, 6, '20625.00'])
  assert.deepEqual(await route(build(14_580)), [
    ['delivery-lead', 'controller'],
    'The deal is worth 50,000 USD or more.',
    4,
    '50118.75',
  ])
  assert.deepEqual(await route(build(6000, '120')), [all, 'The discount is above 15 %.', 2, '15000.00'])
  assert.deepEqual(await route(build(600, '150')), [
    ['delivery-lead', 'controller'],
    'The discount is above 5 %.',
    5,
    '1875.00',
  ])
})

test('a decision that names nobody is told as failed', async () => {
  await deploy((xml) => xml.replaceAll('name="levels"', 'name="steps"'))
  await assert.rejects(
    preview(build(600)),
    (error) => error instanceof Refused && error.code === 'decision_failed',
  )
})

test('what cannot be priced is refused at its line', async () => {
  await house.tx((tx) => tx.run(sql`delete from people.cost_rate`))
  await assert.rejects(
    preview(build(600)),
    (error) => error instanceof Refused && error.code === 'cost_rate_unknown' && error.detail['line'] === 1,
  )
})
