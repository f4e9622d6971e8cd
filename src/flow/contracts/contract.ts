/** What contracts promise to every surface: their shapes, commands, queries and refusals. */
import { z } from 'zod'
import { hourlyAmount, roleCode } from '#flow/people/contract.ts'
import {
  command,
  currency,
  decimal,
  groupedInput,
  groupedOutput,
  id,
  money,
  plainDate,
  query,
} from '#kernel/contract.ts'
import { readers as changeReaders, changeRow, reason } from './contract-changes.ts'

export {
  answerChange,
  applyChange,
  decideChange,
  listChanges,
  withdrawChange,
} from './contract-changes.ts'
export * from './contract-orders.ts'
export { refusals } from './contract-refusals.ts'
export * from './contract-renewals.ts'

const exampleId = '0199d8a0-0000-7000-8000-000000000001'

export const billingMethod = z.enum(['fixed_fee', 'time_and_materials', 'recurring_fee'])
export const contractState = z.enum(['draft', 'active', 'suspended', 'completed', 'closed', 'lost'])
const billingStatus = z.enum(['not_ready', 'ready', 'invoice_created', 'invoice_posted'])

const milestoneView = z.object({
  id,
  milestoneNo: z.int(),
  title: z.string(),
  amount: money,
  plannedOn: plainDate,
  state: z.enum(['planned', 'submitted', 'accepted']),
  billingStatus,
  acceptedOn: plainDate.nullable(),
  evidence: z.string(),
  revision: z.int(),
})

const lineView = z.object({
  id,
  lineNo: z.int(),
  title: z.string(),
  billingMethod,
  revenueMethod: z.enum(['as_approved', 'milestone', 'ratable']),
  price: money,
  cap: money.nullable().describe('The most that may be billed (not to exceed); null without one.'),
  committed: money.describe('What approved work has used of the cap.'),
  taxCode: z.string(),
  taxPercent: decimal(4),
  startsOn: plainDate,
  endsOn: plainDate,
  rates: z.array(
    z.object({ roleCode: z.string(), validFrom: plainDate, rate: decimal(6), origin: z.string() }),
  ),
  milestones: z.array(milestoneView),
  fees: z.array(
    z.object({
      id,
      periodStart: plainDate,
      periodEnd: plainDate,
      billOn: plainDate,
      amount: money,
      billingStatus,
    }),
  ),
})

const contractRow = z.object({
  id,
  number: z.string(),
  title: z.string(),
  opportunityId: id,
  entityId: id,
  entityCode: z.string(),
  clientId: id,
  clientName: z.string(),
  currency,
  state: contractState,
  price: money,
  startsOn: plainDate,
  endsOn: plainDate,
  revision: z.int(),
})

const readers = {
  sales: 'all',
  'delivery-lead': 'all',
  'project-manager': 'all',
  billing: 'all',
  controller: 'all',
  executive: 'all',
  procurement: 'all',
  administrator: 'all',
} as const

export const get = query({
  name: 'contracts.get',
  summary: 'One contract with its lines, agreed rates, milestones and fees.',
  input: z.strictObject({ contractId: id }),
  output: contractRow.extend({
    quoteId: id,
    paymentTermsDays: z.int(),
    purchaseOrder: z.string(),
    activatedOn: plainDate.nullable(),
    version: z.int().meta({ description: 'Counts what was agreed: one more with every change.' }),
    lines: z.array(lineView),
  }),
  refusals: ['contract_not_found'],
  target: 'contractId',
  shows: ['milestone', 'contract_line'],
  roles: readers,
  examples: [{ contractId: exampleId }],
})

export const list = query({
  name: 'contracts.list',
  summary: 'Contracts by state, client, entity or opportunity.',
  input: groupedInput(
    {
      state: contractState.optional(),
      clientId: id.optional(),
      entityId: id.optional(),
      opportunityId: id.optional(),
    },
    ['number', 'startsOn', 'endsOn'],
    ['state', 'clientId', 'entityId'],
  ),
  output: groupedOutput(contractRow),
  refusals: [],
  roles: readers,
  examples: [{ state: 'active', sort: '-number' }],
})

