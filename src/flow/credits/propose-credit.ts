import { billedOf, isPosted, lockInvoices } from '#flow/billing'
import { handle } from '#kernel/handle.ts'
import { formatMoney, type Money, money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { propose } from './contract.ts'
import { linesToCredit } from './credit-note.ts'
import { writeProposal } from './write-proposal.ts'

const inWords = (amount: Money) => `${formatMoney(amount)} ${amount.currency}`

/** One waits at a time, so what is left of the lines stays left until it is decided. */
export const proposeCredit = handle(propose, async (ctx, { invoiceId, reason, lines: asked, cause }) => {
  const [invoice] = await lockInvoices(ctx.tx, [invoiceId])
  if (!invoice) throw new Refused('invoice_not_found', { invoiceId })
  const { number, currency, state } = invoice
  if (!isPosted(state)) throw new Refused('invoice_not_creditable', { invoiceId, state })
  if (asked?.some(({ amount }) => amount !== undefined && amount.currency !== currency))
    throw new Refused('credit_currency_mismatch', { number, expected: currency })
  const billed = await billedOf(ctx.tx, invoiceId)
  const lines = linesToCredit(billed.lines, asked)
  if ('refusal' in lines) {
    const { refusal, lineNo, leftMinor, askedMinor } = lines
    const of = (minor: bigint) => inWords(money(minor, currency))
    throw new Refused(refusal, { number, lineNo, left: of(leftMinor), asked: of(askedMinor) })
  }
  return writeProposal(ctx, { invoice, billed, lines, reason, cause, disputeId: null })
})
