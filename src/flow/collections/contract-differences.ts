/** What keeps an invoice from being paid: disputes, promises to pay, and what is written off. */
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
  invoice_not_owed: {
    kind: 'conflict',
    message: 'Nothing of the invoice is open: it is {state}. Look at it with billing.getInvoice.',
  },
  difference_currency_mismatch: {
    kind: 'conflict',
    message: 'Invoice {number} is in {expected}. Give the amount in {expected}.',
  },
  difference_over_open: {
    kind: 'conflict',
    message:
      'Of invoice {number} {free} are open and neither disputed nor asked to be written off; {asked} were named. Name less.',
  },
  dispute_line_unknown: {
    kind: 'invalid',
    message: 'Invoice {number} has no line {lineNo}. Look at its lines with billing.getInvoice.',
  },
  dispute_not_found: {
    kind: 'not_found',
    message: 'There is no dispute {disputeId}. List them with collections.listDisputes.',
  },
  dispute_not_open: {
    kind: 'conflict',
    message: 'The dispute is {state} already. Open another one with collections.openDispute.',
  },
  promise_in_the_past: {
    kind: 'invalid',
    message: 'The promise is for {dueOn}, which is over. Name a day from {today} on.',
  },
  write_off_waits: {
    kind: 'conflict',
    message: 'A write-off of invoice {number} waits to be decided already. Decide it before the next one.',
  },
  write_off_not_found: {
    kind: 'not_found',
    message: 'There is no write-off {writeOffId}. List them with collections.listWriteOffs.',
  },
  write_off_not_asked: {
    kind: 'conflict',
    message: 'The write-off is {state} already. Ask for another one with collections.askWriteOff.',
  },
})

const exampleId = '0199d8a0-0000-7000-8000-000000000001'
const keepers = { billing: 'all', controller: 'all' } as const
const withSales = { ...keepers, sales: 'all' } as const
const readers = { ...withSales, executive: 'all', administrator: 'all' } as const

const positive = (what: string) =>
  money
    .refine(({ minor }) => minor > 0n, { message: 'must be above zero', path: ['amount'] })
    .meta({ description: what })

const disputeCause = z.enum(['hours', 'rate', 'quality', 'scope', 'purchase_order', 'tax', 'other'])
const disputeState = z.enum(['open', 'upheld', 'rejected'])
const promiseState = z.enum(['open', 'kept', 'broken', 'replaced'])
const writeOffState = z.enum(['asked', 'booked', 'refused'])

const amountRefusals = [
  'invoice_not_found',
  'invoice_not_owed',
  'difference_currency_mismatch',
  'difference_over_open',
]

const disputeOutput = z.object({ disputeId: id, state: disputeState, revision: z.int() })

export const openDispute = command({
  name: 'collections.openDispute',
  summary:
    'Records that a client does not agree with an invoice. Nobody is reminded of the disputed amount until it is resolved; the rest stays due.',
  input: z.strictObject({
    invoiceId: id,
    amount: positive('What is disputed, with tax; all that is open when left out.').optional(),
    cause: disputeCause,
    note: z.string().trim().min(1).max(2000).meta({ description: 'What the client says.' }),
    lineNos: z
      .array(z.int().min(1))
      .max(1000)
      .default([])
      .meta({ description: 'The lines it is about; the whole invoice when left out.' }),
    ownerId: id.optional().meta({ description: 'The person who is to resolve it.' }),
  }),
  output: disputeOutput.extend({ amount: money }),
  refusals: [...amountRefusals, 'dispute_line_unknown', 'person_not_found'],
  touches: ['dispute', 'invoice', 'dunning_case'],
  target: 'invoiceId',
  roles: withSales,
  examples: [
    {
      invoiceId: exampleId,
      amount: { amount: '1190.00', currency: 'EUR' },
      cause: 'hours',
      note: 'Two days more than in the report.',
      lineNos: [3],
    },
  ],
})

