/** Rules of taking people on: what is missing, who must act, and on which days somebody may be booked. Pure. */
import type { z } from 'zod'
import type { PlainDate } from '#kernel/dates.ts'
import type {
  checkItem,
  legalStatus,
  missingItem,
  onboardingKind,
  onboardingState,
} from './contract-words.ts'

export type OnboardingState = z.output<typeof onboardingState>
export type CheckItem = z.output<typeof checkItem>
export type MissingItem = z.output<typeof missingItem>

/** Something that was asked for; recorded once somebody has seen it. */
export interface Check {
  readonly item: CheckItem
  readonly isRecorded: boolean
  readonly validUntil: PlainDate | null
}

/** What the rules know of an onboarding. */
export interface Standing {
  readonly kind: z.output<typeof onboardingKind>
  readonly state: OnboardingState
  readonly startedOn: PlainDate
  readonly agreementEndsOn: PlainDate | null
  readonly legalStatus: z.output<typeof legalStatus> | null
  /** Whether somebody has said what an hour costs on the first day. */
  readonly hasCost: boolean
  readonly checks: readonly Check[]
}

/** In which states an onboarding takes each step of its way. */
export const onboardingWanted = {
  require: ['opened'],
  record: ['checking', 'cleared'],
  clear: ['checking'],
  stop: ['opened', 'checking'],
  go: ['cleared'],
} as const satisfies Readonly<Record<string, readonly OnboardingState[]>>
export type OnboardingStep = keyof typeof onboardingWanted

/** Why an onboarding may not take this step, or null. */
export function onboardingStepRefusal(
  state: OnboardingState,
  step: OnboardingStep,
): 'onboarding_state_wrong' | null {
  const wanted: readonly OnboardingState[] = onboardingWanted[step]
  return wanted.includes(state) ? null : 'onboarding_state_wrong'
}

/** Why somebody cannot be called off, or null: whoever is cleared and has begun leaves by the end of the agreement. */
export function withdrawRefusal(
  { state, startedOn }: Pick<Standing, 'state' | 'startedOn'>,
  today: PlainDate,
): 'onboarding_state_wrong' | null {
  return state === 'cleared' && startedOn > today ? null : onboardingStepRefusal(state, 'stop')
}

/** What is shown for one agreement and not for the person: whoever comes back shows it again. */
export const itemsOfTheAgreement: readonly CheckItem[] = ['signed_agreement', 'legal_status']

const isThere = ({ isRecorded, validUntil }: Check, day: PlainDate) =>
  isRecorded && (validUntil === null || validUntil >= day)

/** What must still be recorded, without the legal status, which somebody assesses. */
export function outstandingOf({ checks, startedOn }: Pick<Standing, 'checks' | 'startedOn'>): CheckItem[] {
  return checks
    .filter((check) => check.item !== 'legal_status' && !isThere(check, startedOn))
    .map(({ item }) => item)
}

/** What must still be there before the person is cleared; empty once they are, or will not come. */
export function missingOf(standing: Standing): MissingItem[] {
  if (standing.state === 'opened') return ['required_checks']
  if (standing.state !== 'checking') return []
  const isUnassessed = standing.checks.some(({ item, isRecorded }) => item === 'legal_status' && !isRecorded)
  return [
    ...outstandingOf(standing),
    ...(isUnassessed ? (['legal_status'] as const) : []),
    ...(standing.hasCost ? [] : (['cost_rate'] as const)),
  ]
}

/** The roles that bring what is missing; once nothing is, those that clear. */
export function actorsOf(kind: Standing['kind'], missing: readonly MissingItem[]): string[] {
  const collectors = kind === 'contractor' ? ['resource-manager', 'procurement'] : ['resource-manager']
  const roles = missing.flatMap((item) => {
    if (item === 'legal_status' || item === 'clearance') return ['legal', 'controller']
    if (item === 'cost_rate') return ['controller']
    return item === 'required_checks' ? ['administrator'] : collectors
  })
  return [...new Set(roles)]
}

/** Who must act next, for somebody who is on the way. */
export function nextActors(standing: Standing): string[] {
  if (standing.state !== 'opened' && standing.state !== 'checking') return []
  const missing = missingOf(standing)
  return actorsOf(standing.kind, missing.length > 0 ? missing : ['clearance'])
}

/** Why a person cannot be cleared, or null. */
export function clearRefusal(
  standing: Standing,
): 'onboarding_incomplete' | 'contractor_deemed_employee' | null {
  if (missingOf(standing).length > 0) return 'onboarding_incomplete'
  return standing.legalStatus === 'deemed_employee' ? 'contractor_deemed_employee' : null
}

/** Why what is recorded is not valid for long enough, or null. An insurance always ends one day. */
export function validityRefusal(
  item: CheckItem,
  validUntil: PlainDate | null,
  startedOn: PlainDate,
): 'check_validity_wrong' | null {
  if (validUntil === null) return item === 'insurance' ? 'check_validity_wrong' : null
  return validUntil < startedOn ? 'check_validity_wrong' : null
}

/** A no to somebody's work on some days, with what the words of the refusal are filled from. */
export interface ClearanceRefusal {
  readonly code:
    | 'person_not_cleared'
    | 'person_not_taken_on'
    | 'agreement_ends_before'
    | 'clearance_ends_before'
    | 'person_leaves_before'
  readonly detail: Readonly<Record<string, unknown>>
}

/**
 * Why somebody may not work until a day, or null. Who is on the way may be planned with (`isPlan`), so that the work they come for is
 * held for them; who was not taken on, and days after the agreement or after what was shown has ended, never.
 */
export function clearanceRefusal(
  person: string,
  standing: Standing,
  day: PlainDate,
  isPlan = false,
): ClearanceRefusal | null {
  const { kind, state, agreementEndsOn: endsOn } = standing
  if (state === 'declined' || state === 'withdrawn')
    return { code: 'person_not_taken_on', detail: { person, state } }
  if (endsOn !== null && endsOn < day)
    return {
      code: 'agreement_ends_before',
      detail: { person, endsOn, day, roles: actorsOf(kind, ['signed_agreement']) },
    }
  if (state === 'opened' || state === 'checking') {
    if (isPlan) return null
    const missing = missingOf(standing)
    const checks = missing.length > 0 ? missing : ['clearance']
    return { code: 'person_not_cleared', detail: { person, checks, roles: nextActors(standing) } }
  }
  const ended = standing.checks.find(({ validUntil }) => validUntil !== null && validUntil < day)
  if (!ended) return null
  const { item, validUntil } = ended
  return {
    code: 'clearance_ends_before',
    detail: { person, checks: [item], validUntil, day, roles: actorsOf(kind, [item]) },
  }
}

/** Months an agreement runs, begun ones counted whole. */
export function agreementMonths(startedOn: PlainDate, endsOn: PlainDate): number {
  const { months, days } = Temporal.PlainDate.from(startedOn).until(
    Temporal.PlainDate.from(endsOn).add({ days: 1 }),
    { largestUnit: 'month' },
  )
  return months + (days > 0 ? 1 : 0)
}
