import { handle } from '#kernel/handle.ts'
import { confirm } from './contract.ts'
import { confirmRefusal } from './invoice.ts'
import { stepInvoice } from './invoice-steps.ts'
import { orderRulesOf, takeOrders } from './invoice-table.ts'

export const confirmInvoice = handle(confirm, async (ctx, { invoiceId }) => {
  await takeOrders(ctx.tx, [invoiceId])
  const rule = (await orderRulesOf(ctx.tx, [invoiceId])).get(invoiceId)
  return stepInvoice(ctx, {
    invoiceId,
    refusal: (invoice) =>
      confirmRefusal({ ...invoice, purchaseOrderRequired: rule?.purchaseOrderRequired ?? false }),
    detail: { ...rule },
    state: 'confirmed',
    event: 'billing.invoiceConfirmed',
  })
})
