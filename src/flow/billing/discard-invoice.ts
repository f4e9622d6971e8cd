import { returnToBacklog } from '#flow/actuals'
import { lockContracts, setFeeBilling, setMilestoneBilling } from '#flow/contracts'
import { handle } from '#kernel/handle.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { discard } from './contract.ts'
import { discardRefusal } from './invoice.ts'
import { stepInvoice } from './invoice-steps.ts'
import { lockInvoice } from './invoice-table.ts'
import { returnRemainders } from './remainder.ts'

export const discardInvoice = handle(discard, async (ctx, { invoiceId, reason }) => {
  const { contractId } = await lockInvoice(ctx.tx, invoiceId)
  await lockContracts(ctx.tx, [contractId])
  const done = await stepInvoice(ctx, {
    invoiceId,
    refusal: (invoice) => discardRefusal(invoice.state),
    state: 'discarded',
    event: 'billing.invoiceDiscarded',
    reason,
  })
  await free(ctx.tx, invoiceId)
  return done
})

/** What the pro-forma billed waits for the next run again. */
async function free(tx: Tx, invoiceId: string): Promise<void> {
  const details = await tx.rows(sql<{ actualId: string }>`
    delete from billing.invoice_line_detail
    where tenant_id = kernel.tenant_id() and invoice_id = ${invoiceId}
    returning actual_id as "actualId"`)
  await returnToBacklog(
    tx,
    details.map((detail) => detail.actualId),
  )
  const lines = await tx.rows(sql<{ milestoneId: string | null; feeId: string | null }>`
    select milestone_id as "milestoneId", fee_id as "feeId"
    from billing.invoice_line
    where tenant_id = kernel.tenant_id() and invoice_id = ${invoiceId} and kind <> 'time'
      and not exists (
        select from billing.remainder
        where remainder.tenant_id = invoice_line.tenant_id and remainder.invoice_id = invoice_line.invoice_id
          and remainder.line_no = invoice_line.line_no)`)
  await returnRemainders(tx, invoiceId)
  await setMilestoneBilling(
    tx,
    lines.flatMap((line) => line.milestoneId ?? []),
    'ready',
  )
  await setFeeBilling(
    tx,
    lines.flatMap((line) => line.feeId ?? []),
    'ready',
  )
}
