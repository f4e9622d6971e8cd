/** What credits promise to every surface: credit notes, their commands, queries and refusals. */
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

export const refusals = refusalTable({
  credit_note_not_found: {
    kind: 'not_found',
    message: 'There is no credit note {creditNoteId}. List them with credits.listNotes.',
  },
  invoice_not_creditable: {
    kind: 'conflict',
    message:
      'The invoice is {state}; only a posted one is credited. Discard a pro-forma with billing.discard instead.',
  },
  credit_waits: {
    kind: 'conflict',
    message:
      'A credit note of invoice {number} waits for its approval already. Have it approved or reject it before the next one.',
  },
  nothing_to_credit: {
    kind: 'conflict',
    message:
      'Nothing of invoice {number} is left to credit. Look at its credit notes with credits.listNotes.',
  },
  credit_line_unknown: {
    kind: 'invalid',
    message: 'Invoice {number} has no line {lineNo}. Look at its lines with billing.getInvoice.',
  },
  credit_over_line: {
    kind: 'conflict',
    message: 'Only {left} of line {lineNo} are left to credit; {asked} were asked for. Credit less.',
  },
  credit_currency_mismatch: {
    kind: 'conflict',
    message: 'Invoice {number} is in {expected}; its credit note is too. Give the amounts in {expected}.',
  },
  dispute_not_upheld: {
    kind: 'conflict',
    message:
      'The dispute is {state}; only an upheld one is credited. Resolve it with collections.resolveDispute.',
  },
  dispute_credited: {
    kind: 'conflict',
    message: 'The dispute has its credit note already. Look at the credit notes of invoice {number}.',
  },
  credit_over_written_off: {
    kind: 'conflict',
    message:
      'Of invoice {number} {writtenOff} were written off, so at most {free} can be credited; {asked} were proposed. Reject the note and credit less.',
  },
  credit_note_not_proposed: {
    kind: 'conflict',
    message:
      'The credit note is {state}; only a proposed one allows this. Propose another with credits.propose.',
  },
  credit_note_not_released: {
    kind: 'conflict',
    message:
      'The credit note is {state}; it is sent when it is released. Have those approve it who are asked to.',
  },
})

const exampleId = '0199d8a0-0000-7000-8000-000000000001'
/** The delivery lead is among those who approve a credit note, and must see what they approve. */
const readers = {
  sales: 'all',
  'delivery-lead': 'all',
  billing: 'all',
  controller: 'all',
  executive: 'all',
  administrator: 'all',
} as const

export const creditCause = z
  .enum(['goodwill', 'discount', 'not_owed', 'wrong_price', 'wrong_quantity', 'wrong_recipient'])
  .meta({
    description:
      'Why the invoice is corrected. What had a wrong price, quantity or recipient waits to be billed again; the rest is given up.',
  })
export const creditState = z.enum(['proposed', 'released', 'sent', 'rejected'])

const noteOutput = z.object({ creditNoteId: id, state: creditState, revision: z.int() })

export const propose = command({
  name: 'credits.propose',
  summary:
    'Proposes to take an invoice back, as a whole or by lines and amounts. It changes nothing until it is approved.',
  input: z.strictObject({
    invoiceId: id,
    reason: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .meta({ description: 'The client reads it on the credit note.' }),
    lines: z
      .array(
        z.strictObject({
          lineNo: z.int().min(1),
          amount: money
            .refine(({ minor }) => minor > 0n, { message: 'must be above zero', path: ['amount'] })
            .optional()
            .meta({ description: 'Without tax; all that is left of the line when left out.' }),
        }),
      )
      .min(1)
      .max(10_000)
      .refine((lines) => new Set(lines.map(({ lineNo }) => lineNo)).size === lines.length, {
        message: 'names a line twice',
      })
      .optional()
      .meta({ description: 'All that is left of every line when left out.' }),
    cause: creditCause,
  }),
  output: noteOutput.extend({ net: money, tax: money, gross: money }),
  refusals: [
    'invoice_not_found',
    'invoice_not_creditable',
    'credit_waits',
    'nothing_to_credit',
    'credit_line_unknown',
    'credit_over_line',
    'credit_currency_mismatch',
    'exchange_rate_missing',
  ],
  touches: ['credit_note'],
  target: 'invoiceId',
  roles: { billing: 'all', controller: 'all' },
  examples: [
    {
      invoiceId: exampleId,
      cause: 'not_owed',
      reason: 'The workshop of 3 July did not take place.',
      lines: [{ lineNo: 2 }],
    },
  ],
})

export const proposeForDispute = command({
  name: 'credits.proposeForDispute',
  summary:
    'Proposes the credit note that an upheld dispute calls for: so much of the disputed lines, or of all, as was disputed.',
  input: z.strictObject({ disputeId: id }),
  output: noteOutput.extend({ net: money, tax: money, gross: money }),
  refusals: [
    'dispute_not_found',
    'dispute_not_upheld',
    'dispute_credited',
    'credit_waits',
    'nothing_to_credit',
    'exchange_rate_missing',
  ],
  touches: ['credit_note'],
  target: 'disputeId',
  roles: { billing: 'all', controller: 'all' },
  examples: [{ disputeId: exampleId }],
})

