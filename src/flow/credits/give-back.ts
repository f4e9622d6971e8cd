/** What was billed goes back to where it came from, or is given up. */
import { carryWork, creditPrices, creditWork, restoreWork } from '#flow/actuals'
import { freeLines, leaveRemainders } from '#flow/billing'
import { commitToLines, lockLines, setFeeBilling, setMilestoneBilling } from '#flow/contracts'
import type { Context } from '#kernel/handle.ts'
import { type RawBuilder, sql } from '#kernel/sql.ts'
import { isWhole, shareOf, sum } from './credit-note.ts'
import type { Credit } from './credited-content.ts'

type Lines = Credit['lines']

/** Of a contract that is locked. */
export async function giveBack(ctx: Context, credit: Credit): Promise<void> {
  const { note, lines } = credit
  const prices = lines.filter(({ line }) => line.kind !== 'time')
  const time = lines.filter(({ line }) => line.kind === 'time')
  if (prices.length > 0) await creditPrices(ctx, note.id, pricesOf(credit))
  if (note.billableAgain) {
    await billWorkAgain(ctx, credit, time)
    await billPricesAgain(ctx, credit, prices)
  } else if (time.length > 0) {
    await creditWork(ctx, note.id, workOf(credit))
    await leaveRoom(ctx, time)
  }
}

/** Whole lines come back as the hours they were; of others so much stands anew, as work of the same person and rate. */
async function billWorkAgain(ctx: Context, { note }: Credit, time: Lines): Promise<void> {
  const whole = time.filter(isWhole)
  const parts = time.filter((part) => !isWhole(part))
  if (whole.length > 0) {
    const actualIds = await freeLines(
      ctx.tx,
      note.invoiceId,
      whole.map(({ line }) => line.lineNo),
    )
    await restoreWork(ctx, { creditNoteId: note.id, invoiceId: note.invoiceId }, actualIds)
  }
  if (parts.length > 0) await carryWork(ctx, note.id, partsOf(note.invoiceId, parts))
}

async function billPricesAgain({ tx }: Context, { note }: Credit, prices: Lines): Promise<void> {
  const whole = prices.filter(isWhole).map(({ line }) => line)
  const milestones = whole.flatMap(({ milestoneId }) => milestoneId ?? [])
  const fees = whole.flatMap(({ feeId }) => feeId ?? [])
  if (milestones.length > 0) await setMilestoneBilling(tx, milestones, 'ready')
  if (fees.length > 0) await setFeeBilling(tx, fees, 'ready')
  const parts = prices.filter((part) => !isWhole(part))
  await leaveRemainders(
    tx,
    note.invoiceId,
    parts.map(({ id, minor, line: { lineNo } }) => ({ id, lineNo, minor })),
  )
}

/** A cap counts what was billed without what was credited for good: other work may take the room. */
async function leaveRoom({ tx }: Context, time: Lines): Promise<void> {
  const byLine = Map.groupBy(time, ({ line }) => line.contractLineId)
  await lockLines(tx, [...byLine.keys()])
  await commitToLines(
    tx,
    [...byLine].map(([lineId, of]) => ({ lineId, minor: -sum(of.map(({ minor }) => minor)) })),
  )
}

/** The lines with their values, to be joined with what is kept of them. */
const valuesOf = (lines: Lines) => sql`
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

/** An actual of each line of work: all of a line are of one person, role, rate and work package. */
const anActual = sql`
  cross join lateral (
    select actual.id, actual.project_id, actual.practice_id
    from billing.invoice_line_detail as detail
      join actuals.actual on actual.tenant_id = detail.tenant_id and actual.id = detail.actual_id
    where detail.tenant_id = line.tenant_id and detail.invoice_id = line.invoice_id and detail.line_no = line.line_no
    order by detail.actual_id
    limit 1
  ) as work`

function workOf({ note, lines }: Credit): RawBuilder<unknown> {
  return sql`
    select part.id, ${note.creditedOn}::date as happened_on, ${note.entityId}::uuid as entity_id, work.project_id,
      line.work_package_id, ${note.contractId}::uuid as contract_id, line.contract_line_id, ${note.clientId}::uuid as client_id,
      line.person_id, work.practice_id, line.role_code, ${note.currency}::text as currency, part.amount_minor, part.functional_minor
    from ${valuesOf(lines)}
      join billing.invoice_line as line on line.tenant_id = kernel.tenant_id() and line.invoice_id = ${note.invoiceId}
        and line.line_no = part.line_no and line.kind = 'time'
      ${anActual}`
}

/** Parts of lines of work with their share of the hours, so that the parts of a line sum up to them. */
function partsOf(invoiceId: string, parts: Lines): RawBuilder<unknown> {
  const minutes = parts.map((part) => shareOf(BigInt(part.line.minutes), part))
  return sql`
    select part.id, work.id as origin_id, line.period_end as happened_on, hours.minutes::integer as minutes, part.amount_minor,
      part.functional_minor
    from ${valuesOf(parts)}
      join unnest(${parts.map(({ id }) => id)}::uuid[], ${minutes}::bigint[]) as hours (id, minutes) using (id)
      join billing.invoice_line as line on line.tenant_id = kernel.tenant_id() and line.invoice_id = ${invoiceId}
        and line.line_no = part.line_no
      ${anActual}`
}
