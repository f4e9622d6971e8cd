/** Which price holds on a day. Pure. */
import type { PlainDate } from '#kernel/dates.ts'

/** A price of an hour from a day on. */
export interface PricedFrom {
  readonly validFrom: PlainDate
  readonly amount: string
}

export type Verdict = 'applies' | 'superseded' | 'not_yet_valid'

/** Every price, newest first, with what became of it: the newest that has begun applies. */
export function judgeRates<P extends PricedFrom>(
  rates: readonly P[],
  day: PlainDate,
): (P & { verdict: Verdict })[] {
  const newestFirst = [...rates].sort((one, other) => (one.validFrom < other.validFrom ? 1 : -1))
  const applying = newestFirst.find(({ validFrom }) => validFrom <= day)
  return newestFirst.map((one) => ({ ...one, verdict: verdictOf(one, applying, day) }))
}

function verdictOf(one: PricedFrom, applying: PricedFrom | undefined, day: PlainDate): Verdict {
  if (one.validFrom > day) return 'not_yet_valid'
  return one === applying ? 'applies' : 'superseded'
}
