/** What becomes of those who were taken on: the review of probation, a later or earlier end of the agreement. */
import { z } from 'zod'
import { command, id, plainDate } from '#kernel/contract.ts'
import { exampleId, onboardingState, reason } from './contract-words.ts'

const about = { touches: ['onboarding', 'person'], target: 'onboardingId', versioned: true } as const
const moved = z.object({ onboardingId: id, personId: id, state: onboardingState, revision: z.int() })
const notThere = ['onboarding_not_found', 'onboarding_state_wrong'] as const
const keepers = { 'resource-manager': 'all', procurement: 'all' } as const
const agreementEndsOn = plainDate.meta({ description: 'The new last day of the agreement.' })

export const findEndings = command({
  name: 'people.findEndings',
  summary:
    'Finds probations, agreements and documents that end soon, and agreements that are over, and has each seen to. Done by the process each day; again it finds only what is new.',
  input: z.strictObject({
    leadDays: z.int().min(0).max(365).default(28).meta({ description: 'So many days before the end.' }),
  }),
  output: z.object({ found: z.int() }),
  refusals: [],
  touches: ['onboarding', 'person'],
  roles: { 'resource-manager': 'all', controller: 'all' },
  examples: [{}, { leadDays: 42 }],
})

export const reviewProbation = command({
  ...about,
  name: 'people.reviewProbation',
  summary: 'Says how a probation ends: it is passed, goes on until a later day, or the employment ends.',
  input: z
    .strictObject({
      onboardingId: id,
      outcome: z.enum(['passed', 'extended', 'ended']),
      endsOn: plainDate
        .optional()
        .meta({ description: 'The new last day of probation, or the last day of work; none when passed.' }),
      reason,
    })
    .refine(({ outcome, endsOn }) => (outcome === 'passed') === (endsOn === undefined), {
      message: 'say until when, unless probation is passed',
      path: ['endsOn'],
    }),
  output: moved.extend({
    outcome: z.enum(['passed', 'extended', 'ended']),
    probationEndsOn: plainDate.nullable(),
    agreementEndsOn: plainDate.nullable(),
  }),
  refusals: [...notThere, 'probation_not_agreed', 'agreement_end_wrong'],
  roles: { 'resource-manager': 'all', 'delivery-lead': 'all' },
  examples: [{ onboardingId: exampleId, outcome: 'passed', reason: 'Two clients ask for her by name.' }],
})

export const proposeExtension = command({
  ...about,
  name: 'people.proposeExtension',
  summary: 'Proposes a later last day for an agreement that ends; it goes on once that is approved.',
  input: z.strictObject({ onboardingId: id, agreementEndsOn, reason }),
  output: moved.extend({
    agreementEndsOn,
    months: z.int().meta({ description: 'Months from the first day of work to the new last one.' }),
    costRateUsd: z.string().nullable().meta({ description: 'What an hour costs, to compare with limits.' }),
  }),
  refusals: [
    ...notThere,
    'agreement_has_no_end',
    'agreement_end_wrong',
    'extension_under_approval',
    'exchange_rate_missing',
  ],
  roles: keepers,
  examples: [
    { onboardingId: exampleId, agreementEndsOn: '2027-09-30', reason: 'The second phase was signed.' },
  ],
})

export const extendAgreement = command({
  ...about,
  name: 'people.extendAgreement',
  summary: 'Lets an agreement end on the later day that was proposed and approved. Done by its process.',
  input: z.strictObject({ onboardingId: id }),
  output: moved.extend({ agreementEndsOn }),
  refusals: [...notThere, 'extension_not_proposed'],
  roles: {},
  examples: [{ onboardingId: exampleId }],
})

export const dropExtension = command({
  ...about,
  name: 'people.dropExtension',
  summary: 'Lets an agreement end as it was, since the later day was not approved. Done by its process.',
  input: z.strictObject({ onboardingId: id, reason }),
  output: moved,
  refusals: [...notThere, 'extension_not_proposed'],
  roles: {},
  examples: [{ onboardingId: exampleId, reason: 'After two years it is a position of its own.' }],
})

export const endAgreement = command({
  ...about,
  name: 'people.endAgreement',
  summary: 'Ends an agreement on its last day or before it; the person signs in until then.',
  input: z.strictObject({
    onboardingId: id,
    endsOn: plainDate.meta({ description: 'The last day of work.' }),
    reason,
  }),
  output: moved.extend({ agreementEndsOn: plainDate }),
  refusals: [...notThere, 'agreement_has_no_end', 'agreement_end_wrong', 'extension_under_approval'],
  roles: keepers,
  examples: [{ onboardingId: exampleId, endsOn: '2027-03-31', reason: 'The work is done.' }],
})
