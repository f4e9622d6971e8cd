/** A credit note as it is proposed, whoever asked for it: its amounts, its rows, and what is told of it. */
import { handsIn } from '#engines/access'
import type { BilledLine, BilledTax, Invoice } from '#flow/billing'
import { worthForLimits } from '#flow/opportunities'
import type { Context } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { formatMoney, money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { billedAgain, type CreditCause, type CreditedLine, sum, taxesToCredit } from './credit-note.ts'
import { creditNoteById, insertCreditNote } from './credit-note-table.ts'

interface Proposal {
  readonly invoice: Invoice
  readonly billed: { readonly lines: readonly BilledLine[]; readonly taxes: readonly BilledTax[] }
  readonly lines: readonly CreditedLine[]
  readonly reason: string
  readonly cause: CreditCause
  readonly disputeId: string | null
}

/** Of an invoice that is locked. Refuses `nothing_to_credit`, `credit_waits` and `exchange_rate_missing`. */
export async function writeProposal(ctx: Context, proposal: Proposal) {
  const { invoice, billed, lines, reason, cause, disputeId } = proposal
  const billableAgain = billedAgain[cause]
  const { id: invoiceId, number, currency } = invoice
  if (lines.length === 0) throw new Refused('nothing_to_credit', { number })
  const taxes = taxesToCredit(billed, lines)
  const netMinor = sum(lines.map(({ minor }) => minor))
  const taxMinor = sum(taxes.map((tax) => tax.taxMinor))
  const creditNoteId = newId()
  const note = { id: creditNoteId, invoiceId, reason, cause, billableAgain, disputeId, netMinor, taxMinor }
  if (!(await insertCreditNote(ctx.tx, { ...note, proposedAt: ctx.call.now }, lines, taxes)))
    throw new Refused('credit_waits', { number })
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
        after: { state: 'proposed', invoiceId, disputeId, reason, cause, grossMinor: gross.minor },
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
          amountUsd: formatMoney(await worthForLimits(ctx.tx, gross, ctx.call.today)),
          reason,
          cause,
          // Everybody whose hand is in it, so that none of them is asked to approve it.
          proposedBy: handsIn(ctx.call),
        },
      },
    ],
  }
}
