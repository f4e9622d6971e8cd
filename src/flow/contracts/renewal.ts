/** Rules of a renewal. Pure: no database, no clock. */
import { addDays, type PlainDate } from '#kernel/dates.ts'
import { money, parseDecimal, prorate } from '#kernel/money.ts'
import { type FeePeriod, feePeriodCount, feePeriods } from './terms.ts'

export type RenewalState = 'due' | 'renewing' | 'renewed' | 'changing' | 'ending'

/** In which states a renewal takes each step of its way. */
export const renewalWanted = {
  decide: ['due'],
  reopen: ['renewing'],
  apply: ['renewing'],
  tell: ['renewed', 'ending'],
} as const satisfies Readonly<Record<string, readonly RenewalState[]>>

/** Why a renewal may not take this step, or null. */
export function renewalStepRefusal(
  state: RenewalState,
  step: keyof typeof renewalWanted,
): 'renewal_state_wrong' | null {
  const wanted: readonly RenewalState[] = renewalWanted[step]
  return wanted.includes(state) ? null : 'renewal_state_wrong'
}

/** What each decision makes of a renewal. */
export const decided = { renew: 'renewing', change: 'changing', end: 'ending' } as const

interface Decision {
  readonly decision: keyof typeof decided
  readonly endsOn: PlainDate | null
  readonly termEndsOn: PlainDate
  readonly upliftPercent: string
}

/** Why a decision is none, or null: what is renewed goes on to a later day, and costs something. */
export function decisionRefusal({ decision, endsOn, termEndsOn, upliftPercent }: Decision): string | null {
  if (decision !== 'renew') return null
  if (endsOn === null) return 'renewal_needs_end'
  if (endsOn <= termEndsOn) return 'renewal_ends_early'
  const uplift = parseDecimal(upliftPercent, 4)
  return uplift === null || uplift <= -1_000_000n || uplift > 10_000_000n ? 'renewal_uplift_wrong' : null
}

interface Line {
  readonly startsOn: PlainDate
  readonly endsOn: PlainDate
  readonly priceMinor: bigint
}

/** What a line costs more: its fee a month with the uplift, for each calendar month it did not touch before. */
export function addedPrice(line: Line, endsOn: PlainDate, upliftPercent: string, currency: string): bigint {
  const before = feePeriodCount(line.startsOn, line.endsOn)
  const added = feePeriodCount(line.startsOn, endsOn) - before
  const uplift = parseDecimal(upliftPercent, 4) ?? 0n
  return prorate(
    money(line.priceMinor, currency),
    BigInt(added) * (1_000_000n + uplift),
    BigInt(before) * 1_000_000n,
  ).minor
}

/** The periods the added price is billed in. */
export const addedPeriods = (
  line: Line,
  endsOn: PlainDate,
  addedMinor: bigint,
  currency: string,
): FeePeriod[] => feePeriods(addDays(line.endsOn, 1), endsOn, addedMinor, currency)
