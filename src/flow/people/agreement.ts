/** The end of an agreement, and a later one that waits for approval. Pure. */
import type { PlainDate } from '#kernel/dates.ts'
import { Refused } from '#kernel/refusal.ts'
import type { OnboardingRow } from './onboarding-table.ts'

/** The last day of an agreement that has one and of which no later is proposed. */
export function settledEnd({
  personName: person,
  agreementEndsOn,
  proposedEndsOn,
}: OnboardingRow): PlainDate {
  if (agreementEndsOn === null) throw new Refused('agreement_has_no_end', { person })
  if (proposedEndsOn !== null) throw new Refused('extension_under_approval', { person, proposedEndsOn })
  return agreementEndsOn
}

/** The later end that waits for approval; refuses `extension_not_proposed`. */
export function proposedEnd({ personName: person, proposedEndsOn }: OnboardingRow): PlainDate {
  if (proposedEndsOn === null) throw new Refused('extension_not_proposed', { person })
  return proposedEndsOn
}
