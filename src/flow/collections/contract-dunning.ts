/** How what is overdue of a client is followed: cases, reminders, and what was decided. */
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
    message:
      'There is no such case. What is overdue of a client gets one by collections.openCases; list cases with collections.listCases.',
  },
  dunning_case_closed: {
    kind: 'conflict',
    message:
      'The case is {state}; nothing more is done about it here. List cases with collections.listCases.',
  },
  nothing_to_remind: {
    kind: 'conflict',
    message:
      'Nothing of {client} is open beyond what is disputed or promised. Resolve the disputes first, or wait for the promises.',
  },
})

const exampleId = '0199d8a0-0000-7000-8000-000000000001'
const keepers = { billing: 'all', controller: 'all' } as const
const withSales = { ...keepers, sales: 'all' } as const

export const caseState = z.enum(['reminding', 'escalated', 'legal', 'resolved'])

/** A case by itself; by an invoice only for what was begun before cases were those of clients. */
const named = {
  caseId: id.optional(),
  invoiceId: id.optional().meta({ description: 'Instead of the case: an invoice it holds.' }),
}
const oneCase = {
  test: (given: { caseId?: string | undefined; invoiceId?: string | undefined }) =>
    (given.caseId === undefined) !== (given.invoiceId === undefined),
  otherwise: { message: 'give either caseId or invoiceId', path: ['caseId'] },
}

export const openCases = command({
  name: 'collections.openCases',
  summary:
    'Lets every invoice that became overdue join the case of its client, and opens those that are missing; the process of collections follows each.',
  input: z.strictObject({}),
  output: z.object({
    opened: z.int().meta({ description: 'Cases that are followed from now on.' }),
    joined: z.int().meta({ description: 'Invoices that joined a case.' }),
  }),
  refusals: [],
  touches: ['dunning_case', 'invoice'],
  roles: keepers,
  examples: [{}],
})

export const assessCase = command({
  name: 'collections.assessCase',
  summary:
    'Finds out what there is to know before the next step about what is overdue of a client, and resolves the case when nothing is open.',
  input: z.strictObject(named).refine(oneCase.test, oneCase.otherwise),
  output: z.object({
    caseId: id,
    settled: z.boolean().meta({
      description:
        'Nothing is open any more. Told by an invoice always: it is followed by the case of its client.',
    }),
    daysOverdue: z.int().meta({ description: 'Of the oldest invoice that is asked for.' }),
    collectable: money.meta({
      description:
        'What is open and neither disputed nor promised; what is promised when nothing else is left.',
    }),
    amountUsd: decimal(6).meta({ description: 'The same in US dollars of today, to be compared.' }),
    reminders: z.int(),
    contacts: z.int(),
    clientClass: z.enum(['new', 'prompt', 'slow']).meta({
      description:
        'Prompt: the invoices paid in the last year were paid at most a week late on average. New: none was.',
    }),
    promise: z.enum(['none', 'open', 'kept', 'broken']),
    waitDays: z.int().meta({ description: 'Until the day after the first promise; zero without one.' }),
    canMail: z.boolean().meta({ description: 'The client has an address for invoices.' }),
  }),
  refusals: ['dunning_case_not_found'],
  touches: ['dunning_case'],
  roles: keepers,
  examples: [{ caseId: exampleId }],
})

export const remind = command({
  name: 'collections.remind',
  summary:
    'Sends the client one letter, in their language, with all that is overdue; it asks for what is neither disputed nor promised.',
  input: z
    .strictObject({ ...named, tone: z.enum(['friendly', 'firm', 'final']) })
    .refine(oneCase.test, oneCase.otherwise),
  output: z.object({
    caseId: id,
    reminders: z.int(),
    amount: money.meta({ description: 'What is asked for.' }),
    invoiceIds: z.array(id).meta({ description: 'The invoices that are asked for.' }),
    to: z.string(),
  }),
  refusals: ['dunning_case_not_found', 'dunning_case_closed', 'nothing_to_remind', 'invoice_email_missing'],
  touches: ['dunning_case', 'invoice'],
  roles: keepers,
  examples: [{ caseId: exampleId, tone: 'friendly' }],
})

export const decideCase = command({
  name: 'collections.decideCase',
  summary:
    'Records how what is overdue goes on after somebody has spoken to the client: wait, escalate, or hand it to the lawyers.',
  input: z.strictObject({
    caseId: id,
    decision: z.enum(['wait', 'escalate', 'legal']),
    note: z.string().trim().min(1).max(2000).meta({ description: 'What was said.' }),
  }),
  output: z.object({ caseId: id, state: caseState, contacts: z.int() }),
  refusals: ['dunning_case_not_found', 'dunning_case_closed'],
  touches: ['dunning_case', 'invoice'],
  target: 'caseId',
  roles: withSales,
  examples: [{ caseId: exampleId, decision: 'wait', note: 'Their new system pays from Monday on.' }],
})

const caseView = z.object({
  id,
  clientId: id,
  clientName: z.string(),
  entityId: id,
  entityCode: z.string(),
  currency,
  items: z.int().meta({ description: 'Invoices that are open.' }),
  open: money,
  disputed: money,
  oldestDueDate: plainDate.nullable(),
  state: caseState,
  reminders: z.int(),
  contacts: z.int(),
  remindedOn: plainDate.nullable(),
  openedOn: plainDate,
  note: z.string(),
})
const readers = { ...withSales, executive: 'all', administrator: 'all' } as const

export const listCases = query({
  name: 'collections.listCases',
  summary: 'Cases of clients with what is overdue, by state, client or an invoice they hold.',
  input: groupedInput(
    { state: caseState.optional(), clientId: id.optional(), invoiceId: id.optional() },
    ['openedOn', 'clientName'],
    ['state', 'clientId'],
  ),
  output: groupedOutput(caseView),
  refusals: [],
  shows: ['dunning_case'],
  roles: readers,
  examples: [{ state: 'escalated' }],
})

export const getCase = query({
  name: 'collections.getCase',
  summary:
    'Shows the case of a client: each overdue invoice with its age, what is disputed and what was promised.',
  input: z.strictObject({ caseId: id }),
  output: caseView.extend({
    invoices: z.array(
      z.object({
        invoiceId: id,
        number: z.string(),
        dueDate: plainDate,
        daysOverdue: z.int(),
        open: money,
        disputed: money,
        asked: money.meta({ description: 'Neither disputed nor promised.' }),
        promise: z.enum(['none', 'open', 'kept', 'broken']),
        promisedOn: plainDate.nullable(),
        reminders: z.int().meta({ description: 'Letters that asked for it.' }),
      }),
    ),
  }),
  refusals: ['dunning_case_not_found'],
  target: 'caseId',
  shows: ['dunning_case'],
  roles: readers,
  examples: [{ caseId: exampleId }],
})
