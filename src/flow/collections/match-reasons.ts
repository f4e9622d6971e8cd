/** Why a receipt has one answer, or none: by code, so that every surface can say it in its own language. */
export const matchReasons = {
  all_allocated: 'All of the receipt is allocated already.',
  none_open: 'The reference names no invoice, and none is open in {currency}.',
  other_entity: 'The reference names {numbers}, which another entity has billed.',
  other_currency: 'The reference names {numbers}, which is in {billed}; the receipt is in {currency}.',
  already_paid: 'The reference names {numbers}, which is paid already.',
  named_exactly: 'The reference names {numbers}, open with exactly {amount}.',
  named_left_over: 'The reference names {numbers}, open with {open}; {left} are left over.',
  named_too_little: 'The reference names {numbers}, open with {open} together; {amount} do not pay them all.',
  named_in_part: 'The reference names {numbers}; {amount} pay a part of the {open} that are open.',
  one_exactly: 'Only {numbers} is open with exactly {amount}.',
  several_exactly: '{numbers} are each open with exactly {amount}; the reference does not say which.',
  too_many: 'The reference names no invoice, and {count} open ones have too many combinations to be sure.',
  no_combination:
    'The reference names no invoice, and no open invoice nor combination of them is exactly {amount}.',
  several_combinations: 'Several combinations of open invoices sum up to {amount}: {numbers}, or {others}.',
  one_combination: 'Only {numbers} sum up to exactly {amount}.',
} as const

export type MatchCode = keyof typeof matchReasons

/** A code with what its sentence is filled with; amounts as `12.50 EUR`. */
export interface MatchReason {
  readonly code: MatchCode
  readonly values: Readonly<Record<string, string>>
}

/** The reason as a sentence, in English. */
export const sentenceOf = ({ code, values }: MatchReason): string =>
  matchReasons[code].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
