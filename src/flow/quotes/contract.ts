/** What may be asked of quotes: what we propose, priced, and what became of it. */
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
import { parseDecimal } from '#kernel/money.ts'
import { approvalState, legalOpinion, quoteTerms } from './contract-approval.ts'
import { exampleContent, exampleId } from './contract-examples.ts'

export { reviewTerms, setTerms, settleApproval, submit, withdraw } from './contract-approval.ts'
export { refusals } from './contract-refusals.ts'

const readers = {
  sales: 'all',
  'delivery-lead': 'all',
  'project-manager': 'all',
  'resource-manager': 'all',
  billing: 'all',
  controller: 'all',
  executive: 'all',
  legal: 'all',
  administrator: 'all',
} as const
const keepers = { sales: 'all', 'delivery-lead': 'all' } as const
/** Prices are agreed with the client by those who answer for the sale. */
const closers = { sales: 'all' } as const

const title = z.string().trim().min(1).max(200)
export const billingMethod = z
  .enum(['fixed_fee', 'time_and_materials', 'recurring_fee'])
  .meta({ description: 'How the line is billed.' })

const percent = decimal(4)
  .refine(
    (text) => {
      const units = parseDecimal(text, 4)
      return units !== null && units >= 0n && units <= 1_000_000n
    },
    { message: 'must be from 0 to 100' },
  )
  .meta({ description: 'Per cent off the list price.', example: '5' })

const detailInput = z.strictObject({
  workPackage: title.meta({ description: 'The work package of the project to be.', example: 'WP2 Build' }),
  roleCode,
  minutes: z.int().min(1).max(10_000_000).meta({ description: 'Planned effort in minutes.' }),
  billRate: hourlyAmount.optional().meta({
    description:
      'Agreed price of an hour in the line currency; from the rate card, less the discount, when left out.',
  }),
  costRate: hourlyAmount.optional().meta({
    description:
      'Expected cost of an hour in the line currency; the average of the role at the entity when left out.',
  }),
})

const milestoneInput = z.strictObject({
  title,
  amount: money.meta({ description: 'The part of the fee that is due with it.' }),
  plannedOn: plainDate,
})

const lineInput = z
  .strictObject({
    title,
    billingMethod,
    entityCode: z.string().meta({ description: 'The entity that sells and bills.', example: 'DE' }),
    billToId: id.meta({ description: 'The client that is billed.' }),
    currency,
    price: money
      .optional()
      .meta({ description: 'Fixed fee: the fee; the sum of the milestones when left out.' }),
    monthlyFee: money
      .optional()
      .meta({ description: 'Recurring fee: the fee of each month, before any discount.' }),
    cap: money
      .optional()
      .meta({ description: 'Time and materials: the most that may be billed (not to exceed).' }),
    rateCardId: id.optional().meta({ description: 'The price list; needed for time and materials.' }),
    discountPercent: percent.optional().meta({
      description: 'Time and materials: off the rate card. Recurring fee: off the monthly fee.',
    }),
    startsOn: plainDate,
    endsOn: plainDate,
    purchaseOrder: z.string().trim().max(100).default('').meta({ description: "The client's order number." }),
    details: z.array(detailInput).max(500).default([]),
    milestones: z.array(milestoneInput).max(200).default([]),
  })
  .refine((line) => line.endsOn >= line.startsOn, { message: 'lies before startsOn', path: ['endsOn'] })
  .superRefine((line, context) => {
    const fits = {
      price: line.billingMethod === 'fixed_fee',
      monthlyFee: line.billingMethod === 'recurring_fee',
      cap: line.billingMethod === 'time_and_materials',
      discountPercent: line.billingMethod !== 'fixed_fee',
    }
    for (const [field, fitting] of Object.entries(fits)) {
      if (fitting || line[field as keyof typeof fits] === undefined) continue
      context.addIssue({ code: 'custom', path: [field], message: `has no meaning for ${line.billingMethod}` })
    }
    const needed: [string, boolean][] = [
      ['monthlyFee', line.billingMethod !== 'recurring_fee' || line.monthlyFee !== undefined],
      ['rateCardId', line.billingMethod !== 'time_and_materials' || line.rateCardId !== undefined],
      ['details', line.billingMethod !== 'time_and_materials' || line.details.length > 0],
      ['milestones', (line.billingMethod === 'fixed_fee') === line.milestones.length > 0],
    ]
    for (const [field, given] of needed) {
      if (given) continue
      const message = `${field === 'milestones' ? 'belong to a fixed fee, which needs one' : 'is needed'} (${line.billingMethod})`
      context.addIssue({ code: 'custom', path: [field], message })
    }
  })

