import { billedOf, isPosted, lockInvoices } from '#flow/billing'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { formatMoney, type Money, money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { propose } from './contract.ts'
import { linesToCredit, sum, taxesToCredit } from './credit-note.ts'
import { creditNoteById, insertCreditNote } from './credit-note-table.ts'

const inWords = (amount: Money) => `${formatMoney(amount)} ${amount.currency}`

/** One waits at a time, so what is left of the lines stays left until it is decided. */
export const proposeCredit = handle(
  propose,
  async (ctx, { invoiceId, reason, lines: asked, billableAgain }) => {
    const [invoice] = await lockInvoices(ctx.tx, [invoiceId])
    if (!invoice) throw new Refused('invoice_not_found', { invoiceId })
    const { number, currency, state } = invoice
    if (!isPosted(state)) throw new Refused('invoice_not_creditable', { invoiceId, state })
    if (asked?.some(({ amount }) => amount !== undefined && amount.currency !== currency))
      throw new Refused('credit_currency_mismatch', { number, expected: currency })
    const billed = await billedOf(ctx.tx, invoiceId)
    const lines = linesToCredit(billed.lines, asked, billableAgain)
    if ('refusal' in lines) {
      const { refusal, lineNo, leftMinor, askedMinor } = lines
      const of = (minor: bigint) => inWords(money(minor, currency))
      throw new Refused(refusal, { number, lineNo, left: of(leftMinor), asked: of(askedMinor) })
    }
    if (lines.length === 0) throw new Refused('nothing_to_credit', { number })
    const taxes = taxesToCredit(billed, lines)
    const netMinor = sum(lines.map(({ minor }) => minor))
    const taxMinor = sum(taxes.map((tax) => tax.taxMinor))
    const creditNoteId = newId()
    const note = {
      id: creditNoteId,
      invoiceId,
      reason,
      billableAgain,
      netMinor,
      taxMinor,
      proposedAt: ctx.call.now,
    }
    if (!(await insertCreditNote(ctx.tx, note, lines, taxes))) throw new Refused('credit_waits', { number })
    const { clientName, entityCode } = await creditNoteById(ctx.tx, creditNoteId)
    const gross = money(netMinor + taxMinor, currency)
    return {
      output: {
        creditNoteId,
        state: 'proposed' as const,
        revision: 1,
        net: money(netMinor, currency),
        tax: money(taxMinor, currency),
        gross,
      },
      touched: [
        {
          type: 'credit_note',
          id: creditNoteId,
          after: { state: 'proposed', invoiceId, reason, billableAgain, grossMinor: gross.minor },
        },
      ],
      events: [
        {
          type: 'credits.proposed',
          key: creditNoteId,
          payload: {
            creditNoteId,
            invoiceId,
            invoiceNumber: number,
            clientName,
            entityCode,
            amount: formatMoney(gross),
            currency,
            reason,
          },
        },
      ],
    }
  },
)
