/** What revenue is asked and told: plans, recognition, positions of contracts, margin. */
import { z } from 'zod'
import {
  command,
  groupedInput,
  groupedOutput,
  id,
  listInput,
  listOutput,
  money,
  plainDate,
  query,
} from '#kernel/contract.ts'
import { refusalTable } from '#kernel/refusal.ts'

export * from './contract-review.ts'
export * from './contract-roll-forward.ts'

export const refusals = refusalTable({
  roll_forward_period_wrong: {
    kind: 'invalid',
    message: 'The last day lies before the first. Ask from an earlier day to a later one.',
  },
  milestone_not_accepted: {
    kind: 'conflict',
    message:
      'Milestone "{title}" is {state}. Its revenue is earned when it is accepted. Have it accepted first.',
  },
  revenue_not_planned: {
    kind: 'conflict',
    message: 'Contract {contractId} has no revenue plan. Run revenue.plan for it first.',
  },
  month_not_over: {
    kind: 'conflict',
    message: '{month} ends on {end}. Recognise its revenue when it is over.',
  },
})

const exampleId = '0199d8a0-0000-7000-8000-000000000001'
const method = z.enum(['as_approved', 'milestone', 'ratable'])
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

export const plan = command({
  name: 'revenue.plan',
  summary: 'Lays out how the lines of contracts become revenue, with the months of what is earned evenly.',
  input: z.strictObject({ contractIds: z.array(id).min(1).max(100) }),
  output: z.object({ contractIds: z.array(id), lines: z.int(), months: z.int() }),
  refusals: ['contract_not_found'],
  touches: ['contract'],
  roles: { controller: 'all' },
  examples: [{ contractIds: [exampleId] }],
})

export const replan = command({
  name: 'revenue.replan',
  summary:
    'Takes the price of a contract line as it is now agreed into its revenue plan. Done by the process of a change or renewal.',
  input: z.strictObject({ contractLineId: id }),
  output: z.object({ contractLineId: id, contractId: id, price: money }),
  refusals: ['contract_line_not_found', 'revenue_not_planned'],
  touches: ['contract'],
  target: 'contractLineId',
  roles: {},
  examples: [{ contractLineId: exampleId }],
})

export const checkClosure = command({
  name: 'revenue.checkClosure',
  summary:
    'Looks for what is left on a project before it is closed, and who must act: time, bookings, milestones, bills, revenue.',
  input: z.strictObject({ projectId: id }),
  output: z.object({
    projectId: id,
    ready: z.boolean().describe('Nothing is left.'),
    problems: z.array(
      z.object({
        code: z.enum([
          'time_not_approved',
          'request_open',
          'booking_open',
          'change_open',
          'milestone_not_accepted',
          'work_not_billed',
          'milestone_not_billed',
          'fee_not_billed',
          'invoice_not_posted',
          'revenue_not_recognised',
        ]),
        count: z.int(),
        role: z.string().describe('Who must act.'),
        message: z.string(),
      }),
    ),
    principals: z.array(id).describe('People who sign in and must act.'),
    roles: z.array(z.string()).describe('Roles that must act where nobody is named.'),
  }),
  refusals: ['project_not_found'],
  touches: ['project'],
  target: 'projectId',
  roles: { 'delivery-lead': 'all', controller: 'all' },
  examples: [{ projectId: exampleId }],
})

export const recogniseMilestone = command({
  name: 'revenue.recogniseMilestone',
  summary: 'Recognises the revenue of an accepted milestone, once.',
  input: z.strictObject({ milestoneId: id }),
  output: z.object({ milestoneId: id, recognised: money }),
  refusals: [
    'milestone_not_found',
    'milestone_not_accepted',
    'revenue_not_planned',
    'exchange_rate_missing',
    'period_closed',
  ],
  touches: ['milestone', 'contract'],
  target: 'milestoneId',
  roles: { controller: 'all' },
  examples: [{ milestoneId: exampleId }],
})

