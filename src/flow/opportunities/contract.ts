/** What may be asked of opportunities: possible sales, from first interest to won or lost. */
import { z } from 'zod'
import { country } from '#flow/firm/contract.ts'
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
import { importInput, importRefusalCodes, importReport } from '#kernel/import-report.ts'
import { refusalTable } from '#kernel/refusal.ts'
import { dealColumns } from './deals-columns.ts'

export * from './contract-qualification.ts'

export const refusals = refusalTable({
  opportunity_not_found: {
    kind: 'not_found',
    message: 'There is no opportunity {opportunityId}. List them with opportunities.list.',
  },
  opportunity_closed: {
    kind: 'conflict',
    message:
      '{name} is {state} already and does not change any more. Create a new opportunity if there is new business.',
  },
  opportunity_has_active_quote: {
    kind: 'conflict',
    message: 'A quote for {name} is out with the client. Have it accepted, lost or revised first.',
  },
  opportunity_external_taken: {
    kind: 'conflict',
    message:
      'Another opportunity came from record {externalId} of {externalSystem}. Update that one, or give the record its own id.',
  },
  opportunity_amount_negative: {
    kind: 'invalid',
    message: 'The amount of an opportunity is at least zero. Correct it, or leave it out.',
  },
  client_blocked: {
    kind: 'conflict',
    message:
      '{name} is blocked: no new business until it is active again. Ask the controller, who may activate it with clients.activate.',
  },
})

const exampleId = '0199d8a0-0000-7000-8000-000000000001'
const readers = {
  sales: 'all',
  'delivery-lead': 'all',
  'project-manager': 'all',
  'resource-manager': 'all',
  billing: 'all',
  controller: 'all',
  executive: 'all',
  administrator: 'all',
} as const
const keepers = { sales: 'all' } as const

const text = z.string().trim().min(1).max(200)
const facts = {
  name: text,
  ownerId: id.nullable().meta({ description: 'The person who answers for it.' }),
  stage: text.meta({ description: 'Where it stands, in the words of the CRM.', example: 'Proposal' }),
  amount: money.meta({ description: 'What it may be worth, before tax.' }),
  probability: z.int().min(0).max(100).meta({ description: 'Chance of winning it, per cent.' }),
  expectedClose: plainDate,
}
const state = z.enum(['open', 'won', 'lost'])

const opportunity = z.object({
  id,
  clientId: id,
  clientName: z.string(),
  ...facts,
  ownerName: z.string().nullable(),
  state,
  closedOn: plainDate.nullable(),
  lostReason: z.string(),
  activeQuoteId: id.nullable().meta({ description: 'The quote that is out with the client.' }),
  externalSystem: z.string(),
  externalId: z.string().nullable(),
  createdAt: instant,
  revision: z.int(),
})

export const create = command({
  name: 'opportunities.create',
  summary: 'Adds a possible sale to a client.',
  input: z
    .strictObject({
      clientId: id,
      ...facts,
      ownerId: facts.ownerId.optional().meta({ description: 'You, when left out.' }),
      stage: facts.stage.default('Qualification'),
      probability: facts.probability.default(50),
      externalSystem: z.string().trim().max(40).default('').meta({ description: 'The CRM it comes from.' }),
      externalId: text.nullable().default(null).meta({ description: 'Its record there.' }),
    })
    .refine((given) => (given.externalSystem === '') === (given.externalId === null), {
      message: 'comes with externalSystem',
      path: ['externalId'],
    }),
  output: z.object({ opportunityId: id, revision: z.int() }),
  refusals: [
    'client_not_found',
    'client_blocked',
    'person_not_found',
    'opportunity_external_taken',
    'opportunity_amount_negative',
  ],
  touches: ['opportunity'],
  roles: keepers,
  examples: [
    {
      name: 'Meridian store platform',
      clientId: exampleId,
      amount: { amount: '640000.00', currency: 'USD' },
      expectedClose: '2026-06-30',
    },
  ],
})

export const get = query({
  name: 'opportunities.get',
  summary: 'Shows an opportunity.',
  input: z.strictObject({ opportunityId: id }),
  output: opportunity,
  refusals: ['opportunity_not_found'],
  target: 'opportunityId',
  roles: readers,
  examples: [{ opportunityId: exampleId }],
})

