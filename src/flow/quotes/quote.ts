/** States of a quote. Pure: no database, no clock. */
import type { PlainDate } from '#kernel/dates.ts'

export type QuoteState = 'draft' | 'active' | 'won' | 'lost' | 'revised'

interface Standing {
  readonly state: QuoteState
  readonly validUntil: PlainDate
}

/** Why a quote may not be changed, or null. */
export function changeRefusal({ state }: Standing): 'quote_not_draft' | null {
  return state === 'draft' ? null : 'quote_not_draft'
}

/** Why a quote may not go out to the client, or null. */
export function activationRefusal(
  quote: Standing,
  today: PlainDate,
): 'quote_not_draft' | 'quote_expired' | null {
  return changeRefusal(quote) ?? (quote.validUntil < today ? 'quote_expired' : null)
}

/** Why a quote may not be accepted, or null. It may be accepted on its last day. */
export function acceptanceRefusal(
  quote: Standing,
  today: PlainDate,
): 'quote_not_active' | 'quote_expired' | null {
  return withdrawalRefusal(quote) ?? (quote.validUntil < today ? 'quote_expired' : null)
}

/** Why a quote may not be lost or revised, or null: it must be out with the client, expired or not. */
export function withdrawalRefusal({ state }: Standing): 'quote_not_active' | null {
  return state === 'active' ? null : 'quote_not_active'
}
