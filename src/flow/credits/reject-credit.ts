import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { reject } from './contract.ts'
import { lockCreditNote } from './credit-note-table.ts'

export const rejectCredit = handle(reject, async (ctx, { creditNoteId, reason }) => {
  const note = await lockCreditNote(ctx.tx, creditNoteId)
  ctx.checkRevision(note.revision)
  if (note.state !== 'proposed')
    throw new Refused('credit_note_not_proposed', { creditNoteId, state: note.state })
  const revision = note.revision + 1
  await ctx.tx.run(sql`
    update credits.credit_note
    set state = 'rejected', revision = ${revision}
    where tenant_id = kernel.tenant_id() and id = ${creditNoteId}`)
  return {
    output: { creditNoteId, state: 'rejected' as const, revision },
    touched: [
      {
        type: 'credit_note',
        id: creditNoteId,
        before: { state: note.state },
        after: { state: 'rejected', reason },
      },
    ],
    events: [
      {
        type: 'credits.rejected',
        key: creditNoteId,
        payload: { creditNoteId, invoiceId: note.invoiceId, invoiceNumber: note.invoiceNumber, reason },
      },
    ],
  }
})
