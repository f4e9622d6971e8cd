/** What the ledger says about a firm as a whole: its result over time and what it has and owes. */
import { z } from 'zod'
import { currency, id, money, plainDate, query } from '#kernel/contract.ts'
import { accountCode } from './shapes.ts'

const exampleId = '0199d8a0-0000-7000-8000-000000000001'
const readers = { controller: 'all', executive: 'all' } as const

const dimensions = {
  clientId: id.optional(),
  contractId: id.optional(),
  projectId: id.optional(),
  personId: id.optional(),
}

/** The query that shows what a figure is made of, with its input. */
const opens = z
  .object({
    query: z.enum(['ledger.accountStatement', 'ledger.generalLedger', 'ledger.profitAndLoss']),
    input: z.object({
      bookId: id,
      account: accountCode.optional(),
      from: plainDate,
      to: plainDate,
      ...dimensions,
    }),
  })
  .meta({ description: 'The query that shows what the figure is made of.' })

export const profitAndLoss = query({
  name: 'ledger.profitAndLoss',
  summary: 'Shows the result of a book over time by groups of accounts, in one column or by month.',
  input: z.strictObject({
    bookId: id,
    from: plainDate.optional().meta({ description: 'The first day; the first of the year when absent.' }),
    to: plainDate,
    by: z.enum(['total', 'month']).default('total'),
    ...dimensions,
  }),
  output: z.object({
    bookId: id,
    currency,
    from: plainDate,
    to: plainDate,
    columns: z.array(z.object({ from: plainDate, to: plainDate })),
    groups: z.array(
      z.object({
        group: z.enum(['revenue', 'cost_of_services', 'operating_expenses', 'other']),
        lines: z.array(
          z.object({
            account: accountCode,
            name: z.string(),
            amounts: z.array(money).meta({ description: 'One a column; above zero adds to the result.' }),
            total: money,
            opens,
          }),
        ),
        amounts: z.array(money),
        total: money,
        subtotal: z
          .enum(['gross_profit', 'operating_result', 'result'])
          .nullable()
          .meta({ description: 'What the groups to here sum up to.' }),
        subtotals: z.array(money),
        subtotalTotal: money,
      }),
    ),
    result: money,
  }),
  refusals: ['book_not_found', 'statement_period_wrong'],
  target: 'bookId',
  roles: readers,
  examples: [{ bookId: exampleId, from: '2026-01-01', to: '2026-03-31', by: 'month' }],
})

export const balanceSheet = query({
  name: 'ledger.balanceSheet',
  summary: 'Shows what a book has and owes on a day, by groups of accounts; both sides are equal.',
  input: z.strictObject({ bookId: id, asOf: plainDate }),
  output: z.object({
    bookId: id,
    currency,
    asOf: plainDate,
    groups: z.array(
      z.object({
        group: z.enum(['current_assets', 'non_current_assets', 'liabilities', 'equity']),
        side: z.enum(['assets', 'liabilities_and_equity']),
        lines: z.array(
          z.object({
            account: accountCode
              .nullable()
              .meta({ description: 'Null for a result that is not carried to an account.' }),
            name: z.string(),
            balance: money,
            opens,
          }),
        ),
        total: money,
      }),
    ),
    assets: money,
    liabilitiesAndEquity: money,
  }),
  refusals: ['book_not_found'],
  target: 'bookId',
  roles: readers,
  examples: [{ bookId: exampleId, asOf: '2026-03-31' }],
})