export const resolveDispute = command({
  name: 'collections.resolveDispute',
  summary:
    'Decides a dispute: upheld, and a credit note is proposed; or rejected, and the amount is due again.',
  input: z.strictObject({
    disputeId: id,
    outcome: z.enum(['upheld', 'rejected']),
    resolution: z.string().trim().min(1).max(500).meta({ description: 'Why; the client may read it.' }),
  }),
  output: disputeOutput,
  refusals: ['dispute_not_found', 'dispute_not_open'],
  touches: ['dispute', 'invoice'],
  target: 'disputeId',
  versioned: true,
  roles: withSales,
  examples: [{ disputeId: exampleId, outcome: 'upheld', resolution: 'The two days were travel.' }],
})

const disputeRow = z.object({
  id,
  invoiceId: id,
  invoiceNumber: z.string(),
  clientId: id,
  clientName: z.string(),
  cause: disputeCause,
  currency,
  amount: money,
  lineNos: z.array(z.int()),
  note: z.string(),
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  state: disputeState,
  resolution: z.string(),
  openedOn: plainDate,
  resolvedOn: plainDate.nullable(),
  revision: z.int(),
})

export const listDisputes = query({
  name: 'collections.listDisputes',
  summary: 'Disputes by state, cause, client or invoice.',
  input: groupedInput(
    {
      state: disputeState.optional(),
      cause: disputeCause.optional(),
      clientId: id.optional(),
      invoiceId: id.optional(),
    },
    ['openedOn'],
    ['state', 'cause', 'clientId'],
  ),
  output: groupedOutput(disputeRow),
  refusals: [],
  shows: ['dispute'],
  roles: readers,
  examples: [{ state: 'open' }],
})

export const promisePayment = command({
  name: 'collections.promisePayment',
  summary:
    'Records what a client promised to pay and by when; the cash that comes tells whether it was kept.',
  input: z.strictObject({
    invoiceId: id,
    amount: positive('What was promised; all that is open when left out.').optional(),
    dueOn: plainDate.meta({ description: 'The day by which the money is to be there.' }),
    saidBy: z.string().trim().min(1).max(200).meta({ description: 'Who promised it.' }),
  }),
  output: z.object({ promiseId: id, amount: money, dueOn: plainDate }),
  refusals: [...amountRefusals, 'promise_in_the_past'],
  touches: ['invoice', 'dunning_case'],
  target: 'invoiceId',
  roles: withSales,
  examples: [{ invoiceId: exampleId, dueOn: '2026-10-15', saidBy: 'Petra Vogel, accounts payable' }],
})

export const listPromises = query({
  name: 'collections.listPromises',
  summary: 'Promises to pay by client, invoice or day, and whether they were kept.',
  input: groupedInput(
    { state: promiseState.optional(), clientId: id.optional(), invoiceId: id.optional() },
    ['dueOn'],
    ['state', 'clientId'],
  ),
  output: groupedOutput(
    z.object({
      id,
      invoiceId: id,
      invoiceNumber: z.string(),
      clientId: id,
      clientName: z.string(),
      currency,
      amount: money,
      received: money.meta({ description: 'What came in for it between the day it was made and its day.' }),
      madeOn: plainDate,
      dueOn: plainDate,
      saidBy: z.string(),
      state: promiseState,
    }),
  ),
  refusals: [],
  roles: readers,
  examples: [{ state: 'broken' }],
})

const writeOffOutput = z.object({ writeOffId: id, state: writeOffState, revision: z.int() })

export const askWriteOff = command({
  name: 'collections.askWriteOff',
  summary: 'Asks to give up what will not be paid of an invoice. It changes nothing until it is approved.',
  input: z.strictObject({
    invoiceId: id,
    amount: positive('With tax; all that is open when left out.').optional(),
    reason: z.string().trim().min(1).max(500),
    taxRelief: z.boolean().default(false).meta({
      description:
        'The state gives back the tax of what is given up, as in Germany when it can no longer be collected.',
    }),
  }),
  output: writeOffOutput.extend({ amount: money, tax: money }),
  refusals: [...amountRefusals, 'write_off_waits', 'exchange_rate_missing'],
  touches: ['write_off', 'dunning_case'],
  target: 'invoiceId',
  roles: keepers,
  examples: [{ invoiceId: exampleId, reason: 'The client is insolvent.', taxRelief: true }],
})

