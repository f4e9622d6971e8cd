/** What the steps of a pro-forma have in common: lock, decide, write, tell. */
import type { Context, Handled } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import type { InvoiceState } from './invoice.ts'
import { type Invoice, lockInvoice, setInvoiceStates } from './invoice-table.ts'

interface InvoiceStep {
  readonly invoiceId: string
  readonly refusal: (invoice: Invoice) => string | null
  readonly detail?: Readonly<Record<string, unknown>>
  readonly state: InvoiceState
  readonly event: string
  readonly reason?: string
}

interface InvoiceOutput {
  readonly invoiceId: string
  readonly state: InvoiceState
  readonly revision: number
}

export async function stepInvoice(ctx: Context, step: InvoiceStep): Promise<Handled<InvoiceOutput>> {
  const before = await lockInvoice(ctx.tx, step.invoiceId)
  ctx.checkRevision(before.revision)
  refuseIf(step.refusal(before), { ...step.detail, invoiceId: before.id, state: before.state })
  const { id: invoiceId } = before
  const { state } = step
  const revision = before.revision + 1
  await setInvoiceStates(ctx.tx, [invoiceId], state)
  const reason = step.reason === undefined ? {} : { reason: step.reason }
  return {
    output: { invoiceId, state, revision },
    touched: [
      { type: 'invoice', id: invoiceId, before: { state: before.state }, after: { state, ...reason } },
    ],
    events: [
      { type: step.event, key: invoiceId, payload: { invoiceId, contractId: before.contractId, ...reason } },
    ],
  }
}
