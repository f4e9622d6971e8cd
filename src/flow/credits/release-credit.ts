import { nextNumbers } from '#engines/documents'
import { adjustInvoice, creditLines, type Invoice } from '#flow/billing'
import { freeCash, lockPaidInvoice } from '#flow/collections'
import { lockContracts } from '#flow/contracts'
import { handle } from '#kernel/handle.ts'
import { formatMoney, money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { release } from './contract.ts'
import { type CreditNoteRow, lockCreditNote } from './credit-note-table.ts'
import { loadCredit } from './credited-content.ts'
import { giveBack } from './give-back.ts'
import { postCredit } from './post-credit.ts'

/**
 * Cash that paid what is credited is freed first; then the books, the invoice, the work and the revenue follow in one
 * transaction. Receipts are locked before the invoice, and that before its contract.
 */
export const releaseCredit = handle(release, async (ctx, { creditNoteId }) => {
  const { tx } = ctx
  const note = await lockCreditNote(tx, creditNoteId)
  ctx.checkRevision(note.revision)
  if (note.state !== 'proposed')
    throw new Refused('credit_note_not_proposed', { creditNoteId, state: note.state })
  const before = await lockPaidInvoice(tx, note.invoiceId)
  await lockContracts(tx, [note.contractId])
  const creditedOn = ctx.call.today > before.invoiceDate ? ctx.call.today : before.invoiceDate
  const [number = ''] = await nextNumbers(
    ctx,
    { book: note.entityCode, series: 'credit_note' },
    creditedOn,
    1,
  )
  const freed = await freeCash(ctx, before, note.grossMinor, `Credit note ${number}`)
  refuseOver(note, freed.invoice)
  const credit = await loadCredit(ctx, { ...note, number, creditedOn }, freed.invoice)
  const functionalMinor = await postCredit(ctx, credit)
  await giveBack(ctx, credit)
  await creditLines(
    tx,
    note.invoiceId,
    credit.lines.map(({ line, minor }) => ({ lineNo: line.lineNo, netMinor: minor })),
    credit.taxes,
  )
  const invoice = await adjustInvoice(ctx, freed.invoice, {
    id: creditNoteId,
    kind: 'credit',
    adjustedOn: creditedOn,
    grossMinor: note.grossMinor,
    taxMinor: note.taxMinor,
    functionalMinor,
  })
  const revision = note.revision + 1
  await numberNote(tx, creditNoteId, { number, creditedOn, revision })
  return {
    output: {
      creditNoteId,
      state: 'released' as const,
      revision,
      number,
      gross: money(note.grossMinor, note.currency),
      invoiceOpen: money(invoice.openMinor, note.currency),
    },
    touched: [...touchedBy({ ...note, number }, before, invoice), ...freed.touched],
    events: [releasedEvent({ ...note, number }, invoice), ...freed.events],
  }
})

/** What was written off is not owed any more, so it cannot be credited, either. */
function refuseOver(note: CreditNoteRow, { openMinor, writtenOffMinor }: Invoice): void {
  if (note.grossMinor <= openMinor) return
  const inWords = (minor: bigint) => `${formatMoney(money(minor, note.currency))} ${note.currency}`
  throw new Refused('credit_over_written_off', {
    number: note.invoiceNumber,
    writtenOff: inWords(writtenOffMinor),
    free: inWords(openMinor),
    asked: inWords(note.grossMinor),
  })
}

function numberNote(
  tx: Tx,
  creditNoteId: string,
  { number, creditedOn, revision }: { number: string; creditedOn: string; revision: number },
): Promise<number> {
  return tx.run(sql`
    update credits.credit_note
    set state = 'released', number = ${number}, credited_on = ${creditedOn}, revision = ${revision}
    where tenant_id = kernel.tenant_id() and id = ${creditNoteId}`)
}

function touchedBy(note: CreditNoteRow, before: Invoice, after: Invoice) {
  return [
    {
      type: 'credit_note',
      id: note.id,
      before: { state: 'proposed' },
      after: { state: 'released', number: note.number },
    },
    {
      type: 'invoice',
      id: before.id,
      before: { state: before.state, openMinor: before.openMinor },
      after: { state: after.state, openMinor: after.openMinor, creditedMinor: after.creditedMinor },
    },
    { type: 'contract', id: note.contractId },
  ]
}

function releasedEvent(note: CreditNoteRow, invoice: Invoice) {
  return {
    type: 'credits.released',
    key: note.id,
    payload: {
      creditNoteId: note.id,
      number: note.number,
      invoiceId: invoice.id,
      invoiceNumber: invoice.number,
      contractId: note.contractId,
      clientId: note.clientId,
      invoiceState: invoice.state,
    },
  }
}
