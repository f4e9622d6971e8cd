/** Whether a deal is worth a quote, and what the work would be. */
import { z } from 'zod'
import { command, id, instant, query } from '#kernel/contract.ts'

const exampleId = '0199d8a0-0000-7000-8000-000000000001'
const about = {
  touches: ['opportunity'],
  target: 'opportunityId',
} as const
const notThere = ['opportunity_not_found', 'opportunity_closed'] as const
const text = z.string().trim().min(1).max(4_000)
const facts = {
  budget: z
    .enum(['confirmed', 'likely', 'none'])
    .meta({ description: 'Whether the client has the money for it.' }),
  need: z.enum(['urgent', 'clear', 'vague']).meta({ description: 'How much the client needs it.' }),
  decisionMakerKnown: z.boolean().meta({ description: 'Whether we know who decides, and they know us.' }),
}

export const pursue = command({
  ...about,
  name: 'opportunities.pursue',
  summary: 'Begins the way of a deal to a quote: it is qualified, scoped, quoted and sent.',
  input: z.strictObject({ opportunityId: id }),
  output: z.object({ opportunityId: id }),
  refusals: [...notThere, 'exchange_rate_missing'],
  roles: { sales: 'all' },
  examples: [{ opportunityId: exampleId }],
})

export const qualify = command({
  ...about,
  name: 'opportunities.qualify',
  summary: 'Says what is known of a deal: whether there is a budget, a need and somebody who decides.',
  input: z.strictObject({ opportunityId: id, ...facts, note: text }),
  output: z.object({
    opportunityId: id,
    ...facts,
    amountUsd: z.string().meta({ description: 'What it may be worth, to compare with limits.' }),
    daysToClose: z
      .int()
      .meta({ description: 'Until it is expected to close; below zero when that is past.' }),
  }),
  refusals: [...notThere, 'exchange_rate_missing'],
  roles: { sales: 'all' },
  examples: [
    {
      opportunityId: exampleId,
      budget: 'likely',
      need: 'clear',
      decisionMakerKnown: true,
      note: 'Budget round in March.',
    },
  ],
})

export const scope = command({
  ...about,
  name: 'opportunities.scope',
  summary: 'Says what the work of a deal would be and how long it would take, for the quote.',
  input: z.strictObject({
    opportunityId: id,
    scope: text,
    effortMinutes: z
      .int()
      .min(1)
      .max(60_000_000)
      .meta({ description: 'Minutes of work, all roles together.' }),
  }),
  output: z.object({ opportunityId: id, effortMinutes: z.int() }),
  refusals: notThere,
  roles: { 'delivery-lead': 'all', 'project-manager': 'all' },
  examples: [{ opportunityId: exampleId, scope: 'A shop for three countries.', effortMinutes: 96_000 }],
})

export const qualification = query({
  name: 'opportunities.qualification',
  summary: 'Shows what is known of a deal before it is quoted.',
  input: z.strictObject({ opportunityId: id }),
  output: z.object({
    opportunityId: id,
    budget: facts.budget.nullable(),
    need: facts.need.nullable(),
    decisionMakerKnown: facts.decisionMakerKnown.nullable(),
    note: z.string(),
    qualifiedAt: instant.nullable(),
    scope: z.string(),
    effortMinutes: z.int().nullable(),
    scopedAt: instant.nullable(),
  }),
  refusals: ['opportunity_not_found'],
  target: 'opportunityId',
  roles: {
    ...{ sales: 'all', 'delivery-lead': 'all', 'project-manager': 'all', 'resource-manager': 'all' },
    ...{ controller: 'all', executive: 'all', administrator: 'all' },
  },
  examples: [{ opportunityId: exampleId }],
})
