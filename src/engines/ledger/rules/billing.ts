/** What an invoice and a credit note do to the position of a contract. Amounts are as on the document, at its day's rate. */
import type { NewLine } from '../entry.ts'
import {
  type About,
  credit,
  debit,
  nothing,
  postingRule,
  upTo,
  type Valued,
  withExchangeDifference,
  without,
} from './posting-rule.ts'

interface Billed {
  readonly gross: Valued
  readonly tax: Valued
  readonly about: About
}

/** Billing uses up what was earned, at the value it was booked with, and owes the rest as a contract liability. */
function billedLines(document: Billed, earnedRole: string, earned: Valued): NewLine[] {
  const { gross, tax, about } = document
  const net = without(gross, tax)
  const fromEarned = upTo(earned, net.amount.minor)
  const ahead = without(net, upTo(net, fromEarned.amount.minor))
  return withExchangeDifference(
    [
      debit('receivable', gross, about),
      credit(earnedRole, fromEarned, about),
      credit('contract_liability', ahead, about),
      credit('output_tax', tax, about),
    ],
    gross.amount.currency,
    about,
  )
}

/** Work whose revenue was accrued as it was approved is billed; the accrual must cover the net amount. */
export const accrualBilled = postingRule(
  'accrual_billed',
  (facts: Billed & { readonly unbilled: Valued }) => {
    const net = without(facts.gross, facts.tax)
    if (facts.unbilled.amount.minor !== net.amount.minor) {
      throw new Error(
        `an accrual of ${facts.unbilled.amount.minor} does not cover ${net.amount.minor} billed`,
      )
    }
    return billedLines(facts, 'unbilled_receivable', facts.unbilled)
  },
)

/** A fixed price or a part of it is billed before it is earned. */
export const billedInAdvance = postingRule('billed_in_advance', (facts: Billed) =>
  billedLines(facts, 'contract_asset', nothing(facts.gross.amount.currency)),
)

/** A contract that has earned more than it was billed for is billed: its asset first, the excess in advance. */
export const assetBilled = postingRule('asset_billed', (facts: Billed & { readonly asset: Valued }) =>
  billedLines(facts, 'contract_asset', facts.asset),
)

/** A document for accrued work and for a price: the accrual leaves in full, the asset as far as it goes, the rest is owed. */
export const documentBilled = postingRule(
  'document_billed',
  (facts: Billed & { readonly unbilled: Valued; readonly asset: Valued }) => {
    const { gross, tax, unbilled, about } = facts
    const net = without(gross, tax)
    if (unbilled.amount.minor > net.amount.minor) {
      throw new Error(`an accrual of ${unbilled.amount.minor} is more than the ${net.amount.minor} billed`)
    }
    const price = without(net, upTo(net, unbilled.amount.minor))
    const fromAsset = upTo(facts.asset, price.amount.minor)
    const ahead = without(price, upTo(price, fromAsset.amount.minor))
    return withExchangeDifference(
      [
        debit('receivable', gross, about),
        credit('unbilled_receivable', unbilled, about),
        credit('contract_asset', fromAsset, about),
        credit('contract_liability', ahead, about),
        credit('output_tax', tax, about),
      ],
      gross.amount.currency,
      about,
    )
  },
)

/** What a credit note takes back, each part at the value it was booked with as far as that is known. */
interface Credited extends Billed {
  /** Accrued work that is to be billed again. */
  readonly unbilled: Valued
  /** A billed price that is not earned, or is to be billed again. */
  readonly unearned: Valued
  /** What the contract was billed and has not earned yet. */
  readonly liability: Valued
  /** Earned revenue that is given up, by account and by what it was earned with. */
  readonly revenue: readonly { readonly role: string; readonly value: Valued; readonly about: About }[]
}

/**
 * A credit note takes back what is unearned first, then revenue, and the tax with them. Beyond the liability of the
 * contract the unearned part is earned and unbilled again: its asset.
 */
export const credited = postingRule('credited', (facts: Credited) => {
  const { gross, tax, unbilled, unearned, liability, revenue, about } = facts
  const fromLiability = upTo(liability, unearned.amount.minor)
  const beyond = without(unearned, upTo(unearned, fromLiability.amount.minor))
  return withExchangeDifference(
    [
      debit('contract_liability', fromLiability, about),
      debit('contract_asset', beyond, about),
      debit('unbilled_receivable', unbilled, about),
      ...revenue.map((part) => debit(part.role, part.value, part.about)),
      debit('output_tax', tax, about),
      credit('receivable', gross, about),
    ],
    gross.amount.currency,
    about,
  )
})

/** A receivable is given up as not collectable: a loss, less the tax that the state gives back of it (IFRS 9.5.4.4). */
export const creditLost = postingRule(
  'credit_lost',
  ({ lost, tax, about }: { readonly lost: Valued; readonly tax: Valued; readonly about: About }) => [
    debit('output_tax', tax, about),
    debit('credit_loss', without(lost, tax), about),
    credit('receivable', lost, about),
  ],
)