export const validate = command({
  name: 'contracts.validate',
  summary: 'Checks and records what still prevents the won quote of an opportunity from becoming contracts.',
  input: z.strictObject({ opportunityId: id }),
  output: z.object({
    valid: z.boolean(),
    problems: z.array(
      z.object({
        code: z.enum([
          'client_not_active',
          'tax_rule_missing',
          'exchange_rate_missing',
          'purchase_order_missing',
        ]),
        message: z.string(),
        subject: z.string(),
      }),
    ),
  }),
  refusals: ['no_won_quote'],
  touches: ['opportunity'],
  target: 'opportunityId',
  roles: { controller: 'all', sales: 'all', 'delivery-lead': 'all' },
  examples: [{ opportunityId: exampleId }],
})

export const draft = command({
  name: 'contracts.draft',
  summary:
    'Drafts one contract for each entity, paying client and currency of the won quote, with its lines, rates and milestones.',
  input: z.strictObject({ opportunityId: id }),
  output: z.object({
    contractIds: z.array(id),
    contracts: z.array(
      z.object({ contractId: id, number: z.string(), entityCode: z.string(), currency, price: money }),
    ),
  }),
  refusals: ['no_won_quote', 'contracts_exist', 'contract_not_valid'],
  touches: ['contract', 'opportunity'],
  target: 'opportunityId',
  roles: { controller: 'all', sales: 'all' },
  examples: [{ opportunityId: exampleId }],
})

export const reject = command({
  name: 'contracts.reject',
  summary: 'Refuses the commercial terms: the draft contracts of the opportunity are lost.',
  input: z.strictObject({ opportunityId: id, reason: z.string().min(1).max(2000) }),
  output: z.object({ contractIds: z.array(id), reason: z.string() }),
  refusals: ['contract_not_rejectable'],
  touches: ['contract', 'opportunity'],
  target: 'opportunityId',
  roles: { 'delivery-lead': 'all', controller: 'all', executive: 'all' },
  examples: [
    { opportunityId: exampleId, reason: 'The discount is above what we give without an executive sponsor.' },
  ],
})

export const activate = command({
  name: 'contracts.activate',
  summary: 'Makes draft contracts binding and lays out the periods of their recurring fees.',
  input: z.strictObject({ contractIds: z.array(id).min(1).max(100) }),
  output: z.object({ contractIds: z.array(id), fees: z.int() }),
  refusals: ['contract_not_found', 'contract_not_draft'],
  touches: ['contract'],
  roles: { controller: 'all' },
  examples: [{ contractIds: [exampleId] }],
})

export const close = command({
  name: 'contracts.close',
  summary: 'Closes an active contract on which nothing is left to bill.',
  input: z.strictObject({ contractId: id }),
  output: z.object({ contractId: id, state: z.literal('closed'), revision: z.int() }),
  refusals: ['contract_not_found', 'contract_not_active', 'contract_has_open_billing'],
  touches: ['contract'],
  target: 'contractId',
  versioned: true,
  roles: { controller: 'all' },
  examples: [{ contractId: exampleId }],
})

export const raiseCap = command({
  name: 'contracts.raiseCap',
  summary: 'Sets the not-to-exceed cap of a time-and-materials line, as agreed with the client.',
  input: z.strictObject({
    contractLineId: id,
    cap: money.refine(({ minor }) => minor > 0n, { message: 'must be above zero', path: ['amount'] }),
    reason: z.string().min(1).max(2000),
  }),
  output: z.object({
    contractLineId: id,
    cap: money,
    committed: money,
    revision: z.int().meta({ description: 'That of the contract.' }),
  }),
  refusals: ['contract_line_not_found', 'contract_not_active', 'line_has_no_cap', 'cap_below_committed'],
  touches: ['contract_line', 'contract'],
  target: 'contractLineId',
  versioned: true,
  roles: { sales: 'all', controller: 'all' },
  examples: [
    {
      contractLineId: exampleId,
      cap: { amount: '260000.00', currency: 'EUR' },
      reason: 'Change order 2, signed 4 September.',
    },
  ],
})

const milestoneOutput = z.object({
  milestoneId: id,
  contractId: id,
  state: milestoneView.shape.state,
  billingStatus,
  revision: z.int(),
})

export const submitMilestone = command({
  name: 'contracts.submitMilestone',
  summary: 'Says that the work of a milestone is done and what shows it, and asks for its acceptance.',
  input: z.strictObject({ milestoneId: id, evidence: z.string().min(1).max(4000) }),
  output: milestoneOutput,
  refusals: ['milestone_not_found', 'contract_not_active', 'milestone_not_planned'],
  touches: ['milestone', 'contract'],
  target: 'milestoneId',
  versioned: true,
  roles: { 'project-manager': 'all', 'delivery-lead': 'all' },
  examples: [{ milestoneId: exampleId, evidence: 'Discovery report 1.2, handed over on 31 July.' }],
})

