import { handle } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { confirm } from './contract.ts'
import { confirmRefusal } from './invoice.ts'
import { stepInvoice } from './invoice-steps.ts'

export const confirmInvoice = handle(confirm, async (ctx, { invoiceId }) => {
  const terms = await ctx.tx.maybe(sql<{ client: string; number: string; purchaseOrderRequired: boolean }>`
    select client.name as client, contract.number, client.purchase_order_required as "purchaseOrderRequired"
    from billing.invoice
      join clients.client on client.tenant_id = invoice.tenant_id and client.id = invoice.client_id
      join contracts.contract on contract.tenant_id = invoice.tenant_id and contract.id = invoice.contract_id
    where invoice.tenant_id = kernel.tenant_id() and invoice.id = ${invoiceId}`)
  const purchaseOrderRequired = terms?.purchaseOrderRequired ?? false
  return stepInvoice(ctx, {
    invoiceId,
    refusal: (invoice) => confirmRefusal({ ...invoice, purchaseOrderRequired }),
    detail: { ...terms },
    state: 'confirmed',
    event: 'billing.invoiceConfirmed',
  })
})