export const release = command({
  name: 'credits.release',
  summary:
    'Releases an approved credit note: it gets its number, is posted, and lowers its invoice. What was paid beyond is owed to the client. Done by its process.',
  input: z.strictObject({ creditNoteId: id }),
  output: noteOutput.extend({
    number: z.string(),
    gross: money,
    invoiceOpen: money.meta({ description: 'What is open of the invoice after it.' }),
  }),
  refusals: [
    'credit_note_not_found',
    'credit_note_not_proposed',
    'credit_over_written_off',
    'series_missing',
    'milestone_not_accepted',
    'revenue_not_planned',
    'exchange_rate_missing',
    'period_closed',
    'before_book_starts',
  ],
  touches: ['credit_note', 'invoice', 'contract', 'receipt'],
  notAfter: ['credits.propose', 'credits.proposeForDispute'],
  target: 'creditNoteId',
  versioned: true,
  // Nobody settles what others approve: only the process that asked them does.
  roles: {},
  examples: [{ creditNoteId: exampleId }],
})

export const reject = command({
  name: 'credits.reject',
  summary: 'Rejects or withdraws a proposed credit note; the invoice stays as it is.',
  input: z.strictObject({ creditNoteId: id, reason: z.string().trim().min(1).max(500) }),
  output: noteOutput,
  refusals: ['credit_note_not_found', 'credit_note_not_proposed'],
  touches: ['credit_note'],
  target: 'creditNoteId',
  versioned: true,
  roles: { billing: 'all', controller: 'all' },
  examples: [{ creditNoteId: exampleId, reason: 'The client withdrew the complaint.' }],
})

export const deliver = command({
  name: 'credits.deliver',
  summary:
    'Has a released credit note rendered and mailed to the client. The work is done after this command, and only once.',
  input: z.strictObject({ creditNoteId: id }),
  output: z.object({ creditNoteId: id, to: z.string() }),
  refusals: ['credit_note_not_found', 'credit_note_not_released', 'invoice_email_missing'],
  touches: ['credit_note'],
  target: 'creditNoteId',
  roles: { billing: 'all', controller: 'all' },
  examples: [{ creditNoteId: exampleId }],
})

export const markSent = command({
  name: 'credits.markSent',
  summary: 'Keeps the rendered document of a credit note and mails it to the client.',
  input: z.strictObject({
    creditNoteId: id,
    contentBase64: z.base64().min(1).describe('The PDF as the client receives it.'),
  }),
  output: noteOutput.extend({ fileId: id }),
  refusals: [
    'credit_note_not_found',
    'credit_note_not_released',
    'invoice_email_missing',
    'file_empty',
    'file_too_large',
  ],
  touches: ['credit_note'],
  unjournaled: ['contentBase64'],
  target: 'creditNoteId',
  roles: { billing: 'all' },
  examples: [{ creditNoteId: exampleId, contentBase64: 'JVBERi0xLjcK' }],
})

const noteRow = z.object({
  id,
  number: z.string().nullable().meta({ description: 'Null until it is released.' }),
  state: creditState,
  invoiceId: id,
  invoiceNumber: z.string(),
  contractId: id,
  contractNumber: z.string(),
  entityCode: z.string(),
  clientId: id,
  clientName: z.string(),
  reason: z.string(),
  cause: creditCause.nullable(),
  billableAgain: z.boolean(),
  disputeId: id.nullable().meta({ description: 'The dispute it settles.' }),
  creditedOn: plainDate.nullable(),
  currency,
  net: money,
  tax: money,
  gross: money,
  fileId: id.nullable().meta({ description: 'The document that was sent; null before.' }),
  proposedAt: instant,
  revision: z.int(),
})

export const getNote = query({
  name: 'credits.getNote',
  summary: 'One credit note with the lines and taxes it takes back.',
  input: z.strictObject({ creditNoteId: id }),
  output: noteRow.extend({
    lines: z.array(
      z.object({
        lineNo: z.int(),
        kind: z.enum(['time', 'milestone', 'fee']),
        title: z.string(),
        personName: z.string().nullable(),
        billed: money,
        net: money,
      }),
    ),
    taxes: z.array(z.object({ taxCode: z.string(), net: money, tax: money })),
  }),
  refusals: ['credit_note_not_found'],
  target: 'creditNoteId',
  shows: ['credit_note'],
  roles: readers,
  examples: [{ creditNoteId: exampleId }],
})

export const listNotes = query({
  name: 'credits.listNotes',
  summary: 'Credit notes by state, cause, client or invoice.',
  input: groupedInput(
    {
      state: creditState.optional(),
      cause: creditCause.optional(),
      clientId: id.optional(),
      invoiceId: id.optional(),
    },
    ['proposedAt'],
    ['state', 'cause', 'clientId'],
  ),
  output: groupedOutput(noteRow),
  refusals: [],
  shows: ['credit_note'],
  roles: readers,
  examples: [{ state: 'proposed' }],
})