export const acceptMilestone = command({
  name: 'contracts.acceptMilestone',
  summary: "Records the client's acceptance: the milestone may be billed and its revenue recognised.",
  input: z.strictObject({ milestoneId: id, acceptedOn: plainDate }),
  output: milestoneOutput,
  refusals: ['milestone_not_found', 'contract_not_active', 'milestone_not_submitted'],
  touches: ['milestone', 'contract'],
  target: 'milestoneId',
  versioned: true,
  notAfter: ['contracts.submitMilestone'],
  roles: { 'delivery-lead': 'all', sales: 'all' },
  examples: [{ milestoneId: exampleId, acceptedOn: '2026-07-31' }],
})

export const rejectMilestone = command({
  name: 'contracts.rejectMilestone',
  summary: 'Sends a submitted milestone back with the reason.',
  input: z.strictObject({ milestoneId: id, reason: z.string().min(1).max(2000) }),
  output: milestoneOutput,
  refusals: ['milestone_not_found', 'contract_not_active', 'milestone_not_submitted'],
  touches: ['milestone', 'contract'],
  target: 'milestoneId',
  versioned: true,
  roles: { 'delivery-lead': 'all', sales: 'all' },
  examples: [{ milestoneId: exampleId, reason: 'The client misses the integration inventory.' }],
})

const effort = z.object({
  workPackage: z.string().trim().min(1).max(200).meta({
    description: 'A work package of the project by its title; a new one is made for a new title.',
  }),
  roleCode,
  minutes: z.int().min(1).max(10_000_000).meta({ description: 'Planned effort in minutes.' }),
  billRate: hourlyAmount.meta({
    description: 'Price of an hour in the currency of the contract; a rate that is agreed already stays.',
  }),
  costRate: hourlyAmount.meta({ description: 'Expected cost of an hour in the currency of the contract.' }),
})

export const getChange = query({
  name: 'contracts.getChange',
  summary: 'One change of a contract with the effort behind it, its price, cost and margin.',
  input: z.strictObject({ changeId: id }),
  output: changeRow.extend({ effort: z.array(effort) }),
  refusals: ['change_not_found'],
  target: 'changeId',
  shows: ['change'],
  roles: changeReaders,
  examples: [{ changeId: exampleId }],
})

export const requestChange = command({
  name: 'contracts.requestChange',
  summary:
    'Asks for a change of a contract line: more to do, more to pay, later to end; with its price, cost and margin.',
  input: z
    .strictObject({
      contractLineId: id,
      title: z.string().trim().min(1).max(200),
      description: reason.meta({ description: 'What is to be done otherwise, and why.' }),
      amount: money
        .refine(({ minor }) => minor >= 0n, { message: 'must not be below zero', path: ['amount'] })
        .meta({
          description: 'What is paid more: a new milestone of a fixed fee, or added to estimate and cap.',
        }),
      plannedOn: plainDate.optional().meta({ description: 'When the new milestone of a fixed fee is due.' }),
      endsOn: plainDate.optional().meta({ description: 'The new last day, when the work takes longer.' }),
      effort: z.array(effort.strict()).max(200).default([]),
    })
    .refine(
      ({ amount, endsOn, effort: work }) => amount.minor > 0n || endsOn !== undefined || work.length > 0,
      {
        message: 'must change something: an amount, the last day or the effort',
        path: ['amount'],
      },
    ),
  output: z.object({
    changeId: id,
    number: z.string(),
    amount: money,
    cost: money,
    margin: money,
    revision: z.int(),
  }),
  refusals: [
    'contract_line_not_found',
    'contract_not_active',
    'change_line_recurring',
    'change_needs_date',
    'change_ends_early',
    'role_not_found',
    'exchange_rate_missing',
  ],
  touches: ['change', 'contract'],
  roles: { 'project-manager': 'all', 'delivery-lead': 'all' },
  examples: [
    {
      contractLineId: exampleId,
      title: 'Loyalty points in the checkout',
      description: 'The client wants points to be earned and spent in the checkout.',
      amount: { amount: '24000.00', currency: 'EUR' },
      endsOn: '2026-10-31',
      effort: [
        { workPackage: 'Checkout', roleCode: 'engineer', minutes: 9_600, billRate: '150', costRate: '62' },
      ],
    },
  ],
})
