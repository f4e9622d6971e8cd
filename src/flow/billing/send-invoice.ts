/** The effect that renders an invoice; its result is stored, mailed and recorded by the command it brings back. */
import { renderInvoice } from '#engines/documents'
import { delivers, Undeliverable } from '#engines/exchange'
import { inTransaction } from '#kernel/run.ts'
import { invoiceDocument } from './invoice-document.ts'

export const SEND_INVOICE = 'billing.sendInvoice'

/** Rendering is deterministic: a second attempt makes the same bytes, so storing them twice is storing them once. */
export const sendInvoice = delivers(SEND_INVOICE, async (effect, { house, call }) => {
  const invoiceId = (effect.payload as { invoiceId?: unknown } | null)?.invoiceId
  if (typeof invoiceId !== 'string') throw new Undeliverable('the effect names no invoice')
  const document = await inTransaction(house.pool, 'begin read only', async (tx) => {
    await tx.openTenant(call.tenantId)
    return invoiceDocument(tx, invoiceId)
  })
  const bytes = await renderInvoice(document)
  return {
    command: 'billing.markSent',
    input: { invoiceId, contentBase64: Buffer.from(bytes).toString('base64') },
  }
})
