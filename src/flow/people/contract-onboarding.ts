/** How a new person comes from the signed agreement to the day they may be booked: what is asked for, by whom it is cleared. */
import { z } from 'zod'
import { command, groupedInput, groupedOutput, id, instant, plainDate, query } from '#kernel/contract.ts'
import {
  agreementNumber,
  checkItem,
  exampleId,
  hourlyRate,
  onboardingKind as kind,
  legalStatus,
  missingItem,
  oneEntity,
  personFacts,
  reason,
  onboardingState as state,
} from './contract-words.ts'

const hirers = { 'resource-manager': 'all', administrator: 'all' } as const
const engagers = { ...hirers, procurement: 'all' } as const
/** Who answers for what the law asks for; never whoever took the person on. */
const clearers = { legal: 'all', controller: 'all' } as const
const readers = { ...engagers, ...clearers, 'delivery-lead': 'all', executive: 'all' } as const

const facts = {
  ...personFacts,
  startedOn: plainDate.meta({ description: 'The first day of work as agreed.' }),
  agreementNumber,
}
const takenOn = z.object({ onboardingId: id, personId: id, state, revision: z.int() })
const factRefusals = [
  'entity_not_found',
  'entity_code_unknown',
  'practice_not_found',
  'role_not_found',
  'person_not_found',
  'person_number_taken',
  'person_email_taken',
  'agreement_end_wrong',
] as const

export const hire = command({
  name: 'people.hire',
  summary: 'Takes on an employee whose agreement is signed; they may be booked once they are cleared.',
  input: z
    .strictObject({
      ...facts,
      agreementEndsOn: plainDate.optional().meta({ description: 'The last day of a fixed term.' }),
      probationEndsOn: plainDate.optional().meta({ description: 'The last day of probation.' }),
    })
    .refine(oneEntity.test, oneEntity.otherwise),
  output: takenOn,
  refusals: factRefusals,
  touches: ['onboarding', 'person'],
  roles: hirers,
  examples: [
    {
      number: 'E-1008',
      name: 'Lea Sommer',
      email: 'lea.sommer@alder.example',
      entityCode: 'DE',
      roleCode: 'consultant',
      startedOn: '2026-10-01',
      agreementNumber: 'HR-2026-014',
      probationEndsOn: '2027-03-31',
    },
  ],
})

export const engage = command({
  name: 'people.engage',
  summary: 'Takes on a contractor whose agreement is signed; they may be booked once they are cleared.',
  input: z
    .strictObject({
      ...facts,
      company: z.string().trim().min(1).max(200).meta({ description: 'The company they work through.' }),
      agreementEndsOn: plainDate.meta({ description: 'The last day of the agreement.' }),
      costRate: hourlyRate.meta({ description: 'What an hour costs by the agreement.' }),
    })
    .refine(oneEntity.test, oneEntity.otherwise),
  output: takenOn,
  refusals: [...factRefusals, 'cost_rate_currency_mismatch', 'exchange_rate_missing'],
  touches: ['onboarding', 'person'],
  roles: engagers,
  examples: [
    {
      number: 'X-0042',
      name: 'Tom Berg',
      email: 'tom@berg-consulting.example',
      entityCode: 'DE',
      roleCode: 'architect',
      startedOn: '2026-10-01',
      agreementNumber: 'FW-2026-007',
      company: 'Berg Consulting GmbH',
      agreementEndsOn: '2027-03-31',
      costRate: { amount: '92.00', currency: 'EUR' },
    },
  ],
})

const about = { touches: ['onboarding', 'person'], target: 'onboardingId', versioned: true } as const
const moved = z.object({ onboardingId: id, personId: id, state, revision: z.int() })
const notThere = ['onboarding_not_found', 'onboarding_state_wrong'] as const
const missing = z
  .array(missingItem)
  .meta({ description: 'What must still be there before the person is cleared.' })
const outstanding = z
  .array(checkItem)
  .meta({ description: 'What must still be recorded, without the legal status.' })

export const requireChecks = command({
  ...about,
  name: 'people.requireChecks',
  summary: 'Says what must be there before a person is cleared, and why. Done by the process of onboarding.',
  input: z.strictObject({
    onboardingId: id,
    checks: z.array(z.strictObject({ item: checkItem, why: z.string().min(1).max(500) })).max(50),
  }),
  output: moved.extend({
    missing,
    outstanding,
    needsStatus: z.boolean().meta({ description: 'Whether the legal status must be assessed.' }),
    needsCost: z.boolean().meta({ description: 'Whether nobody has said yet what an hour costs.' }),
  }),
  refusals: notThere,
  roles: {},
  examples: [
    {
      onboardingId: exampleId,
      checks: [{ item: 'confidentiality', why: 'Clients show us what is theirs.' }],
    },
  ],
})

