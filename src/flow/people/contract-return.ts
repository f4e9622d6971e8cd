/** Somebody who has left comes back, with an agreement and an onboarding of its own. */
import { z } from 'zod'
import { command, id, plainDate } from '#kernel/contract.ts'
import { hire } from './contract-onboarding.ts'
import { agreementNumber, exampleId, hourlyRate, roleCode } from './contract-words.ts'

const told = {
  personId: id,
  startedOn: plainDate.meta({ description: 'The first day of work as agreed.' }),
  agreementNumber,
  roleCode: roleCode.optional(),
  practiceId: id.optional(),
  managerId: id.optional().meta({ description: 'The person they report to.' }),
  weeklyMinutes: z
    .int()
    .min(0)
    .max(10_080)
    .optional()
    .meta({ description: 'Minutes of work a week; as before unless told.' }),
}
const refused = [
  'person_not_found',
  'person_not_gone',
  'return_too_early',
  'person_manages_themselves',
  'role_not_found',
  'practice_not_found',
  'agreement_end_wrong',
] as const
const about = { output: hire.output, touches: ['onboarding', 'person'], target: 'personId' } as const

export const hireAgain = command({
  ...about,
  name: 'people.hireAgain',
  summary:
    'Takes somebody who has left on again as an employee. What they showed before and is still valid is taken over; they are cleared anew.',
  input: z.strictObject({
    ...told,
    agreementEndsOn: plainDate.optional().meta({ description: 'The last day of a fixed term.' }),
    probationEndsOn: plainDate.optional().meta({ description: 'The last day of probation.' }),
  }),
  refusals: refused,
  roles: { 'resource-manager': 'all', administrator: 'all' },
  examples: [{ personId: exampleId, startedOn: '2027-10-01', agreementNumber: 'HR-2027-021' }],
})

export const engageAgain = command({
  ...about,
  name: 'people.engageAgain',
  summary:
    'Takes a contractor whose agreement is over on again by a new one. What they showed before and is still valid is taken over; they are cleared anew.',
  input: z.strictObject({
    ...told,
    company: z.string().trim().min(1).max(200).meta({ description: 'The company they work through.' }),
    agreementEndsOn: plainDate.meta({ description: 'The last day of the agreement.' }),
    costRate: hourlyRate.meta({ description: 'What an hour costs by the agreement.' }),
  }),
  refusals: [...refused, 'cost_rate_currency_mismatch', 'exchange_rate_missing'],
  roles: { 'resource-manager': 'all', administrator: 'all', procurement: 'all' },
  examples: [
    {
      ...{ personId: exampleId, startedOn: '2027-10-01', agreementNumber: 'FW-2027-003' },
      ...{ company: 'Berg Consulting GmbH', agreementEndsOn: '2028-03-31' },
      costRate: { amount: '95.00', currency: 'EUR' },
    },
  ],
})
