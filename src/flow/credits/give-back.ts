/** What was billed goes back to where it came from, or is given up. */
import { creditPrices, creditWork, restoreWork } from '#flow/actuals'
import { freeLines } from '#flow/billing'
import { setFeeBilling, setMilestoneBilling } from '#flow/contracts'
import type { Context } from '#kernel/handle.ts'
import { type RawBuilder, sql } from '#kernel/sql.ts'
import type { Credit } from './credited-content.ts'

export async function giveBack(ctx: Context, credit: Credit): Promise<void> {
  const { note, lines } = credit
  const prices = lines.filter(({ line }) => line.kind !== 'time')
  const time = lines.filter(({ line }) => line.kind === 'time')
  if (prices.length > 0) await creditPrices(ctx, note.id, pricesOf(credit))
  if (!note.billableAgain) {
    if (time.length > 0) await creditWork(ctx, note.id, workOf(credit))
    return
  }
  const actualIds = await freeLines(
    ctx.tx,
    note.invoiceId,
    time.map(({ line }) => line.lineNo),
  )
  await restoreWork(ctx, { creditNoteId: note.id, invoiceId: note.invoiceId }, actualIds)
  const milestones = prices.flatMap(({ line }) => line.milestoneId ?? [])
  const fees = prices.flatMap(({ line }) => line.feeId ?? [])
  if (milestones.length > 0) await setMilestoneBilling(ctx.tx, milestones, 'ready')
  if (fees.length > 0) await setFeeBilling(ctx.tx, fees, 'ready')
}

/** The lines with their values, to be joined with what is kept of them. */
const valuesOf = (lines: Credit['lines']) => sql`
  unnest(${lines.map(({ id }) => id)}::uuid[], ${lines.map(({ line }) => line.lineNo)}::integer[],
    ${lines.map(({ minor }) => minor)}::bigint[], ${lines.map(({ functionalMinor }) => functionalMinor)}::bigint[])
    as part (id, line_no, amount_minor, functional_minor)`

function pricesOf({ note, lines }: Credit): RawBuilder<unknown> {
  return sql`
    select part.id, ${note.creditedOn}::date as happened_on, line.kind as transaction_class, ${note.entityId}::uuid as entity_id,
      ${note.contractId}::uuid as contract_id, line.contract_line_id, ${note.clientId}::uuid as client_id,
      ${note.currency}::text as currency, part.amount_minor, part.functional_minor
    from ${valuesOf(lines)}
      join billing.invoice_line as line on line.tenant_id = kernel.tenant_id() and line.invoice_id = ${note.invoiceId}
        and line.line_no = part.line_no and line.kind <> 'time'`
}

function workOf({ note, lines }: Credit): RawBuilder<unknown> {
  return sql`
    select part.id, ${note.creditedOn}::date as happened_on, ${note.entityId}::uuid as entity_id, work.project_id,
      line.work_package_id, ${note.contractId}::uuid as contract_id, line.contract_line_id, ${note.clientId}::uuid as client_id,
      line.person_id, work.practice_id, line.role_code, ${note.currency}::text as currency, part.amount_minor, part.functional_minor
    from ${valuesOf(lines)}
      join billing.invoice_line as line on line.tenant_id = kernel.tenant_id() and line.invoice_id = ${note.invoiceId}
        and line.line_no = part.line_no and line.kind = 'time'
      cross join lateral (
        select actual.project_id, actual.practice_id
        from billing.invoice_line_detail as detail
          join actuals.actual on actual.tenant_id = detail.tenant_id and actual.id = detail.actual_id
        where detail.tenant_id = line.tenant_id and detail.invoice_id = line.invoice_id and detail.line_no = line.line_no
        order by detail.actual_id
        limit 1
      ) as work`
}
