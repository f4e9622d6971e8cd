/** Words the contracts of people share. */
import { z } from 'zod'
import { decimal, id, plainDate, rate } from '#kernel/contract.ts'
import { parseDecimal, RATE_SCALE } from '#kernel/money.ts'

/** Codes of roles are the keys of rate cards, budgets and requests. */
export const roleCode = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower case letters, digits and hyphens, a letter first')
  .meta({ description: 'Code of a delivery role.', example: 'architect' })

const RATE_DIGITS = 9

/** Is this decimal text a price or cost an hour may have: at least zero, below a thousand million? */
function isHourlyAmount(text: string): boolean {
  const units = parseDecimal(text, RATE_SCALE)
  return units !== null && units >= 0n && units < 10n ** BigInt(RATE_SCALE + RATE_DIGITS)
}

/** Decimal text of a price or cost an hour. */
export const hourlyAmount = decimal(RATE_SCALE)
  .refine(isHourlyAmount, {
    message: `must be at least 0 with at most ${RATE_DIGITS} digits before the point`,
  })
  .meta({ description: 'Per hour in major units, up to six decimals.', example: '145.00' })

/** A price or cost an hour with its currency. */
export const hourlyRate = rate.refine(({ amount }) => isHourlyAmount(amount), {
  message: `must be at least 0 with at most ${RATE_DIGITS} digits before the point`,
  path: ['amount'],
})

export const exampleId = '0199d8a0-0000-7000-8000-000000000001'
export const name = z.string().trim().min(1).max(200)
export const reason = z.string().trim().min(1).max(2_000)

/** What a signed agreement is filed under. */
export const agreementNumber = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .meta({ description: 'What the signed agreement is filed under.', example: 'HR-2026-014' })

export const onboardingKind = z.enum(['employee', 'contractor'])
export const onboardingState = z.enum(['opened', 'checking', 'cleared', 'declined', 'withdrawn', 'ended'])
export const legalStatus = z.enum(['independent', 'deemed_employee'])

/** What may be asked for before somebody works. */
export const checkItem = z.enum([
  'signed_agreement',
  'confidentiality',
  'right_to_work',
  'tax_form',
  'social_security',
  'insurance',
  'legal_status',
  'background_check',
])

/** What may be missing: what was asked for, what an hour costs, and in the end somebody who clears. */
export const missingItem = z.enum([...checkItem.options, 'cost_rate', 'required_checks', 'clearance'])

/** What is told of everybody who works here, however they came. */
export const personFacts = {
  number: z.string().trim().min(1).max(40).meta({ description: 'Personnel number.', example: 'E-1007' }),
  name,
  email: z.email().trim().toLowerCase(),
  entityId: id.optional().meta({ description: 'The employing legal entity.' }),
  entityCode: z.string().optional().meta({ description: 'Its code, instead of the id.', example: 'DE' }),
  practiceId: id.optional(),
  roleCode,
  startedOn: plainDate,
  weeklyMinutes: z.int().min(0).max(10_080).default(2_400).meta({ description: 'Minutes of work a week.' }),
  managerId: id.optional().meta({ description: 'The person they report to.' }),
}

/** The employing entity is named once, by its id or by its code. */
export const oneEntity = {
  test: (given: { entityId?: string | undefined; entityCode?: string | undefined }) =>
    (given.entityId === undefined) !== (given.entityCode === undefined),
  otherwise: { message: 'give either entityId or entityCode', path: ['entityId'] },
}
