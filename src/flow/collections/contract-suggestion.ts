/** What a person who allocates a receipt by hand is offered. */
import { z } from 'zod'
import { id, money, plainDate, query } from '#kernel/contract.ts'
import type { MatchCode } from './match-reasons.ts'

export const suggestAllocation = query({
  name: 'collections.suggestAllocation',
  summary:
    'Ranks the open items a receipt could pay, each with why and how much; where there is one answer it is that of collections.match.',
  input: z.strictObject({ receiptId: id }),
  output: z.object({
    receiptId: id,
    unapplied: money,
    certain: z.boolean().meta({ description: 'There is one answer: collections.match would give it.' }),
    why: z.string().meta({ description: 'Why there is one answer, or none.' }),
    reason: z
      .object({
        code: z.custom<MatchCode>((code) => typeof code === 'string').meta({ type: 'string' }),
        values: z.record(z.string(), z.string()),
      })
      .meta({ description: 'The same by its code, with what its sentence is filled with.' }),
    items: z.array(
      z.object({
        invoiceId: id,
        invoiceNumber: z.string(),
        contractNumber: z.string(),
        purchaseOrder: z.string(),
        invoiceDate: plainDate,
        dueDate: plainDate,
        daysOverdue: z.int().meta({ description: 'On the day the money came; zero when not overdue.' }),
        open: money,
        suggested: money.meta({ description: 'Zero for what the money does not reach.' }),
        reasons: z.array(
          z.enum(['named_in_reference', 'purchase_order_in_reference', 'same_amount', 'overdue', 'oldest']),
        ),
      }),
    ),
    left: money.meta({ description: 'What would stay unapplied.' }),
  }),
  refusals: ['receipt_not_found'],
  target: 'receiptId',
  roles: {
    billing: 'all',
    controller: 'all',
    sales: 'all',
    executive: 'all',
    administrator: 'all',
  },
  examples: [{ receiptId: '0199d8a0-0000-7000-8000-000000000001' }],
})
