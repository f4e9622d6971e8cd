/** What collections promise to every surface: their shapes, commands, queries and refusals. */
import { z } from 'zod'
import {
  command,
  currency,
  groupedInput,
  groupedOutput,
  id,
  instant,
  money,
  plainDate,
  query,
} from '#kernel/contract.ts'
import { refusalTable } from '#kernel/refusal.ts'

import { asOf } from './contract-ageing.ts'
import { caseState } from './contract-dunning.ts'

export * from './contract-ageing.ts'
export * from './contract-differences.ts'
export * from './contract-dunning.ts'
export * from './contract-month.ts'
export * from './contract-suggestion.ts'

export const refusals = refusalTable({
  receipt_not_found: {
    kind: 'not_found',
    message: 'There is no receipt {receiptId}. List them with collections.listReceipts.',
  },
  receipt_recorded_before: {
    kind: 'conflict',
    message:
      'The bank transaction {bankReference} was recorded before at this entity. Look for it with collections.listReceipts.',
  },
  receipt_over_allocated: {
    kind: 'conflict',
    message: 'Only {unapplied} of the receipt are not allocated yet; {asked} were asked for. Allocate less.',
  },
  invoice_over_allocated: {
    kind: 'conflict',
    message: 'Invoice {number} is open with {open}; {asked} were asked for. Allocate less.',
  },
  invoice_not_payable: {
    kind: 'conflict',
    message: 'The invoice is {state}; only a posted one can be paid. Post it first.',
  },
  invoice_of_other_client: {
    kind: 'conflict',
    message:
      'Invoice {number} is owed by another client than the one who paid. Record the receipt for that client.',
  },
  invoice_of_other_entity: {
    kind: 'conflict',
    message:
      'Invoice {number} is owed to another entity than the one that was paid. Record the receipt there.',
  },
  invoice_currency_mismatch: {
    kind: 'conflict',
    message:
      'Invoice {number} is in {expected}, the receipt in {actual}; a receipt pays invoices in its own currency. Choose an invoice in {actual}.',
  },
  allocation_not_found: {
    kind: 'not_found',
    message: 'There is no allocation {allocationId}. Look at the receipt with collections.getReceipt.',
  },
  allocation_taken_back: {
    kind: 'conflict',
    message:
      'The allocation was taken back already, or is itself what took another one back. Look at the receipt with collections.getReceipt.',
  },
  allocation_too_early: {
    kind: 'invalid',
    message:
      'The allocation cannot take effect before {earliest}, when both the cash and the invoices were there. Choose that day or a later one.',
  },
})

const exampleId = '0199d8a0-0000-7000-8000-000000000001'
const keepers = { billing: 'all', controller: 'all' } as const
const readers = { ...keepers, sales: 'all', executive: 'all', administrator: 'all' } as const

const positive = (what: string) =>
  money
    .refine(({ minor }) => minor > 0n, { message: 'must be above zero', path: ['amount'] })
    .meta({ description: what })

const invoiceState = z.enum(['posted', 'sent', 'partially_paid', 'paid', 'written_off'])

export const recordReceipt = command({
  name: 'collections.recordReceipt',
  summary: 'Records money that came in. Until it is allocated to invoices it is owed to the client.',
  input: z.strictObject({
    entityId: id.meta({ description: 'The entity whose bank account it came to.' }),
    clientId: id.meta({ description: 'The client who paid.' }),
    receivedOn: plainDate,
    amount: positive('What came in, in the currency it came in.'),
    bankReference: z.string().trim().min(1).max(100).meta({
      description: "The bank's own reference; one transaction is recorded once.",
      example: 'BK-77120',
    }),
    reference: z
      .string()
      .trim()
      .max(500)
      .default('')
      .meta({ description: 'What the payer wrote.', example: 'DE-2026-00012 and 00013' }),
  }),
  output: z.object({ receiptId: id, unapplied: money, revision: z.int() }),
  refusals: [
    'entity_not_found',
    'client_not_found',
    'receipt_recorded_before',
    'exchange_rate_missing',
    'period_closed',
    'before_book_starts',
  ],
  touches: ['receipt'],
  roles: keepers,
  examples: [
    {
      entityId: exampleId,
      clientId: exampleId,
      receivedOn: '2026-09-03',
      amount: { amount: '28560.00', currency: 'EUR' },
      bankReference: 'BK-77120',
      reference: 'DE-2026-00012',
    },
  ],
})