export const writeOff = command({
  name: 'collections.writeOff',
  summary:
    'Books a write-off that was approved: a credit loss, less the tax the state gives back. Done by its process.',
  input: z.strictObject({ writeOffId: id }),
  output: writeOffOutput.extend({ invoiceOpen: money }),
  refusals: [
    'write_off_not_found',
    'write_off_not_asked',
    'difference_over_open',
    'period_closed',
    'before_book_starts',
  ],
  touches: ['write_off', 'invoice'],
  notAfter: ['collections.askWriteOff'],
  target: 'writeOffId',
  versioned: true,
  // Nobody settles what others approve: only the process that asked them does.
  roles: {},
  examples: [{ writeOffId: exampleId }],
})

export const refuseWriteOff = command({
  name: 'collections.refuseWriteOff',
  summary: 'Refuses or withdraws a write-off that was asked for; the invoice stays due.',
  input: z.strictObject({ writeOffId: id, reason: z.string().trim().min(1).max(500) }),
  output: writeOffOutput,
  refusals: ['write_off_not_found', 'write_off_not_asked'],
  touches: ['write_off'],
  target: 'writeOffId',
  versioned: true,
  roles: keepers,
  examples: [{ writeOffId: exampleId, reason: 'Their parent company pays.' }],
})

export const getWriteOff = query({
  name: 'collections.getWriteOff',
  summary:
    'Shows a write-off with what is needed to decide: the invoice, who asked, and what would be booked.',
  input: z.strictObject({ writeOffId: id }),
  output: z.object({
    id,
    invoiceId: id,
    invoiceNumber: z.string(),
    clientId: id,
    clientName: z.string(),
    entityCode: z.string(),
    gross: money,
    open: money,
    dueDate: plainDate,
    daysOverdue: z.int(),
    amount: money.meta({ description: 'What is given up, with tax.' }),
    amountUsd: decimal(6).meta({ description: 'The same in US dollars of today, as the limits are.' }),
    taxRelief: z.boolean(),
    tax: money.meta({ description: 'What the state gives back of it.' }),
    loss: money.meta({ description: 'What is lost: the amount less what the state gives back.' }),
    lossAccount: z
      .string()
      .nullable()
      .meta({ description: 'The account the loss goes to, by code and name.' }),
    openAfter: money.meta({ description: 'What stays open of the invoice.' }),
    reason: z.string(),
    state: writeOffState,
    askedOn: plainDate,
    askedByName: z.string().nullable().meta({ description: 'Null for what was asked for long ago.' }),
    bookedOn: plainDate.nullable(),
    revision: z.int(),
  }),
  refusals: ['write_off_not_found', 'exchange_rate_missing'],
  target: 'writeOffId',
  roles: readers,
  examples: [{ writeOffId: exampleId }],
})

export const listWriteOffs = query({
  name: 'collections.listWriteOffs',
  summary: 'Write-offs by state, client or invoice.',
  input: groupedInput(
    { state: writeOffState.optional(), clientId: id.optional(), invoiceId: id.optional() },
    ['askedOn'],
    ['state', 'clientId'],
  ),
  output: groupedOutput(
    z.object({
      id,
      invoiceId: id,
      invoiceNumber: z.string(),
      clientId: id,
      clientName: z.string(),
      currency,
      amount: money,
      tax: money.meta({ description: 'What the state gives back of it.' }),
      reason: z.string(),
      state: writeOffState,
      askedOn: plainDate,
      bookedOn: plainDate.nullable(),
      revision: z.int(),
    }),
  ),
  refusals: [],
  shows: ['write_off'],
  roles: readers,
  examples: [{ state: 'asked' }],
})