const content = {
  title,
  currency: currency.meta({ description: 'The currency of the totals.' }),
  pricedOn: plainDate.meta({ description: 'The day whose prices and exchange rates hold.' }),
  validUntil: plainDate.meta({ description: 'The last day on which it may be accepted.' }),
  lines: z.array(lineInput).min(1).max(100),
}

const validAfterPriced = {
  test: (quote: { validUntil: string; pricedOn: string }) => quote.validUntil >= quote.pricedOn,
  otherwise: { message: 'lies before pricedOn', path: ['validUntil'] },
}

const totals = {
  price: money,
  listPrice: money.meta({ description: 'What it would cost at list price.' }),
  discountPercent: z.string().meta({ description: 'Per cent off the list price; below zero above list.' }),
  cost: money.meta({ description: 'What the planned effort costs the firm.' }),
  margin: money.meta({ description: 'Price less cost.' }),
  marginPercent: z.string().meta({ description: 'Margin in per cent of the price.' }),
}

const state = z.enum(['draft', 'active', 'won', 'lost', 'revised'])

const quote = z.object({
  id,
  number: z.string(),
  version: z.int(),
  opportunityId: id,
  clientId: id,
  clientName: z.string(),
  title: z.string(),
  currency,
  state,
  pricedOn: plainDate,
  validUntil: plainDate,
  ...totals,
  approval: approvalState,
  revision: z.int(),
})

const line = z.object({
  id,
  lineNo: z.int(),
  title: z.string(),
  billingMethod,
  entityId: id,
  entityCode: z.string(),
  billToId: id,
  billToName: z.string(),
  currency,
  ...totals,
  cap: money.nullable(),
  rateCardId: id.nullable(),
  startsOn: plainDate,
  endsOn: plainDate,
  purchaseOrder: z.string(),
  details: z.array(
    z.object({
      workPackage: z.string(),
      roleCode: z.string(),
      minutes: z.int(),
      billRate: z.string(),
      listRate: z.string(),
      costRate: z.string(),
    }),
  ),
  milestones: z.array(z.object({ title: z.string(), amount: money, plannedOn: plainDate })),
})

const pricingRefusals = [
  'opportunity_not_found',
  'opportunity_closed',
  'client_not_found',
  'client_blocked',
  'entity_code_unknown',
  'role_not_found',
  'rate_card_not_found',
  'rate_card_mismatch',
  'rate_missing',
  'cost_rate_unknown',
  'exchange_rate_missing',
  'quote_currency_mismatch',
  'quote_amount_not_positive',
  'quote_too_large',
  'milestones_do_not_sum',
  'quote_rate_ambiguous',
]

export const create = command({
  name: 'quotes.create',
  summary: 'Drafts a quote for an opportunity and prices it: price, list price, cost and margin.',
  input: z
    .strictObject({ opportunityId: id, ...content })
    .refine(validAfterPriced.test, validAfterPriced.otherwise),
  output: z.object({ quoteId: id, number: z.string(), version: z.int(), ...totals, revision: z.int() }),
  refusals: [...pricingRefusals, 'series_missing'],
  touches: ['quote', 'opportunity'],
  roles: keepers,
  examples: [{ opportunityId: exampleId, ...exampleContent }],
})

export const update = command({
  name: 'quotes.update',
  summary: 'Writes a draft anew with other content and prices it again.',
  input: z
    .strictObject({ quoteId: id, ...content })
    .refine(validAfterPriced.test, validAfterPriced.otherwise),
  output: z.object({ quoteId: id, ...totals, revision: z.int() }),
  refusals: ['quote_not_found', 'quote_not_draft', 'quote_in_approval', ...pricingRefusals],
  touches: ['quote'],
  target: 'quoteId',
  versioned: true,
  roles: keepers,
  examples: [{ quoteId: exampleId, ...exampleContent }],
})

