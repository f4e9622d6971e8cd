import { localeFormat, storeFile } from '#engines/documents'
import { composeMail, enqueue, MAIL } from '#engines/exchange'
import { entityById } from '#flow/firm'
import { type Context, handle } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { markSent as contract } from './contract.ts'
import { isPosted } from './invoice.ts'
import { type Invoice, lockInvoice } from './invoice-table.ts'

export const markSent = handle(contract, async (ctx, { invoiceId, contentBase64 }) => {
  const before = await lockInvoice(ctx.tx, invoiceId)
  if (!isPosted(before.state)) throw new Refused('invoice_not_posted', { invoiceId, state: before.state })
  const { fileId } = await storeFile(
    ctx,
    {
      name: `${before.number}.pdf`,
      mediaType: 'application/pdf',
      bytes: Buffer.from(contentBase64, 'base64'),
    },
    { objectType: 'invoice', objectId: invoiceId, role: 'invoice' },
  )
  await mailInvoice(ctx, before, fileId)
  // A payment may have come before the mail went out; then the invoice stays what it is.
  const state = before.state === 'posted' ? ('sent' as const) : before.state
  const revision = before.revision + 1
  await ctx.tx.run(sql`
    update billing.invoice
    set state = ${state}, file_id = ${fileId}, revision = ${revision}
    where tenant_id = kernel.tenant_id() and id = ${invoiceId}`)
  return {
    output: { invoiceId, state, revision, fileId },
    touched: [{ type: 'invoice', id: invoiceId, before: { state: before.state }, after: { state, fileId } }],
    events: [{ type: 'billing.invoiceSent', key: invoiceId, payload: { invoiceId, number: before.number } }],
  }
})

const words = {
  en: {
    subject: (number: string, firm: string) => `Invoice ${number} from ${firm}`,
    body: (number: string, amount: string, due: string) =>
      `Please find attached our invoice ${number} over ${amount}, due on ${due}.`,
  },
  de: {
    subject: (number: string, firm: string) => `Rechnung ${number} von ${firm}`,
    body: (number: string, amount: string, due: string) =>
      `Anbei erhalten Sie unsere Rechnung ${number} über ${amount}, fällig am ${due}.`,
  },
} as const

async function mailInvoice(ctx: Context, invoice: Invoice, fileId: string): Promise<void> {
  const client = await ctx.tx.one(sql<{ name: string; email: string; locale: string }>`
    select name, invoice_email as email, locale
    from clients.client
    where tenant_id = kernel.tenant_id() and id = ${invoice.clientId}`)
  if (client.email === '') throw new Refused('invoice_email_missing', { client: client.name })
  const { legalName } = await entityById(ctx.tx, invoice.entityId)
  const language = client.locale.startsWith('de') ? 'de' : 'en'
  const number = invoice.number ?? ''
  const format = localeFormat(client.locale)
  const amount = format.money(money(invoice.grossMinor, invoice.currency))
  await enqueue(ctx, [
    {
      kind: MAIL,
      key: `${MAIL}:invoice:${invoice.id}`,
      payload: {
        to: [{ name: client.name, address: client.email }],
        ...composeMail({
          language,
          subject: words[language].subject(number, legalName),
          paragraphs: [words[language].body(number, amount, format.date(invoice.dueDate))],
          signature: [legalName],
        }),
        attachments: [{ fileId }],
      },
      subject: { objectType: 'invoice', objectId: invoice.id },
    },
  ])
}
