/** The effect that renders a credit note; its result is stored, mailed and recorded by the command it brings back. */
import { type InvoiceDocument, renderInvoice } from '#engines/documents'
import { delivers, Undeliverable } from '#engines/exchange'
import { correctionDocument } from '#flow/billing'
import { inTransaction } from '#kernel/run.ts'
import type { Tx } from '#kernel/sql.ts'
import { creditNoteById, linesOf, taxesOf } from './credit-note-table.ts'

export const SEND_CREDIT_NOTE = 'credits.sendNote'

/** The document of a released credit note, in the language of the client. Refuses with `credit_note_not_found`. */
export async function creditNoteDocument(tx: Tx, creditNoteId: string): Promise<InvoiceDocument> {
  const note = await creditNoteById(tx, creditNoteId)
  const [lines, taxes] = await Promise.all([linesOf(tx, creditNoteId), taxesOf(tx, creditNoteId)])
  if (note.number === null || note.creditedOn === null)
    throw new Undeliverable(`credit note ${creditNoteId} is not released`)
  return correctionDocument(tx, note.invoiceId, {
    number: note.number,
    issuedOn: note.creditedOn,
    reason: note.reason,
    lines: new Map(lines.map(({ lineNo, netMinor }) => [lineNo, netMinor])),
    taxes: new Map(taxes.map(({ taxCode, netMinor, taxMinor }) => [taxCode, { netMinor, taxMinor }])),
  })
}

/** Rendering is deterministic: a second attempt makes the same bytes, so storing them twice is storing them once. */
export const sendNote = delivers(SEND_CREDIT_NOTE, async (effect, { house, call }) => {
  const creditNoteId = (effect.payload as { creditNoteId?: unknown } | null)?.creditNoteId
  if (typeof creditNoteId !== 'string') throw new Undeliverable('the effect names no credit note')
  const document = await inTransaction(house.pool, 'begin read only', async (tx) => {
    await tx.openTenant(call.tenantId)
    return creditNoteDocument(tx, creditNoteId)
  })
  const bytes = await renderInvoice(document)
  return {
    command: 'credits.markSent',
    input: { creditNoteId, contentBase64: Buffer.from(bytes).toString('base64') },
  }
})
