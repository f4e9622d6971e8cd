/** The result and the balance sheet, each tied to the trial balance of the same days. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { costEntry, euroLine, openBooks } from '#test/books.ts'
import { post } from './index.ts'
import { balanceGroupOf, monthSpans, resultGroupOf } from './statement.ts'

const { controller, doing, newBook } = await openBooks()
const bookId = await newBook()
const projectId = '0199d8a0-0000-7000-8000-000000000001'
const contractId = '0199d8a0-0000-7000-8000-000000000002'
const eur = (amount: string) => ({ amount, currency: 'EUR' })
const byHand = (date: string, debit: string, credit: string, amount: string) =>
  controller.run('ledger.post', {
    bookId,
    date,
    description: `${debit} from ${credit}`,
    lines: [
      { account: debit, amount: eur(amount) },
      { account: credit, amount: eur(`-${amount}`) },
    ],
  })

await byHand('2026-01-05', '1000', '3000', '50000.00')
await byHand('2026-01-20', '1000', '4000', '10000.00')
await byHand('2026-02-03', '6100', '1000', '1200.00')
await byHand('2026-02-17', '1000', '4010', '7000.00')
await byHand('2026-03-02', '1500', '1000', '3000.00')
await byHand('2026-03-25', '7010', '1000', '40.50')
await byHand('2027-01-11', '1000', '4000', '900.00')
await doing((ctx) =>
  post(ctx, [
    costEntry(bookId, {
      lines: [
        euroLine('project_cost', '2500.00', { projectId, contractId }),
        euroLine('payroll_liability', '-2500.00', { projectId, contractId }),
      ],
    }),
  ]),
)

interface Line {
  readonly account: string | null
  readonly name: string
  readonly amounts: { amount: string }[]
  readonly balance: { amount: string }
  readonly opens: { query: string; input: Record<string, string> }
}
interface Group {
  readonly group: string
  readonly lines: Line[]
  readonly subtotal: string | null
  readonly subtotalTotal: { amount: string }
  readonly subtotals: { amount: string }[]
  readonly total: { amount: string }
}
const minor = (text: string) => BigInt(text.replace('.', ''))

/** Sums of the closing balances of a trial balance, debits less credits, by type. */
async function trial(from: string, to: string) {
  const { rows } = await controller.ask('ledger.trialBalance', { bookId, from, to })
  return (types: readonly string[], of: 'closing' | 'movement') =>
    rows
      .filter(({ type }: { type: string }) => types.includes(type))
      .reduce(
        (sum: bigint, row: Record<string, { amount: string }>) =>
          sum +
          (of === 'closing'
            ? minor(row['closing']?.amount ?? '')
            : minor(row['debit']?.amount ?? '') - minor(row['credit']?.amount ?? '')),
        0n,
      )
}

test('the result by month has its groups, subtotals and columns', async () => {
  const result = await controller.ask('ledger.profitAndLoss', { bookId, to: '2026-03-31', by: 'month' })
  assert.deepEqual(result.columns, [
    { from: '2026-01-01', to: '2026-01-31' },
    { from: '2026-02-01', to: '2026-02-28' },
    { from: '2026-03-01', to: '2026-03-31' },
  ])
  assert.deepEqual(
    result.groups.map(({ group, lines, subtotal, subtotalTotal }: Group) => [
      group,
      lines.map(({ account, amounts }) => [account, ...amounts.map(({ amount }) => amount)]),
      subtotal,
      subtotalTotal.amount,
    ]),
    [
      [
        'revenue',
        [
          ['4000', '10000.00', '0.00', '0.00'],
          ['4010', '0.00', '7000.00', '0.00'],
        ],
        null,
        '17000.00',
      ],
      ['cost_of_services', [['5000', '0.00', '0.00', '-2500.00']], 'gross_profit', '14500.00'],
      ['operating_expenses', [['6100', '0.00', '-1200.00', '0.00']], 'operating_result', '13300.00'],
      ['other', [['7010', '0.00', '0.00', '-40.50']], 'result', '13259.50'],
    ],
  )
  assert.deepEqual(
    result.groups[3].subtotals.map(({ amount }: { amount: string }) => amount),
    ['10000.00', '5800.00', '-2540.50'],
  )
})

test('the result of any days ties to the trial balance of the same days', async () => {
  for (const [from, to] of [
    ['2026-01-01', '2026-03-31'],
    ['2026-01-10', '2026-02-03'],
    ['2026-02-04', '2026-03-10'],
    ['2026-02-10', '2026-02-16'],
    ['2026-01-01', '2027-01-31'],
  ] as const) {
    const total = await controller.ask('ledger.profitAndLoss', { bookId, from, to })
    const byMonth = await controller.ask('ledger.profitAndLoss', { bookId, from, to, by: 'month' })
    const expected = -(await trial(from, to))(['income', 'expense'], 'movement')
    assert.equal(minor(total.result.amount), expected, `${from} ${to}`)
    assert.deepEqual(byMonth.result, total.result)
  }
})

