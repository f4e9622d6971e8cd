/** What quotes refuse, and what to do about it. */
import { refusalTable } from '#kernel/refusal.ts'

export const refusals = refusalTable({
  quote_not_found: { kind: 'not_found', message: 'There is no quote {quoteId}. List them with quotes.list.' },
  quote_not_draft: {
    kind: 'conflict',
    message:
      'Quote {number} version {version} is {state}; only a draft changes. Revise it to get a new draft.',
  },
  quote_not_active: {
    kind: 'conflict',
    message:
      'Quote {number} version {version} is {state}, not active. Only a quote that is out with the client can do this.',
  },
  quote_expired: {
    kind: 'conflict',
    message: 'Quote {number} was valid until {validUntil}. Revise it with a later day.',
  },
  quote_in_approval: {
    kind: 'conflict',
    message:
      'Quote {number} version {version} is with those who approve it. Wait for them, or take it back with quotes.withdraw.',
  },
  quote_not_in_approval: {
    kind: 'conflict',
    message:
      'Quote {number} version {version} is not with those who approve it. Submit it with quotes.submit.',
  },
  quote_not_approved: {
    kind: 'conflict',
    message:
      'Quote {number} version {version} was returned, or its terms are not the firm’s own. Have it approved before it goes out: quotes.submit.',
  },
  quote_currency_mismatch: {
    kind: 'invalid',
    message:
      'Line {line} is in {expected}; its {what} is in {actual}. Give every amount of a line in its currency.',
  },
  quote_amount_not_positive: {
    kind: 'invalid',
    message: 'The {what} of line {line} must be above zero. Correct it.',
  },
  quote_too_large: {
    kind: 'invalid',
    message: 'The quote comes to more than can be kept. Check minutes, rates and fees, or split it.',
  },
  milestones_do_not_sum: {
    kind: 'invalid',
    message: 'The milestones of line {line} sum to {sum}, but its price is {price}. Make them equal.',
  },
  quote_rate_ambiguous: {
    kind: 'invalid',
    message:
      'Line {line} sells {roleCode} at two rates. A role has one rate on a line of time and materials; split the line.',
  },
  rate_card_mismatch: {
    kind: 'invalid',
    message:
      'Rate card {rateCard} is in another currency than line {line}, or belongs to another entity. Choose one that fits.',
  },
  cost_rate_unknown: {
    kind: 'conflict',
    message:
      'Nobody knows what {roleCode} costs at {entityCode}. Give costRate on line {line}, or record cost rates of people.',
  },
})
