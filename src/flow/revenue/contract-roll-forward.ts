/** What contract assets and liabilities are asked: how they came from one day to another. */
import { z } from 'zod'
import { currency, id, listInput, listOutput, money, plainDate, query } from '#kernel/contract.ts'

const position = z.enum(['unbilled_receivable', 'contract_asset', 'contract_liability'])

/** Movements in one currency; opening and what follows sum up to closing. */
const movements = {
  opening: money,
  recognised: money.meta({ description: 'Revenue earned: builds an asset, uses up a liability.' }),
  billed: money.meta({ description: 'Invoices posted: use up an asset, build a liability.' }),
  reclassified: money.meta({ description: 'Everything else that was posted: corrections and transfers.' }),
  exchange: money.meta({ description: 'Changes of value alone, in the currency of the books.' }),
  closing: money,
}

export const rollForward = query({
  name: 'revenue.rollForward',
  summary:
    'Shows how contract assets, contract liabilities and unbilled receivables came from one day to another, by contract, tied to the books.',
  input: listInput({ from: plainDate, to: plainDate, contractId: id.optional(), entityId: id.optional() }, [
    'contractNumber',
  ]),
  output: listOutput(
    z.object({
      id,
      contractNumber: z.string(),
      title: z.string(),
      clientName: z.string(),
      entityCode: z.string(),
      positions: z.array(
        z.object({
          position,
          account: z.string(),
          ...movements,
          inBooks: z.object(movements),
          opens: z
            .object({
              query: z.literal('ledger.generalLedger'),
              input: z.object({
                bookId: id,
                account: z.string(),
                contractId: id,
                from: plainDate,
                to: plainDate,
              }),
            })
            .meta({ description: 'The query that shows the lines behind it.' }),
        }),
      ),
    }),
  ).extend({
    totals: z
      .array(
        z.object({
          entityId: id,
          entityCode: z.string(),
          position,
          account: z.string(),
          currency,
          ...movements,
          ledger: money.meta({ description: 'What the account closes with in the books.' }),
          agrees: z.boolean(),
        }),
      )
      .meta({
        description: 'Of all contracts asked for, also beyond this page, in the currency of the books.',
      }),
  }),
  refusals: ['roll_forward_period_wrong'],
  roles: { controller: 'all', billing: 'all', executive: 'all' },
  examples: [{ from: '2026-01-01', to: '2026-03-31' }],
})