export const preview = query({
  name: 'quotes.preview',
  summary:
    'Prices the content of a quote and stores nothing: price, cost and margin of each line and in all, and who would have to approve it and why.',
  input: z.strictObject(content).refine(validAfterPriced.test, validAfterPriced.otherwise),
  output: z.object({
    currency,
    ...totals,
    lines: z.array(
      z.object({
        lineNo: z.int(),
        title: z.string(),
        billingMethod,
        currency,
        ...totals,
        minutes: z.int().meta({ description: 'The effort planned for it.' }),
        details: z.array(
          z.object({
            workPackage: z.string(),
            roleCode: z.string(),
            minutes: z.int(),
            billRate: z.string(),
            listRate: z.string(),
            costRate: z.string(),
          }),
        ),
      }),
    ),
    approval: z
      .object({
        decision: z.string(),
        version: z.int(),
        amount: money.meta({ description: 'The price in the currency the limits are in.' }),
        levels: z.array(z.string()).meta({ description: 'The roles that would approve, in their order.' }),
        reason: z.string(),
        rule: z.int().nullable().meta({ description: 'The row of the decision table that decides, from 1.' }),
      })
      .nullable()
      .meta({ description: 'Null where no decision about commercial terms is deployed.' }),
  }),
  refusals: [...pricingRefusals.filter((code) => !code.startsWith('opportunity_')), 'decision_failed'],
  roles: keepers,
  examples: [exampleContent],
})

export const get = query({
  name: 'quotes.get',
  summary: 'Shows a quote with its lines, the effort behind them, its milestones and its margin.',
  input: z.strictObject({ quoteId: id }),
  output: quote.extend({
    terms: quoteTerms,
    approvalReason: z.string().meta({ description: 'Why it was approved or returned.' }),
    legalOpinion: legalOpinion.nullable(),
    legalNote: z.string(),
    lines: z.array(line),
  }),
  refusals: ['quote_not_found'],
  target: 'quoteId',
  roles: readers,
  examples: [{ quoteId: exampleId }],
})

export const listQuotes = query({
  name: 'quotes.list',
  summary: 'Lists quotes by opportunity, client or state.',
  input: groupedInput(
    {
      opportunityId: id.optional(),
      clientId: id.optional(),
      state: state.optional(),
      approval: approvalState.optional(),
    },
    ['number', 'validUntil'],
    ['state', 'clientId', 'approval'],
  ),
  output: groupedOutput(quote),
  refusals: [],
  roles: readers,
  examples: [{ state: 'active' }],
})

const moved = z.object({ quoteId: id, state, revision: z.int() })
const move = {
  input: z.strictObject({ quoteId: id }),
  output: moved,
  touches: ['quote', 'opportunity'],
  target: 'quoteId',
  versioned: true,
  roles: closers,
} as const

export const activate = command({
  name: 'quotes.activate',
  summary: 'Sends a draft to the client: from here on it is read-only.',
  ...move,
  refusals: [
    'quote_not_found',
    'quote_not_draft',
    'quote_expired',
    'quote_in_approval',
    'quote_not_approved',
    'opportunity_closed',
    'opportunity_has_active_quote',
  ],
  examples: [{ quoteId: exampleId }],
})

export const accept = command({
  name: 'quotes.accept',
  summary: 'Records that the client has accepted a quote: the opportunity is won.',
  ...move,
  refusals: [
    'quote_not_found',
    'quote_not_active',
    'quote_expired',
    'opportunity_closed',
    'exchange_rate_missing',
  ],
  examples: [{ quoteId: exampleId }],
})

export const lose = command({
  name: 'quotes.lose',
  summary: 'Records that the client has declined a quote; the opportunity stays open.',
  ...move,
  input: z.strictObject({ quoteId: id, reason: z.string().trim().min(1).max(500) }),
  refusals: ['quote_not_found', 'quote_not_active', 'opportunity_closed'],
  examples: [{ quoteId: exampleId, reason: 'Too expensive in the second year.' }],
})

export const revise = command({
  name: 'quotes.revise',
  summary: 'Withdraws a quote that is out with the client and opens its next version as a draft.',
  ...move,
  output: z.object({ quoteId: id, number: z.string(), version: z.int(), revision: z.int() }).meta({
    description: 'The new draft.',
  }),
  refusals: ['quote_not_found', 'quote_not_active', 'opportunity_closed'],
  examples: [{ quoteId: exampleId }],
})