test('what a line opens sums up to the line', async () => {
  const result = await controller.ask('ledger.profitAndLoss', {
    bookId,
    from: '2026-01-10',
    to: '2026-03-31',
  })
  const sheet = await controller.ask('ledger.balanceSheet', { bookId, asOf: '2026-03-20' })
  for (const { lines } of result.groups as Group[])
    for (const { opens, amounts } of lines) {
      assert.equal(opens.query, 'ledger.accountStatement')
      const { opening, closing } = await controller.ask(opens.query, opens.input)
      assert.equal(minor(opening.amount) - minor(closing.amount), minor(amounts[0]?.amount ?? ''))
    }
  for (const { lines, group } of sheet.groups as Group[])
    for (const { opens, balance } of lines) {
      const opened = await controller.ask(opens.query, opens.input)
      const asset = group.endsWith('assets')
      const shown = opened.result ?? opened.closing
      assert.equal(
        minor(balance.amount),
        opened.result || asset ? minor(shown.amount) : -minor(shown.amount),
        JSON.stringify(opens),
      )
    }
})

test('a project or contract sees its own part, opened by the lines of the general ledger', async () => {
  for (const dimension of [{ projectId }, { contractId }]) {
    const result = await controller.ask('ledger.profitAndLoss', { bookId, to: '2026-12-31', ...dimension })
    assert.equal(result.result.amount, '-2500.00')
    const line = result.groups[1].lines[0] as Line
    assert.deepEqual(line.opens, {
      query: 'ledger.generalLedger',
      input: { bookId, account: '5000', from: '2026-01-01', to: '2026-12-31', ...dimension },
    })
    assert.equal((await controller.ask(line.opens.query, line.opens.input)).items.length, 1)
  }
})

test('both sides of the balance sheet are equal on any day and tie to the trial balance', async () => {
  for (const asOf of ['2025-12-31', '2026-01-05', '2026-01-31', '2026-02-16', '2026-03-31', '2027-01-31']) {
    const sheet = await controller.ask('ledger.balanceSheet', { bookId, asOf })
    assert.deepEqual(sheet.assets, sheet.liabilitiesAndEquity, asOf)
    const closing = (await trial('2026-01-01', asOf < '2026-01-01' ? '2026-01-01' : asOf))(
      ['asset'],
      'closing',
    )
    assert.equal(minor(sheet.assets.amount), asOf < '2026-01-01' ? 0n : closing, asOf)
  }
})

test('results of earlier years stand beside that of the year until they are carried to an account', async () => {
  const sheet = await controller.ask('ledger.balanceSheet', { bookId, asOf: '2027-01-31' })
  assert.deepEqual(
    sheet.groups.map(({ group, lines, total }: Group) => [
      group,
      lines.map(({ account, name, balance }) => [account ?? name, balance.amount]),
      total.amount,
    ]),
    [
      ['current_assets', [['1000', '63659.50']], '63659.50'],
      ['non_current_assets', [['1500', '3000.00']], '3000.00'],
      ['liabilities', [['2300', '2500.00']], '2500.00'],
      [
        'equity',
        [
          ['3000', '50000.00'],
          ['Results of earlier years', '13259.50'],
          ['Result of the year', '900.00'],
        ],
        '64159.50',
      ],
    ],
  )
})

test('a statement that ends before it begins, or runs too long, is refused', async () => {
  const refused = (error: unknown) => error instanceof Refused && error.code === 'statement_period_wrong'
  for (const days of [
    { from: '2026-03-01', to: '2026-02-28' },
    { from: '2020-01-01', to: '2026-12-31' },
  ])
    await assert.rejects(controller.ask('ledger.profitAndLoss', { bookId, ...days }), refused)
})

test('an account stands where its type and number say', () => {
  assert.deepEqual(
    [
      resultGroupOf('4900', 'income'),
      resultGroupOf('7000', 'income'),
      resultGroupOf('5100', 'expense'),
      resultGroupOf('8000', 'expense'),
      resultGroupOf('1000', 'asset'),
    ],
    ['revenue', 'other', 'cost_of_services', 'operating_expenses', null],
  )
  assert.deepEqual(
    [
      balanceGroupOf('1120', 'asset'),
      balanceGroupOf('1500', 'asset'),
      balanceGroupOf('2100', 'liability'),
      balanceGroupOf('3100', 'equity'),
      balanceGroupOf('4000', 'income'),
    ],
    ['current_assets', 'non_current_assets', 'liabilities', 'equity', null],
  )
  assert.deepEqual(monthSpans('2026-01-31', '2026-03-01'), [
    { from: '2026-01-31', to: '2026-01-31' },
    { from: '2026-02-01', to: '2026-02-28' },
    { from: '2026-03-01', to: '2026-03-01' },
  ])
})
