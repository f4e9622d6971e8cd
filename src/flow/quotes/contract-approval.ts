/** What is asked of a quote before it goes out: its terms, their legal review, and the approval of the whole. */
import { z } from 'zod'
import { command, id } from '#kernel/contract.ts'
import { exampleId } from './contract-examples.ts'

const keepers = { sales: 'all', 'delivery-lead': 'all' } as const

export const approvalState = z.enum(['none', 'asked', 'approved', 'returned']).meta({
  description: 'Whether those who may have approved the quote before it goes out.',
})

export const legalOpinion = z.enum(['cleared', 'objected']).meta({
  description: 'What legal says about the terms.',
})

const reason = z.string().trim().min(1).max(2000)

export const quoteTerms = z.strictObject({
  paper: z.enum(['ours', 'client']).meta({ description: 'Whose form of contract is signed.' }),
  liabilityLimit: z
    .enum(['limited', 'unlimited'])
    .meta({ description: 'Whether our liability has a limit.' }),
  governingLaw: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .meta({
      description: 'The country whose law governs; that of the entity that sells when empty.',
      example: 'US',
    }),
  paymentTermsDays: z
    .int()
    .min(0)
    .max(365)
    .nullable()
    .meta({ description: 'Days to pay an invoice; those of the client when empty.' }),
  deviations: z
    .string()
    .trim()
    .max(4000)
    .meta({ description: 'What else is not as our own terms have it, in words.' }),
})

const about = {
  input: z.strictObject({ quoteId: id }),
  touches: ['quote'],
  target: 'quoteId',
  versioned: true,
  roles: keepers,
} as const
const moved = z.object({ quoteId: id, approval: approvalState, revision: z.int() })

export const setTerms = command({
  ...about,
  name: 'quotes.setTerms',
  summary:
    'Says what a client wants otherwise than our own terms: paper, liability, law, days to pay, anything else.',
  input: z.strictObject({ quoteId: id, ...quoteTerms.partial().shape }),
  output: z.object({ quoteId: id, terms: quoteTerms, revision: z.int() }),
  refusals: ['quote_not_found', 'quote_not_draft', 'quote_in_approval'],
  examples: [
    {
      quoteId: exampleId,
      paper: 'client',
      liabilityLimit: 'unlimited',
      paymentTermsDays: 90,
      deviations: '',
    },
  ],
})

export const submit = command({
  ...about,
  name: 'quotes.submit',
  summary:
    'Sends a draft for approval before it goes out: legal looks at terms that carry a risk, then its price is approved.',
  output: moved,
  refusals: [
    'quote_not_found',
    'quote_not_draft',
    'quote_expired',
    'quote_in_approval',
    'opportunity_closed',
    'exchange_rate_missing',
  ],
  examples: [{ quoteId: exampleId }],
})

export const withdraw = command({
  ...about,
  name: 'quotes.withdraw',
  summary: 'Takes a draft back from those who were asked to approve it.',
  output: moved,
  refusals: ['quote_not_found', 'quote_not_in_approval'],
  examples: [{ quoteId: exampleId }],
})

export const reviewTerms = command({
  ...about,
  name: 'quotes.reviewTerms',
  summary: 'Says what legal thinks of the terms of a quote that waits for approval, and why.',
  input: z.strictObject({ quoteId: id, opinion: legalOpinion, note: reason }),
  output: z.object({ quoteId: id, opinion: legalOpinion, note: z.string(), revision: z.int() }),
  refusals: ['quote_not_found', 'quote_not_in_approval'],
  notAfter: ['quotes.create', 'quotes.setTerms', 'quotes.submit'],
  roles: { legal: 'all', executive: 'all' },
  examples: [{ quoteId: exampleId, opinion: 'cleared', note: 'Liability is limited by annex 3.' }],
})

export const settleApproval = command({
  ...about,
  name: 'quotes.settleApproval',
  summary: 'Ends the approval of a quote with what those who were asked have decided. Done by its process.',
  input: z.strictObject({ quoteId: id, decision: z.enum(['approved', 'returned']), reason }),
  output: moved,
  refusals: ['quote_not_found', 'quote_not_in_approval'],
  // Nobody settles what others decide: only the process that asked them does.
  roles: {},
  examples: [{ quoteId: exampleId, decision: 'approved', reason: 'The deal is small and undiscounted.' }],
})
