/** What billing promises to every surface: its shapes, commands, queries and refusals. */
import { z } from 'zod'
import {
  command,
  currency,
  decimal,
  groupedInput,
  groupedOutput,
  id,
  instant,
  listInput,
  listOutput,
  money,
  plainDate,
  query,
} from '#kernel/contract.ts'
import { refusalTable } from '#kernel/refusal.ts'

export { checkReadiness, readiness } from './contract-readiness.ts'

export const refusals = refusalTable({
  invoice_not_found: {
    kind: 'not_found',
    message: 'There is no invoice {invoiceId}. List them with billing.listInvoices.',
  },
  nothing_to_bill: {
    kind: 'conflict',
    message: 'Nothing is billable up to {cutoff}. See what blocks it with billing.readiness.',
  },
  invoice_not_draft: {
    kind: 'conflict',
    message:
      'The invoice is {state}; only a pro-forma in draft can be confirmed. List drafts with billing.listInvoices.',
  },
  invoice_not_confirmed: {
    kind: 'conflict',
    message:
      'The invoice is {state}; only a confirmed pro-forma allows this. Have it confirmed first, by somebody else.',
  },
  invoice_not_open: {
    kind: 'conflict',
    message:
      'The invoice is {state}; only a pro-forma can be discarded. List pro-formas with billing.listInvoices.',
  },
  invoice_not_posted: {
    kind: 'conflict',
    message:
      'The invoice is {state}; it must be posted before it is sent. Have the controller release it with billing.post.',
  },
  invoice_missing_purchase_order: {
    kind: 'conflict',
    message:
      '{client} pays no invoice without a purchase order. Record it on contract {number} and confirm again.',
  },
  invoice_email_missing: {
    kind: 'conflict',
    message: '{client} has no address for invoices. Add one to the client.',
  },
})

const exampleId = '0199d8a0-0000-7000-8000-000000000001'

export const invoiceState = z.enum([
  'draft',
  'in_review',
  'confirmed',
  'posted',
  'sent',
  'partially_paid',
  'paid',
  'credited',
  'written_off',
  'discarded',
])

const invoiceRow = z.object({
  id,
  number: z.string().nullable().describe('Null until it is posted.'),
  state: invoiceState,
  contractId: id,
  contractNumber: z.string(),
  entityCode: z.string(),
  clientId: id,
  clientName: z.string(),
  currency,
  invoiceDate: plainDate,
  dueDate: plainDate,
  net: money,
  tax: money,
  gross: money,
  open: money.describe('What the client still owes.'),
  credited: money.describe('What credit notes took back of it, with tax.'),
  writtenOff: money.describe('What was given up of it as not collectable.'),
  revision: z.int(),
})

const lineView = z.object({
  lineNo: z.int(),
  kind: z.enum(['time', 'milestone', 'fee']),
  title: z.string(),
  workPackage: z.string().nullable(),
  personName: z.string().nullable(),
  roleCode: z.string().nullable(),
  minutes: z.int(),
  rate: decimal(6),
  net: money,
  credited: money.describe('What credit notes took back of it.'),
  taxCode: z.string(),
})

const readers = {
  sales: 'all',
  'delivery-lead': 'all',
  'project-manager': 'all',
  billing: 'all',
  controller: 'all',
  executive: 'all',
  administrator: 'all',
} as const

export const runBilling = command({
  name: 'billing.run',
  summary:
    'Drafts a pro-forma for every contract with something billable up to a day. Run again, it finds only what is new.',
  input: z.strictObject({
    cutoff: plainDate.describe('The last day of work, milestones and fees to bill.'),
    invoiceDate: plainDate,
    entityId: id.optional(),
    contractIds: z.array(id).min(1).max(10_000).optional(),
  }),
  output: z.object({
    runId: id,
    invoices: z.int(),
    totals: z.array(z.object({ currency, invoices: z.int(), net: money, tax: money, gross: money })),
  }),
  refusals: ['nothing_to_bill'],
  touches: ['billing_run', 'invoice'],
  roles: { billing: 'all', controller: 'all' },
  examples: [{ cutoff: '2026-07-31', invoiceDate: '2026-07-31' }],
})

const invoiceOutput = z.object({ invoiceId: id, state: invoiceState, revision: z.int() })

export const confirm = command({
  name: 'billing.confirm',
  summary: 'Says that a pro-forma was reviewed and is right.',
  input: z.strictObject({ invoiceId: id }),
  output: invoiceOutput,
  refusals: ['invoice_not_found', 'invoice_not_draft', 'invoice_missing_purchase_order'],
  touches: ['invoice'],
  target: 'invoiceId',
  versioned: true,
  roles: { billing: 'all' },
  examples: [{ invoiceId: exampleId }],
})

export const confirmMany = command({
  name: 'billing.confirmMany',
  summary: 'Says that many pro-formas were reviewed and are right; all of them, or none.',
  input: z.strictObject({ invoiceIds: z.array(id).min(1).max(10_000) }),
  output: z.object({ invoices: z.int() }),
  refusals: ['invoice_not_found', 'invoice_not_draft', 'invoice_missing_purchase_order'],
  touches: ['invoice'],
  roles: { billing: 'all' },
  examples: [{ invoiceIds: [exampleId] }],
})

