/** The days on which somebody works here: this time, and the times before they left and came back. Pure. */
import type { PlainDate } from '#kernel/dates.ts'
import type { ClearanceRefusal } from './onboarding.ts'

/** The days from one to another, both included. */
export interface Period {
  readonly startedOn: PlainDate
  readonly endedOn: PlainDate
}

/** What is known of the days of a person. */
export interface Employment {
  readonly startedOn: PlainDate
  readonly endedOn: PlainDate | null
  /** The oldest first. */
  readonly earlierPeriods: readonly Period[]
}

const earlierOn = ({ earlierPeriods }: Employment, day: PlainDate) =>
  earlierPeriods.find(({ startedOn, endedOn }) => startedOn <= day && day <= endedOn)

/** Does somebody work here on a day? */
export function isEmployedOn(person: Employment, day: PlainDate): boolean {
  const isNow = day >= person.startedOn && (person.endedOn === null || day <= person.endedOn)
  return isNow || earlierOn(person, day) !== undefined
}

/** Of the onboardings of a person, the oldest first, the one that counts on a day: none for a time before there were any. */
export function onboardingOn<O extends { readonly startedOn: PlainDate }>(
  person: Employment,
  onboardings: readonly O[],
  day: PlainDate,
): O | undefined {
  const earlier = earlierOn(person, day)
  if (!earlier) return onboardings.at(-1)
  return onboardings.findLast(({ startedOn }) => startedOn === earlier.startedOn)
}

/** Why somebody who leaves, or has left and is not back yet, may not work until a day; or null. */
export function leavingRefusal(name: string, person: Employment, day: PlainDate): ClearanceRefusal | null {
  if (isEmployedOn(person, day)) return null
  const ends = [...person.earlierPeriods.map(({ endedOn }) => endedOn), person.endedOn]
  const endedOn = ends.findLast((end) => end !== null && end < day)
  return endedOn ? { code: 'person_leaves_before', detail: { person: name, endedOn, day } } : null
}

/** Why somebody cannot begin again on a day, or null: who is here goes on, and nobody begins before they have left. */
export function returnRefusal(
  { endedOn }: Pick<Employment, 'endedOn'>,
  startedOn: PlainDate,
  isUnderWay: boolean,
): 'person_not_gone' | 'return_too_early' | null {
  if (isUnderWay || endedOn === null) return 'person_not_gone'
  return startedOn <= endedOn ? 'return_too_early' : null
}
