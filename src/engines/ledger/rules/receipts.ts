/** What cash does. */
import type { NewLine } from '../entry.ts'
import {
  type About,
  credit,
  debit,
  postingRule,
  type Valued,
  withExchangeDifference,
} from './posting-rule.ts'

/** Lines that change one currency into another at what the first is worth: each currency sums to zero on its own. */
function exchangeLines(paid: Valued, settled: Valued, about: About): NewLine[] {
  if (paid.amount.currency === settled.amount.currency) return []
  return [
    credit('currency_exchange', paid, about),
    debit('currency_exchange', { amount: settled.amount, functional: paid.functional }, about),
  ]
}

/**
 * Cash settles receivables. The receivable leaves at the rate it was booked with, the cash comes at the rate of its
 * day; the difference is realised (IAS 21.28). The bank may take another currency than the receivable is in.
 */
export const receivableSettled = postingRule(
  'receivable_settled',
  (facts: {
    readonly received: Valued
    readonly settled: Valued
    /** What the receivable side is about; its document is the one that is settled. */
    readonly about: About
  }) => {
    const { received, settled, about } = facts
    return withExchangeDifference(
      [
        debit('bank', received, about),
        ...exchangeLines(received, settled, about),
        credit('receivable', settled, about),
      ],
      settled.amount.currency,
      about,
    )
  },
)

/** Cash nobody has matched yet is owed to the customer; cash for a contract nobody was billed for is its liability. */
export const receiptUnapplied = postingRule(
  'receipt_unapplied',
  (facts: {
    readonly received: Valued
    readonly owedAs: 'unapplied_cash' | 'contract_liability'
    readonly about: About
  }) => [debit('bank', facts.received, facts.about), credit(facts.owedAs, facts.received, facts.about)],
)

/** Cash that waited is applied to a receivable; both leave at the value they were booked with. */
export const unappliedSettled = postingRule(
  'unapplied_settled',
  (facts: { readonly unapplied: Valued; readonly settled: Valued; readonly about: About }) => {
    const { unapplied, settled, about } = facts
    return withExchangeDifference(
      [
        debit('unapplied_cash', unapplied, about),
        ...exchangeLines(unapplied, settled, about),
        credit('receivable', settled, about),
      ],
      settled.amount.currency,
      about,
    )
  },
)
