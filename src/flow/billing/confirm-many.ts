import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { confirmMany as contract } from './contract.ts'
import { confirmRefusal } from './invoice.ts'
import { lockInvoices, orderRulesOf, setInvoiceStates, takeOrders } from './invoice-table.ts'

export const confirmMany = handle(contract, async (ctx, { invoiceIds }) => {
  await takeOrders(ctx.tx, invoiceIds)
  const invoices = await lockInvoices(ctx.tx, invoiceIds)
  const rules = await orderRulesOf(ctx.tx, invoiceIds)
  for (const invoice of invoices) {
    const rule = rules.get(invoice.id)
    const refusal = confirmRefusal({
      ...invoice,
      purchaseOrderRequired: rule?.purchaseOrderRequired ?? false,
    })
    refuseIf(refusal, { ...rule, invoiceId: invoice.id, state: invoice.state })
  }
  await setInvoiceStates(ctx.tx, invoiceIds, 'confirmed')
  return {
    output: { invoices: invoices.length },
    touched: invoices.map(({ id }) => ({
      type: 'invoice',
      id,
      before: { state: 'draft' },
      after: { state: 'confirmed' },
    })),
    events: invoices.map(({ id, contractId }) => ({
      type: 'billing.invoiceConfirmed',
      key: id,
      payload: { invoiceId: id, contractId },
    })),
  }
})