export const listOpportunities = query({
  name: 'opportunities.list',
  summary: 'Lists opportunities by state, stage, client or owner, or by a part of their name or client.',
  input: groupedInput(
    {
      state: state.optional(),
      stage: text.optional().meta({ description: 'As the CRM writes it.' }),
      clientId: id.optional(),
      ownerId: id.optional(),
      closedFrom: plainDate.optional().meta({ description: 'Won or lost on this day or later.' }),
      search: z.string().trim().min(1).max(100).optional(),
    },
    ['expectedClose', 'name'],
    ['state', 'stage', 'clientId', 'ownerId', 'expectedMonth'],
  ),
  output: groupedOutput(opportunity),
  refusals: [],
  roles: readers,
  examples: [{ state: 'open' }, { search: 'meridian', sort: '-expectedClose' }],
})

export const pipeline = query({
  name: 'opportunities.pipeline',
  summary: 'Sums up the open opportunities by stage and currency, the least probable stage first.',
  input: z.strictObject({ ownerId: id.optional(), clientId: id.optional() }),
  output: z.object({
    stages: z.array(
      z.object({
        stage: z.string(),
        count: z.int(),
        totals: z.array(
          z.object({
            currency,
            count: z.int(),
            amount: money,
            weighted: money.meta({ description: 'Each amount by its chance of being won.' }),
          }),
        ),
      }),
    ),
  }),
  refusals: [],
  roles: readers,
  examples: [{}],
})

export const update = command({
  name: 'opportunities.update',
  summary: 'Changes an open opportunity; facts that are left out stay as they are.',
  input: z.strictObject({ opportunityId: id, ...z.object(facts).partial().shape }),
  output: z.object({ opportunityId: id, revision: z.int() }),
  refusals: [
    'opportunity_not_found',
    'opportunity_closed',
    'person_not_found',
    'opportunity_amount_negative',
  ],
  touches: ['opportunity'],
  target: 'opportunityId',
  versioned: true,
  roles: keepers,
  examples: [{ opportunityId: exampleId, stage: 'Proposal', probability: 60 }],
})

export const lose = command({
  name: 'opportunities.lose',
  summary: 'Closes an opportunity that will not be won, with the reason.',
  input: z.strictObject({ opportunityId: id, reason: z.string().trim().min(1).max(500) }),
  output: z.object({ opportunityId: id, state, revision: z.int() }),
  refusals: ['opportunity_not_found', 'opportunity_closed', 'opportunity_has_active_quote'],
  touches: ['opportunity'],
  target: 'opportunityId',
  versioned: true,
  roles: keepers,
  examples: [{ opportunityId: exampleId, reason: 'The client builds it with its own people.' }],
})

export const importDeals = command({
  name: 'opportunities.importDeals',
  summary: 'Adds and changes opportunities from the deals export of a CRM, recognised by its record ids.',
  input: z.strictObject({
    ...importInput(dealColumns),
    system: z
      .string()
      .trim()
      .min(1)
      .max(40)
      .default('hubspot')
      .meta({ description: 'The CRM it comes from.' }),
    createClients: z
      .boolean()
      .default(false)
      .meta({ description: 'Adds companies nobody knows as prospects; otherwise they are errors.' }),
    defaultCountry: country.optional().meta({
      description: 'The country of companies that are added, where the file does not say it.',
    }),
  }),
  output: importReport.extend({
    clientsCreated: z.int().meta({ description: 'Companies that were, or would be, added as prospects.' }),
  }),
  refusals: importRefusalCodes,
  touches: ['opportunity', 'client'],
  roles: keepers,
  unjournaled: ['content'],
  examples: [
    {
      content:
        'Record ID,Deal Name,Deal Stage,Pipeline,Amount,Currency,Close Date,Deal owner,Associated Company,Create Date\n8801,Meridian store platform,Contract Sent,Sales Pipeline,640000,USD,2026-06-30,,Meridian Foods,2026-03-02 09:30\n',
      dryRun: true,
    },
  ],
})
