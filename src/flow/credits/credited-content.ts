/** What a credit note takes back, with everything the books and the rooms before must know of it. */
import { type BilledLine, billedOf, type Invoice } from '#flow/billing'
import { concede, type GivenUp } from '#flow/revenue'
import type { Context } from '#kernel/handle.ts'
import { money, prorate } from '#kernel/money.ts'
import { type CreditedLine, shareOf, sum } from './credit-note.ts'
import { type CreditNoteRow, linesOf, type NoteTax, taxesOf } from './credit-note-table.ts'

/** A credit note on its way into the books, of an invoice that is locked and has so much open. */
export interface Credit {
  readonly note: CreditNoteRow & { readonly number: string; readonly creditedOn: string }
  readonly invoice: Invoice
  readonly lines: readonly (CreditedLine & { readonly id: string; readonly functionalMinor: bigint })[]
  readonly taxes: readonly NoteTax[]
  /** Prices that are given up, by contract line. */
  readonly givenUp: readonly GivenUp[]
}

/** Reads it, and takes what is given up of prices out of the plan of revenue. */
export async function loadCredit(ctx: Context, note: Credit['note'], invoice: Invoice): Promise<Credit> {
  const [billed, parts, taxes] = await Promise.all([
    billedOf(ctx.tx, invoice.id),
    linesOf(ctx.tx, note.id),
    taxesOf(ctx.tx, note.id),
  ])
  const byNo = new Map(billed.lines.map((line) => [line.lineNo, line]))
  const lines = parts.map(({ id, lineNo, netMinor }) => {
    const line = byNo.get(lineNo)
    if (!line) throw new Error(`credit note ${note.id} names line ${lineNo}, which is not on its invoice`)
    const part = { line, minor: netMinor }
    return { ...part, id, functionalMinor: bookedValue(invoice, part) }
  })
  const prices = note.billableAgain ? [] : lines.filter(({ line }) => line.kind !== 'time')
  const givenUp = await concede(
    ctx,
    { id: note.id, contractId: note.contractId, on: note.creditedOn, currency: note.currency },
    [...Map.groupBy(prices, ({ line }) => line.contractLineId)].map(([contractLineId, of]) => ({
      contractLineId,
      milestoneIds: of.flatMap(({ line }) => line.milestoneId ?? []),
      minor: sum(of.map(({ minor }) => minor)),
      functionalMinor: sum(of.map(({ functionalMinor }) => functionalMinor)),
    })),
  )
  return { note, invoice, lines, taxes, givenUp }
}

/** Work is worth what it was accrued with, a price what it was on the day of the invoice, in the entity's currency. */
function bookedValue(invoice: Invoice, part: CreditedLine): bigint {
  return shareOf(wholeValue(invoice, part.line), part)
}

function wholeValue(invoice: Invoice, line: BilledLine): bigint {
  return line.kind === 'time' ? line.accruedFunctionalMinor : atInvoiceRate(invoice, line.netMinor)
}

/** What an amount of an invoice is worth at the rate of its day. */
export function atInvoiceRate(invoice: Invoice, minor: bigint): bigint {
  return prorate(money(invoice.functionalGrossMinor ?? 0n, ''), minor, invoice.grossMinor).minor
}