const allocated = z.object({
  id,
  invoiceId: id,
  invoiceNumber: z.string(),
  allocatedOn: plainDate,
  amount: money,
  exchangeGain: money.meta({
    description: "Realised exchange gain in the entity's currency; below zero when it is a loss.",
  }),
  reversesId: id.nullable().meta({ description: 'The allocation that this one took back, if any.' }),
})

const allocationRefusals = [
  'receipt_not_found',
  'receipt_over_allocated',
  'invoice_not_found',
  'invoice_over_allocated',
  'invoice_not_payable',
  'invoice_of_other_client',
  'invoice_of_other_entity',
  'invoice_currency_mismatch',
  'allocation_too_early',
  'period_closed',
  'before_book_starts',
]

export const allocate = command({
  name: 'collections.allocate',
  summary: 'Pays invoices from a receipt, in whole or in part; the exchange difference is realised.',
  input: z.strictObject({
    receiptId: id,
    allocations: z
      .array(z.strictObject({ invoiceId: id, amount: positive('What the invoice is paid with.') }))
      .min(1)
      .max(10_000)
      .refine((parts) => new Set(parts.map(({ invoiceId }) => invoiceId)).size === parts.length, {
        message: 'names an invoice twice',
      }),
    allocatedOn: plainDate.optional().meta({
      description:
        'When it takes effect; today when left out, or the day of the cash or the invoice if that is later.',
    }),
  }),
  output: z.object({
    receiptId: id,
    unapplied: money,
    allocations: z.array(allocated.extend({ invoiceState, invoiceOpen: money })),
    revision: z.int(),
  }),
  refusals: allocationRefusals,
  touches: ['receipt', 'invoice'],
  target: 'receiptId',
  versioned: true,
  roles: keepers,
  examples: [
    {
      receiptId: exampleId,
      allocations: [{ invoiceId: exampleId, amount: { amount: '28560.00', currency: 'EUR' } }],
    },
  ],
})

export const unallocate = command({
  name: 'collections.unallocate',
  summary:
    'Takes an allocation back: the invoice is open again and the cash waits, as if it had never been made.',
  input: z.strictObject({ allocationId: id, reason: z.string().trim().min(1).max(500) }),
  output: z.object({
    allocationId: id,
    reversalId: id,
    receiptId: id,
    unapplied: money,
    invoiceId: id,
    invoiceState,
    invoiceOpen: money,
  }),
  refusals: ['allocation_not_found', 'allocation_taken_back', 'period_closed'],
  touches: ['allocation', 'receipt', 'invoice'],
  target: 'allocationId',
  roles: keepers,
  examples: [{ allocationId: exampleId, reason: 'It was meant for the invoice of May.' }],
})

const proposal = {
  matched: z.boolean().meta({ description: 'Whether there is one answer.' }),
  allocations: z.array(z.object({ invoiceId: id, invoiceNumber: z.string(), amount: money })),
  why: z.string().meta({ description: 'The reason, as a sentence.' }),
}

export const match = command({
  name: 'collections.match',
  summary:
    'Finds the invoices a receipt pays and allocates it, where there is one answer; tells why where not.',
  input: z.strictObject({ receiptId: id }),
  output: z.object({ receiptId: id, ...proposal, unapplied: money, revision: z.int() }),
  refusals: ['receipt_not_found', 'period_closed', 'before_book_starts'],
  touches: ['receipt', 'invoice'],
  target: 'receiptId',
  roles: keepers,
  examples: [{ receiptId: exampleId }],
})

