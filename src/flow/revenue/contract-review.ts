/** Revenue of a month before it is recognised, with what stands out in it. */
import { z } from 'zod'
import { command, id } from '#kernel/contract.ts'

const exampleId = '0199d8a0-0000-7000-8000-000000000001'
const amount = z.string().meta({ description: 'Decimal text, in the currency of the contract.' })
const percent = z
  .string()
  .nullable()
  .meta({ description: 'Decimal text; null where there is nothing to compare.' })

export const review = command({
  name: 'revenue.review',
  summary:
    'Proposes and records the revenue of a month for each contract by method, with its margin at completion and what changed since the month before.',
  input: z.strictObject({
    month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
    contractId: id.optional().meta({ description: 'Only this contract; all when left out.' }),
  }),
  output: z.object({
    month: z.string(),
    contracts: z.array(
      z.object({
        contractId: id,
        contractNumber: z.string(),
        title: z.string(),
        clientName: z.string(),
        projectId: id.nullable(),
        projectNumber: z.string().nullable(),
        managerPrincipalId: id.nullable(),
        currency: z.string(),
        asApproved: amount.describe('Earned by approved work.'),
        milestone: amount.describe('Earned by accepted milestones.'),
        ratable: amount.describe('Earned evenly, recognised or to be.'),
        revenue: amount.describe('The three together.'),
        revenueUsd: amount.describe('The same in USD, to compare with limits.'),
        before: amount.describe('Revenue of the month before.'),
        deltaPercent: percent.describe('How much more than in the month before.'),
        estimate: amount.nullable().describe('Cost at completion: the last estimate, else the budget.'),
        estimateChangePercent: percent.describe('How much the estimate rose this month or later.'),
        marginPercent: percent.describe('Price less estimate, in per cent of the price.'),
      }),
    ),
  }),
  refusals: ['month_not_over', 'exchange_rate_missing'],
  touches: ['contract'],
  roles: { controller: 'all' },
  examples: [{ month: '2026-03' }, { month: '2026-03', contractId: exampleId }],
})
