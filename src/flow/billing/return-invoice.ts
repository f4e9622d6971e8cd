import { handle } from '#kernel/handle.ts'
import { returnInvoice as contract } from './contract.ts'
import { releaseRefusal } from './invoice.ts'
import { stepInvoice } from './invoice-steps.ts'

export const returnInvoice = handle(contract, (ctx, { invoiceId, reason }) =>
  stepInvoice(ctx, {
    invoiceId,
    refusal: (invoice) => releaseRefusal(invoice.state),
    state: 'draft',
    event: 'billing.invoiceReturned',
    reason,
  }),
)
