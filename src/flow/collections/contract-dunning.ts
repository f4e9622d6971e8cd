/** How overdue invoices are followed: cases, reminders, and what was decided. */
import { z } from 'zod'
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
import { refusalTable } from '#kernel/refusal.ts'

refusalTable({
  dunning_case_not_found: {
    kind: 'not_found',
    message: 'Invoice {invoiceId} has no case. Overdue invoices get one by collections.openCases.',
  },
  dunning_case_closed: {
    kind: 'conflict',
    message:
      'The case is {state}; nothing more is done about it here. List cases with collections.listCases.',
  },
  nothing_to_remind: {
    kind: 'conflict',
    message: 'Nothing of invoice {number} is open beyond what is disputed. Resolve the dispute first.',
  },
})

const exampleId = '0199d8a0-0000-7000-8000-000000000001'
const keepers = { billing: 'all', controller: 'all' } as const
const withSales = { ...keepers, sales: 'all' } as const

export const caseState = z.enum(['reminding', 'escalated', 'legal', 'resolved'])

export const openCases = command({
  name: 'collections.openCases',
  summary: 'Opens a case for every invoice that became overdue; the process of collections follows each.',
  input: z.strictObject({}),
  output: z.object({ opened: z.int() }),
  refusals: [],
  touches: ['dunning_case'],
  roles: keepers,
  examples: [{}],
})

export const assessCase = command({
  name: 'collections.assessCase',
  summary:
    'Finds out what there is to know before the next step about an overdue invoice, and resolves its case when nothing is open.',
  input: z.strictObject({ invoiceId: id }),
  output: z.object({
    invoiceId: id,
    settled: z.boolean().meta({ description: 'Nothing is open any more.' }),
    daysOverdue: z.int(),
    collectable: money.meta({ description: 'What is open and not disputed.' }),
    amountUsd: decimal(6).meta({ description: 'The same in US dollars of today, to be compared.' }),
    reminders: z.int(),
    contacts: z.int(),
    clientClass: z.enum(['new', 'prompt', 'slow']).meta({
      description:
        'Prompt: the invoices paid in the last year were paid at most a week late on average. New: none was.',
    }),
    promise: z.enum(['none', 'open', 'kept', 'broken']),
    waitDays: z.int().meta({ description: 'Until the day after the promise; zero without one.' }),
    canMail: z.boolean().meta({ description: 'The client has an address for invoices.' }),
  }),
  refusals: ['dunning_case_not_found'],
  touches: ['dunning_case'],
  target: 'invoiceId',
  roles: keepers,
  examples: [{ invoiceId: exampleId }],
})

export const remind = command({
  name: 'collections.remind',
  summary:
    'Sends the client a reminder of what is open and not disputed of an overdue invoice, in their language.',
  input: z.strictObject({ invoiceId: id, tone: z.enum(['friendly', 'firm', 'final']) }),
  output: z.object({ invoiceId: id, reminders: z.int(), amount: money, to: z.string() }),
  refusals: ['dunning_case_not_found', 'dunning_case_closed', 'nothing_to_remind', 'invoice_email_missing'],
  touches: ['dunning_case', 'invoice'],
  target: 'invoiceId',
  roles: keepers,
  examples: [{ invoiceId: exampleId, tone: 'friendly' }],
})

export const decideCase = command({
  name: 'collections.decideCase',
  summary:
    'Records how an overdue invoice goes on after somebody has spoken to the client: wait, escalate, or hand it to the lawyers.',
  input: z.strictObject({
    invoiceId: id,
    decision: z.enum(['wait', 'escalate', 'legal']),
    note: z.string().trim().min(1).max(2000).meta({ description: 'What was said.' }),
  }),
  output: z.object({ invoiceId: id, state: caseState, contacts: z.int() }),
  refusals: ['dunning_case_not_found', 'dunning_case_closed'],
  touches: ['dunning_case', 'invoice'],
  target: 'invoiceId',
  roles: withSales,
  examples: [{ invoiceId: exampleId, decision: 'wait', note: 'Their new system pays from Monday on.' }],
})

export const listCases = query({
  name: 'collections.listCases',
  summary: 'Cases of overdue invoices by state, client or invoice.',
  input: groupedInput(
    { state: caseState.optional(), clientId: id.optional(), invoiceId: id.optional() },
    ['openedOn'],
    ['state', 'clientId'],
  ),
  output: groupedOutput(
    z.object({
      id: id.meta({ description: 'The invoice.' }),
      invoiceNumber: z.string(),
      clientId: id,
      clientName: z.string(),
      currency,
      open: money,
      dueDate: plainDate,
      state: caseState,
      reminders: z.int(),
      contacts: z.int(),
      remindedOn: plainDate.nullable(),
      openedOn: plainDate,
      note: z.string(),
    }),
  ),
  refusals: [],
  shows: ['dunning_case'],
  roles: { ...withSales, executive: 'all', administrator: 'all' },
  examples: [{ state: 'escalated' }],
})
