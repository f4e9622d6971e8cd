/** States of a quote and of its approval. Pure: no database, no clock. */
import type { PlainDate } from '#kernel/dates.ts'

export type QuoteState = 'draft' | 'active' | 'won' | 'lost' | 'revised'
export type ApprovalState = 'none' | 'asked' | 'approved' | 'returned'

/** What a client may want otherwise than the firm's own terms. */
export interface QuoteTerms {
  readonly paper: 'ours' | 'client'
  readonly liabilityLimit: 'limited' | 'unlimited'
  /** ISO country; null: that of the entity that sells. */
  readonly governingLaw: string | null
  /** Null: those of the client. */
  readonly paymentTermsDays: number | null
  readonly deviations: string
}

interface Standing {
  readonly state: QuoteState
  readonly approval: ApprovalState
  readonly validUntil: PlainDate
}

/** Whether nothing differs from the firm's own terms. */
export function areOwnTerms(terms: QuoteTerms): boolean {
  const { paper, liabilityLimit, governingLaw, paymentTermsDays, deviations } = terms
  const isPlain = governingLaw === null && paymentTermsDays === null && deviations === ''
  return isPlain && paper === 'ours' && liabilityLimit === 'limited'
}

/** Why a quote may not be changed, or null. What people are deciding about stays as it is. */
export function changeRefusal({
  state,
  approval,
}: Pick<Standing, 'state' | 'approval'>): 'quote_not_draft' | 'quote_in_approval' | null {
  if (state !== 'draft') return 'quote_not_draft'
  return approval === 'asked' ? 'quote_in_approval' : null
}

/** Why a quote may not be sent for approval, or null. */
export function submissionRefusal(
  quote: Standing,
  today: PlainDate,
): 'quote_not_draft' | 'quote_in_approval' | 'quote_expired' | null {
  return changeRefusal(quote) ?? (quote.validUntil < today ? 'quote_expired' : null)
}

/** Why nobody may decide about a quote or take it back, or null. */
export function decisionRefusal({ approval }: Pick<Standing, 'approval'>): 'quote_not_in_approval' | null {
  return approval === 'asked' ? null : 'quote_not_in_approval'
}

/**
 * Why a quote may not go out to the client, or null. Terms of the firm's own may go out unapproved, since the deal is
 * approved when it is won; other terms bind the firm by the client's signature alone, and are approved before.
 */
export function activationRefusal(
  quote: Standing & { readonly terms: QuoteTerms },
  today: PlainDate,
): 'quote_not_draft' | 'quote_in_approval' | 'quote_expired' | 'quote_not_approved' | null {
  const refusal = submissionRefusal(quote, today)
  if (refusal || quote.approval === 'approved') return refusal
  return quote.approval === 'none' && areOwnTerms(quote.terms) ? null : 'quote_not_approved'
}

/** Why a quote may not be accepted, or null. It may be accepted on its last day. */
export function acceptanceRefusal(
  quote: Pick<Standing, 'state' | 'validUntil'>,
  today: PlainDate,
): 'quote_not_active' | 'quote_expired' | null {
  return withdrawalRefusal(quote) ?? (quote.validUntil < today ? 'quote_expired' : null)
}

/** Why a quote may not be lost or revised, or null: it must be out with the client, expired or not. */
export function withdrawalRefusal({ state }: Pick<Standing, 'state'>): 'quote_not_active' | null {
  return state === 'active' ? null : 'quote_not_active'
}
