/** How contract assets and liabilities came from one day to another, beside the books. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type NewEntry, post } from '#engines/ledger'
import { newId } from '#kernel/id.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { openEngagement } from '#test/engagement.ts'
import { openTestHouse } from '#test/house.ts'
import { inCommand } from '#test/work-command.ts'

const house = await openTestHouse(undefined, { now: '2026-05-01T10:00:00Z' })
const of = await openEngagement(house)
const controller = house.as('controller')

type Roles = readonly (readonly [role: string, amount: bigint, functional?: bigint])[]

/** An entry on the contract in a currency, as the rooms post it. */
function posting(
  contractId: string,
  currency: string,
  date: string,
  subledger: NewEntry['subledger'],
  roles: Roles,
) {
  const document = { type: 'invoice', id: newId() }
  return inCommand(house, (ctx) =>
    post(ctx, [
      {
        bookId: of.entity,
        date,
        subledger,
        description: 'As the room posts it',
        source: { type: 'test', id: newId() },
        rule: 'test',
        lines: roles.map(([role, minor, functional = minor]) => ({
          account: { role },
          amount: money(minor, currency),
          functional,
          clientId: of.client,
          contractId,
          ...(role === 'receivable' ? { document } : {}),
        })),
      },
    ]),
  )
}

const euro = (date: string, subledger: NewEntry['subledger'], roles: Roles) =>
  posting(of.euroContract, 'EUR', date, subledger, roles)

// Before the span: an asset of 1,000 and a liability of 500. In it: 300 more earned, 800 billed, 200 earned out of the
// liability, 50 put right by hand. After it, in the same month as its last day: 70 earned.
await euro('2026-01-31', 'revenue', [
  ['contract_asset', 100_000n],
  ['revenue_fixed', -100_000n],
])
await euro('2026-01-31', 'receivable', [
  ['receivable', 50_000n],
  ['contract_liability', -50_000n],
])
await euro('2026-02-10', 'revenue', [
  ['contract_asset', 30_000n],
  ['revenue_fixed', -30_000n],
])
await euro('2026-02-11', 'receivable', [
  ['receivable', 80_000n],
  ['contract_asset', -80_000n],
])
await euro('2026-02-12', 'revenue', [
  ['contract_liability', 20_000n],
  ['revenue_fixed', -20_000n],
])
await euro('2026-02-15', 'general', [
  ['contract_asset', -5_000n],
  ['contract_liability', 5_000n],
])
await euro('2026-02-27', 'revenue', [
  ['contract_asset', 7_000n],
  ['revenue_fixed', -7_000n],
])
// In dollars at 0.90, revalued by 12 euros.
await posting(of.dollarContract, 'USD', '2026-02-03', 'revenue', [
  ['unbilled_receivable', 10_000n, 9_000n],
  ['revenue_time', -10_000n, -9_000n],
])
await posting(of.dollarContract, 'USD', '2026-02-20', 'general', [
  ['unbilled_receivable', 0n, 1_200n],
  ['exchange_gain', 0n, -1_200n],
])

interface Figures {
  readonly [name: string]: { readonly amount: string; readonly currency: string }
}
const movements = ['opening', 'recognised', 'billed', 'reclassified', 'exchange', 'closing']
const amounts = (figures: Figures) => movements.map((name) => figures[name]?.amount)
const february = { from: '2026-02-01', to: '2026-02-20' }

test('each contract shows what its asset and its liability came from', async () => {
  const { items } = await controller.ask('revenue.rollForward', { ...february, contractId: of.euroContract })
  assert.deepEqual(
    items[0].positions.map((row: Figures & { position: string }) => [row.position, ...amounts(row)]),
    [
      ['contract_asset', '1000.00', '300.00', '-800.00', '-50.00', '0.00', '450.00'],
      ['contract_liability', '500.00', '-200.00', '0.00', '-50.00', '0.00', '250.00'],
    ],
  )
})

test('a contract in a foreign currency is told in both, with the exchange difference in the books', async () => {
  const { items } = await controller.ask('revenue.rollForward', {
    ...february,
    contractId: of.dollarContract,
  })
  const [row] = items[0].positions
  assert.equal(row.closing.currency, 'USD')
  assert.deepEqual(amounts(row), ['0.00', '100.00', '0.00', '0.00', '0.00', '100.00'])
  assert.equal(row.inBooks.closing.currency, 'EUR')
  assert.deepEqual(amounts(row.inBooks), ['0.00', '90.00', '0.00', '0.00', '12.00', '102.00'])
})

test('the totals agree with the accounts, whatever the day', async () => {
  for (const to of ['2026-01-31', '2026-02-11', '2026-02-20', '2026-02-28', '2026-03-31']) {
    const { totals } = await controller.ask('revenue.rollForward', { from: '2026-01-01', to, limit: 1 })
    const trial = await controller.ask('ledger.trialBalance', { bookId: of.entity, from: '2026-01-01', to })
    const closing = new Map(
      trial.rows.map((row: { account: string; closing: { amount: string } }) => [
        row.account,
        row.closing.amount,
      ]),
    )
    for (const total of totals) {
      assert.ok(total.agrees, `${to} ${total.account}`)
      const sign = total.position === 'contract_liability' ? '-' : ''
      assert.equal(`${sign}${total.closing.amount}`, closing.get(total.account), `${to} ${total.account}`)
    }
    assert.equal(totals.length, to === '2026-01-31' ? 2 : 3)
  }
})

test('what a position opens has its lines', async () => {
  const { items } = await controller.ask('revenue.rollForward', { ...february, contractId: of.euroContract })
  const [asset] = items[0].positions
  const lines = await controller.ask(asset.opens.query, asset.opens.input)
  assert.deepEqual(
    lines.items.map(({ amount }: { amount: { amount: string } }) => amount.amount),
    ['300.00', '-800.00', '-50.00'],
  )
})

test('a span that ends before it begins is refused', async () => {
  await assert.rejects(
    controller.ask('revenue.rollForward', { from: '2026-03-01', to: '2026-02-01' }),
    (error) => error instanceof Refused && error.code === 'roll_forward_period_wrong',
  )
})
