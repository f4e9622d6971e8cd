import { enqueue } from '#engines/exchange'
import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { deliver } from './contract.ts'
import { isPosted } from './invoice.ts'
import { lockInvoice } from './invoice-table.ts'
import { SEND_INVOICE } from './send-invoice.ts'

export const deliverInvoice = handle(deliver, async (ctx, { invoiceId }) => {
  const { clientId, state } = await lockInvoice(ctx.tx, invoiceId)
  if (!isPosted(state)) throw new Refused('invoice_not_posted', { invoiceId, state })
  const client = await ctx.tx.one(sql<{ name: string; email: string }>`
    select name, invoice_email as email
    from clients.client
    where tenant_id = kernel.tenant_id() and id = ${clientId}`)
  if (client.email === '') throw new Refused('invoice_email_missing', { client: client.name })
  await enqueue(ctx, [
    {
      kind: SEND_INVOICE,
      key: `${SEND_INVOICE}:${invoiceId}`,
      payload: { invoiceId },
      subject: { objectType: 'invoice', objectId: invoiceId },
    },
  ])
  return { output: { invoiceId, to: client.email }, touched: [{ type: 'invoice', id: invoiceId }] }
})