export const recognise = command({
  name: 'revenue.recognise',
  summary:
    'Recognises everything that was earned evenly up to the end of a month and was not recognised yet.',
  input: z.strictObject({ month, entityId: id.optional() }),
  output: z.object({
    month,
    periods: z.int(),
    contracts: z.int(),
    revenue: z.array(money).meta({ description: 'The sum in each currency.' }),
  }),
  refusals: ['month_not_over', 'exchange_rate_missing', 'period_closed'],
  touches: ['contract'],
  roles: { controller: 'all' },
  examples: [{ month: '2026-03' }],
})

export const listSchedule = query({
  name: 'revenue.listSchedule',
  summary: 'Lists what is earned evenly, month by month, and whether it was recognised.',
  input: groupedInput(
    { contractId: id.optional(), to: plainDate.optional(), open: z.boolean().optional() },
    ['periodEnd'],
    ['contractId', 'month'],
  ),
  output: groupedOutput(
    z.object({
      id: z.string(),
      contractId: id,
      contractNumber: z.string(),
      contractLineId: id,
      line: z.string(),
      periodStart: plainDate,
      periodEnd: plainDate,
      amount: money,
      recognisedOn: plainDate.nullable(),
    }),
  ),
  refusals: [],
  roles: { controller: 'all', billing: 'all', executive: 'all' },
  examples: [{ contractId: exampleId }],
})

export const positions = query({
  name: 'revenue.positions',
  summary:
    'Shows for every contract what was earned and billed, and what that makes it: beside what the books say.',
  input: listInput({ contractId: id.optional(), entityId: id.optional() }, ['contractNumber']),
  output: listOutput(
    z.object({
      id,
      contractNumber: z.string(),
      entityCode: z.string(),
      recognised: money,
      billed: money,
      unbilledReceivable: money,
      contractAsset: money,
      contractLiability: money,
      ledger: z.object({ unbilledReceivable: money, contractAsset: money, contractLiability: money }),
      agrees: z.boolean(),
    }),
  ),
  refusals: [],
  roles: { controller: 'all', billing: 'all', executive: 'all' },
  examples: [{}],
})

export const byMethod = query({
  name: 'revenue.byMethod',
  summary: 'Sums up the revenue of a span of days by entity and method, in the currency of the entity.',
  input: z.strictObject({ from: plainDate, to: plainDate }),
  output: z.object({
    items: z.array(z.object({ id: z.string(), entityCode: z.string(), method, revenue: money })),
  }),
  refusals: [],
  roles: { controller: 'all', executive: 'all' },
  examples: [{ from: '2026-01-01', to: '2026-03-31' }],
})

export const byMonth = query({
  name: 'revenue.byMonth',
  summary:
    'Sums up the revenue of a span of days by month and method, in the currency of the entity that earned it.',
  input: z.strictObject({ from: plainDate, to: plainDate }),
  output: z.object({
    items: z.array(
      z.object({
        month: plainDate.meta({ description: 'Its first day.' }),
        method,
        revenue: money,
      }),
    ),
  }),
  refusals: [],
  roles: { controller: 'all', executive: 'all' },
  examples: [{ from: '2026-01-01', to: '2026-03-31' }],
})

export const margin = query({
  name: 'revenue.margin',
  summary:
    'Shows revenue recognised, cost and margin of a project by work package, in the currency of the project.',
  input: z.strictObject({ projectId: id }),
  output: z.object({
    projectId: id,
    revenue: money,
    cost: money,
    margin: money,
    items: z.array(
      z.object({
        id,
        code: z.string(),
        title: z.string(),
        minutes: z.int(),
        revenue: money,
        cost: money,
        margin: money,
      }),
    ),
  }),
  refusals: ['project_not_found', 'exchange_rate_missing'],
  target: 'projectId',
  roles: { 'project-manager': 'project', 'delivery-lead': 'all', controller: 'all', executive: 'all' },
  scopes: ['project'],
  examples: [{ projectId: exampleId }],
})