export const returnInvoice = command({
  name: 'billing.returnInvoice',
  summary: 'Sends a confirmed pro-forma back to review with the reason.',
  input: z.strictObject({ invoiceId: id, reason: z.string().min(1).max(2000) }),
  output: invoiceOutput,
  refusals: ['invoice_not_found', 'invoice_not_confirmed'],
  touches: ['invoice'],
  target: 'invoiceId',
  versioned: true,
  roles: { controller: 'all' },
  examples: [{ invoiceId: exampleId, reason: 'The August travel day belongs to the other contract.' }],
})

export const discard = command({
  name: 'billing.discard',
  summary: 'Throws a pro-forma away; what it billed is billable again.',
  input: z.strictObject({ invoiceId: id, reason: z.string().min(1).max(2000) }),
  output: invoiceOutput,
  refusals: ['invoice_not_found', 'invoice_not_open'],
  touches: ['invoice'],
  target: 'invoiceId',
  versioned: true,
  roles: { billing: 'all' },
  examples: [{ invoiceId: exampleId, reason: 'Billed together with September, as the client asked.' }],
})

export const post = command({
  name: 'billing.post',
  summary: 'Releases confirmed pro-formas: they get their numbers, are posted to the ledger and become due.',
  input: z.strictObject({ invoiceIds: z.array(id).min(1).max(10_000) }),
  output: z.object({
    invoices: z.array(z.object({ invoiceId: id, number: z.string(), gross: money })),
  }),
  refusals: ['invoice_not_found', 'invoice_not_confirmed'],
  touches: ['invoice', 'contract'],
  notAfter: ['billing.confirm', 'billing.confirmMany'],
  targets: 'invoiceIds',
  roles: { controller: 'all' },
  examples: [{ invoiceIds: [exampleId] }],
})

export const deliver = command({
  name: 'billing.deliver',
  summary:
    'Has the invoice rendered and mailed to the client. The work is done after this command, and only once.',
  input: z.strictObject({ invoiceId: id }),
  output: z.object({ invoiceId: id, to: z.string() }),
  refusals: ['invoice_not_found', 'invoice_not_posted', 'invoice_email_missing'],
  touches: ['invoice'],
  target: 'invoiceId',
  roles: { billing: 'all', controller: 'all' },
  examples: [{ invoiceId: exampleId }],
})

export const markSent = command({
  name: 'billing.markSent',
  summary: 'Keeps the rendered document of an invoice and mails it to the client.',
  input: z.strictObject({
    invoiceId: id,
    contentBase64: z.base64().min(1).describe('The PDF as the client receives it.'),
  }),
  output: invoiceOutput.extend({ fileId: id }),
  refusals: [
    'invoice_not_found',
    'invoice_not_posted',
    'invoice_email_missing',
    'file_empty',
    'file_too_large',
  ],
  touches: ['invoice'],
  unjournaled: ['contentBase64'],
  target: 'invoiceId',
  roles: { billing: 'all' },
  examples: [{ invoiceId: exampleId, contentBase64: 'JVBERi0xLjcK' }],
})

export const getInvoice = query({
  name: 'billing.getInvoice',
  summary: 'One invoice with its lines, taxes and document.',
  input: z.strictObject({ invoiceId: id }),
  output: invoiceRow.extend({
    periodStart: plainDate,
    periodEnd: plainDate,
    purchaseOrder: z.string(),
    fileId: id.nullable(),
    lines: z.array(lineView),
    taxes: z.array(z.object({ taxCode: z.string(), percent: decimal(4), net: money, tax: money })),
  }),
  refusals: ['invoice_not_found'],
  target: 'invoiceId',
  roles: readers,
  examples: [{ invoiceId: exampleId }],
})

export const listInvoices = query({
  name: 'billing.listInvoices',
  summary: 'Invoices and pro-formas by state, client, contract or run.',
  input: groupedInput(
    {
      state: invoiceState.optional(),
      clientId: id.optional(),
      contractId: id.optional(),
      runId: id.optional(),
      openOnly: z.boolean().optional(),
    },
    ['invoiceDate', 'dueDate'],
    ['state', 'clientId', 'month'],
  ),
  output: groupedOutput(invoiceRow),
  refusals: [],
  roles: readers,
  examples: [{ state: 'confirmed' }],
})

export const listRuns = query({
  name: 'billing.listRuns',
  summary: 'Billing runs, newest last unless turned round.',
  input: listInput({}, ['startedAt']),
  output: listOutput(
    z.object({ id, cutoff: plainDate, invoiceDate: plainDate, startedAt: instant, invoices: z.int() }),
  ),
  refusals: [],
  shows: ['billing_run'],
  roles: { billing: 'all', controller: 'all', executive: 'all', administrator: 'all' },
  examples: [{ sort: '-startedAt' }],
})
