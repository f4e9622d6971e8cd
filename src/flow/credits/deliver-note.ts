import { enqueue } from '#engines/exchange'
import { clientById } from '#flow/clients'
import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { deliver } from './contract.ts'
import { lockCreditNote } from './credit-note-table.ts'
import { SEND_CREDIT_NOTE } from './send-note.ts'

export const deliverNote = handle(deliver, async (ctx, { creditNoteId }) => {
  const { clientId, number, state } = await lockCreditNote(ctx.tx, creditNoteId)
  if (number === null) throw new Refused('credit_note_not_released', { creditNoteId, state })
  const { name, invoiceEmail } = await clientById(ctx.tx, clientId)
  if (invoiceEmail === '') throw new Refused('invoice_email_missing', { client: name })
  await enqueue(ctx, [
    {
      kind: SEND_CREDIT_NOTE,
      key: `${SEND_CREDIT_NOTE}:${creditNoteId}`,
      payload: { creditNoteId },
      subject: { objectType: 'credit_note', objectId: creditNoteId },
    },
  ])
  return { output: { creditNoteId, to: invoiceEmail }, touched: [{ type: 'credit_note', id: creditNoteId }] }
})