const receiptRow = z.object({
  id,
  entityCode: z.string(),
  clientId: id,
  clientName: z.string(),
  receivedOn: plainDate,
  amount: money,
  unapplied: money.meta({ description: 'What has not been allocated yet.' }),
  bankReference: z.string(),
  reference: z.string(),
  recordedAt: instant,
  revision: z.int(),
})

export const getReceipt = query({
  name: 'collections.getReceipt',
  summary: 'One receipt with what it paid, and what would be done with the rest and why.',
  input: z.strictObject({ receiptId: id }),
  output: receiptRow.extend({
    allocations: z.array(allocated),
    proposal: z.object(proposal).nullable().meta({ description: 'Null once all of it is allocated.' }),
  }),
  refusals: ['receipt_not_found'],
  target: 'receiptId',
  shows: ['allocation'],
  roles: readers,
  examples: [{ receiptId: exampleId }],
})

export const listReceipts = query({
  name: 'collections.listReceipts',
  summary: 'Receipts by client, entity, bank reference or day, or only those not fully allocated.',
  input: groupedInput(
    {
      clientId: id.optional(),
      entityId: id.optional(),
      bankReference: z.string().optional(),
      from: plainDate.optional(),
      to: plainDate.optional(),
      unappliedOnly: z.boolean().optional(),
    },
    ['receivedOn'],
    ['clientId', 'entityId', 'month'],
  ),
  output: groupedOutput(receiptRow),
  refusals: [],
  roles: readers,
  examples: [{ unappliedOnly: true }],
})

const bucket = z.enum(['not_due', '1-30', '31-60', '61-90', 'over_90']).meta({ description: 'Days overdue.' })
export const openItems = query({
  name: 'collections.openItems',
  summary: 'Posted invoices that are not paid yet, with how long they have been due.',
  input: groupedInput(
    {
      asOf,
      clientId: id.optional(),
      entityId: id.optional(),
      contractId: id.optional(),
      bucket: bucket.optional(),
      overdueOnly: z.boolean().optional(),
    },
    ['dueDate', 'number'],
    ['clientId', 'entityId', 'bucket'],
  ),
  output: groupedOutput(
    z.object({
      id: id.meta({ description: 'The invoice.' }),
      number: z.string(),
      entityCode: z.string(),
      clientId: id,
      clientName: z.string(),
      contractId: id,
      invoiceDate: plainDate,
      dueDate: plainDate,
      gross: money,
      open: money,
      disputed: money.meta({ description: 'What of it the client does not agree with.' }),
      caseState: caseState
        .nullable()
        .meta({ description: 'How far its case is; null while it is not overdue.' }),
      reminders: z.int().meta({ description: 'Reminders sent.' }),
      promisedOn: plainDate
        .nullable()
        .meta({ description: 'The day by which the client promised to pay; null without a promise.' }),
      daysOverdue: z.int().meta({ description: 'Zero while it is not due.' }),
      bucket,
    }),
  ),
  refusals: [],
  roles: readers,
  examples: [{ bucket: 'over_90' }],
})

export const reconcile = query({
  name: 'collections.reconcile',
  summary:
    'Holds the subledgers against the books: for each control account, entity and currency what the rooms say, what the ledger says, and where they differ.',
  input: z.strictObject({ entityId: id.optional() }),
  output: z.object({
    agrees: z.boolean().meta({ description: 'True when nothing differs anywhere.' }),
    lines: z.array(
      z.object({
        what: z.enum([
          'receivable',
          'unbilled_receivable',
          'contract_asset',
          'contract_liability',
          'output_tax',
          'unapplied_cash',
        ]),
        entityCode: z.string(),
        currency,
        subledger: money,
        ledger: money,
        difference: money,
        functionalDifference: money
          .nullable()
          .meta({ description: "The same in the entity's currency, where the room keeps booked values." }),
        differing: z.int().meta({ description: 'How many documents or contracts differ.' }),
        first: z
          .array(z.object({ type: z.string(), id, subledger: money, ledger: money }))
          .meta({ description: 'The first of them.' }),
      }),
    ),
  }),
  refusals: [],
  roles: { billing: 'all', controller: 'all', executive: 'all', administrator: 'all' },
  examples: [{}],
})