export const recordCheck = command({
  ...about,
  name: 'people.recordCheck',
  summary: 'Records a document or declaration that was asked for: what shows it, until when it is valid.',
  input: z.strictObject({
    onboardingId: id,
    item: checkItem.exclude(['legal_status']),
    evidence: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .meta({ description: 'What shows it: a policy number, a date of signature, where it is filed.' }),
    validUntil: plainDate.optional().meta({ description: 'The last day it is valid; an insurance has one.' }),
    fileId: id.optional().meta({ description: 'The document itself.', 'x-file': true }),
  }),
  output: moved.extend({ item: checkItem, missing, outstanding }),
  refusals: [...notThere, 'check_not_required', 'check_validity_wrong', 'file_not_found'],
  roles: { ...engagers, legal: 'all' },
  examples: [
    {
      onboardingId: exampleId,
      item: 'insurance',
      evidence: 'Policy HV 4711-22',
      validUntil: '2027-12-31',
    },
  ],
})

export const assessStatus = command({
  ...about,
  name: 'people.assessStatus',
  summary: 'Says whether a contractor is independent in law or would be an employee, and why.',
  input: z.strictObject({ onboardingId: id, legalStatus, reason }),
  output: moved.extend({ legalStatus, missing }),
  refusals: [...notThere, 'check_not_required'],
  roles: clearers,
  notAfter: ['people.engage', 'people.engageAgain'],
  examples: [
    {
      onboardingId: exampleId,
      legalStatus: 'independent',
      reason: 'Own tools, several clients, free in time and place.',
    },
  ],
})

export const checkOnboarding = command({
  ...about,
  name: 'people.checkOnboarding',
  summary: 'Finds where an onboarding stands and what is missing. Done by its process.',
  input: z.strictObject({ onboardingId: id }),
  output: moved.extend({ missing, canSignIn: z.boolean() }),
  refusals: ['onboarding_not_found'],
  roles: {},
  examples: [{ onboardingId: exampleId }],
})

export const clear = command({
  ...about,
  name: 'people.clear',
  summary: 'Clears a person for work, once everything that was asked for is there: they may be booked.',
  input: z.strictObject({ onboardingId: id }),
  output: moved,
  refusals: [...notThere, 'onboarding_incomplete', 'contractor_deemed_employee'],
  roles: clearers,
  notAfter: ['people.hire', 'people.engage', 'people.hireAgain', 'people.engageAgain'],
  examples: [{ onboardingId: exampleId }],
})

export const decline = command({
  ...about,
  name: 'people.decline',
  summary: 'Says that somebody may not be taken on, and why: the onboarding ends.',
  input: z.strictObject({ onboardingId: id, reason }),
  output: moved,
  refusals: notThere,
  roles: clearers,
  examples: [{ onboardingId: exampleId, reason: 'No permission to work in the country.' }],
})

export const withdraw = command({
  ...about,
  name: 'people.withdraw',
  summary: 'Calls off a person who will not come after all, before the first day of work.',
  input: z.strictObject({ onboardingId: id, reason }),
  output: moved,
  refusals: notThere,
  roles: engagers,
  examples: [{ onboardingId: exampleId, reason: 'They have signed with somebody else.' }],
})

export const closeOnboarding = command({
  ...about,
  name: 'people.closeOnboarding',
  summary:
    'Closes an onboarding whose person leaves or does not come, and finds the sign-in to end. Done by its process.',
  input: z.strictObject({ onboardingId: id }),
  output: moved.extend({ principalId: id.nullable(), canSignIn: z.boolean() }),
  refusals: ['onboarding_not_found'],
  roles: {},
  examples: [{ onboardingId: exampleId }],
})

const onboarding = z.object({
  id,
  personId: id,
  personName: z.string(),
  personNumber: z.string(),
  kind,
  state,
  company: z.string().meta({ description: 'The company of a contractor.' }),
  roleCode: z.string(),
  entityCode: z.string(),
  startedOn: plainDate,
  agreementNumber: z.string(),
  agreementEndsOn: plainDate.nullable(),
  proposedEndsOn: plainDate.nullable().meta({ description: 'A later end that waits for approval.' }),
  probationEndsOn: plainDate.nullable(),
  legalStatus: legalStatus.nullable(),
  missing,
  reason: z.string(),
  openedAt: instant,
  clearedAt: instant.nullable(),
  revision: z.int(),
})

export const listOnboardings = query({
  name: 'people.listOnboardings',
  summary: 'Lists who is being taken on, with what is missing before they may be booked.',
  input: groupedInput(
    { state: state.optional(), kind: kind.optional(), personId: id.optional() },
    ['startedOn', 'openedAt', 'personName'],
    ['state', 'kind'],
  ),
  output: groupedOutput(onboarding),
  refusals: [],
  shows: ['onboarding'],
  roles: readers,
  examples: [{ state: 'checking' }],
})

export const getOnboarding = query({
  name: 'people.getOnboarding',
  summary: 'Shows where a new person stands: what was asked for, what is there, who must act.',
  input: z.strictObject({ onboardingId: id }),
  output: onboarding.extend({
    actors: z.array(z.string()).meta({ description: 'The roles that must act next.' }),
    checks: z.array(
      z.object({
        item: checkItem,
        why: z.string(),
        evidence: z.string(),
        validUntil: plainDate.nullable(),
        fileId: id.nullable(),
        recordedAt: instant.nullable(),
      }),
    ),
  }),
  refusals: ['onboarding_not_found'],
  target: 'onboardingId',
  shows: ['onboarding'],
  roles: readers,
  examples: [{ onboardingId: exampleId }],
})
