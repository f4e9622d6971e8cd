import { localeFormat, storeFile } from '#engines/documents'
import { composeMail, enqueue, MAIL } from '#engines/exchange'
import { clientById } from '#flow/clients'
import { entityById } from '#flow/firm'
import { type Context, handle } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { markSent as contract } from './contract.ts'
import { type CreditNoteRow, lockCreditNote } from './credit-note-table.ts'

export const markSent = handle(contract, async (ctx, { creditNoteId, contentBase64 }) => {
  const before = await lockCreditNote(ctx.tx, creditNoteId)
  const { number, state } = before
  if (number === null) throw new Refused('credit_note_not_released', { creditNoteId, state })
  const { fileId } = await storeFile(
    ctx,
    { name: `${number}.pdf`, mediaType: 'application/pdf', bytes: Buffer.from(contentBase64, 'base64') },
    { objectType: 'credit_note', objectId: creditNoteId, role: 'credit_note' },
  )
  await mailNote(ctx, { ...before, number }, fileId)
  const revision = before.revision + 1
  await ctx.tx.run(sql`
    update credits.credit_note
    set state = 'sent', file_id = ${fileId}, revision = ${revision}
    where tenant_id = kernel.tenant_id() and id = ${creditNoteId}`)
  return {
    output: { creditNoteId, state: 'sent' as const, revision, fileId },
    touched: [{ type: 'credit_note', id: creditNoteId, before: { state }, after: { state: 'sent', fileId } }],
    events: [{ type: 'credits.sent', key: creditNoteId, payload: { creditNoteId, number } }],
  }
})

const words = {
  en: {
    subject: (number: string, firm: string) => `Credit note ${number} from ${firm}`,
    body: (number: string, amount: string, invoice: string) =>
      `Please find attached our credit note ${number} over ${amount}, which corrects invoice ${invoice}.`,
  },
  de: {
    subject: (number: string, firm: string) => `Rechnungskorrektur ${number} von ${firm}`,
    body: (number: string, amount: string, invoice: string) =>
      `Anbei erhalten Sie unsere Rechnungskorrektur ${number} über ${amount} zur Rechnung ${invoice}.`,
  },
} as const

async function mailNote(
  ctx: Context,
  note: CreditNoteRow & { readonly number: string },
  fileId: string,
): Promise<void> {
  const client = await clientById(ctx.tx, note.clientId)
  if (client.invoiceEmail === '') throw new Refused('invoice_email_missing', { client: client.name })
  const { legalName } = await entityById(ctx.tx, note.entityId)
  const language = client.locale.startsWith('de') ? 'de' : 'en'
  const amount = localeFormat(client.locale).money(money(note.grossMinor, note.currency))
  await enqueue(ctx, [
    {
      kind: MAIL,
      key: `${MAIL}:credit_note:${note.id}`,
      payload: {
        to: [{ name: client.name, address: client.invoiceEmail }],
        ...composeMail({
          language,
          subject: words[language].subject(note.number, legalName),
          paragraphs: [words[language].body(note.number, amount, note.invoiceNumber)],
          signature: [legalName],
        }),
        attachments: [{ fileId }],
      },
      subject: { objectType: 'credit_note', objectId: note.id },
    },
  ])
}
