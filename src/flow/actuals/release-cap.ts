import { commitToLines, contractById, lockLines } from '#flow/contracts'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { releaseCap as contract } from './contract.ts'
import { movementsOf, postMovements } from './post-movements.ts'

/** The oldest work goes first, and nothing passes what does not fit. Its revenue is earned on the day of the release. */
export const releaseCap = handle(contract, async (ctx, { contractLineId }) => {
  const [line] = await lockLines(ctx.tx, [contractLineId])
  if (!line) throw new Refused('contract_line_not_found', { contractLineId })
  const { currency } = await contractById(ctx.tx, line.contractId)
  const room = line.capMinor === null ? null : line.capMinor - line.committedMinor
  const status = line.capMinor === null ? 'not_applicable' : 'committed'
  const rows = await ctx.tx.rows(sql<{ actualId: string; amountMinor: bigint }>`
    update actuals.backlog
    set cap_status = ${status}
    from (
      select actual_id, sum(amount_minor) over (order by happened_on, actual_id) as running
      from actuals.backlog
      where tenant_id = kernel.tenant_id() and contract_line_id = ${contractLineId} and cap_status = 'failed') as queue
    where backlog.tenant_id = kernel.tenant_id()
      and backlog.actual_id = queue.actual_id
      and (${room}::bigint is null or queue.running <= ${room}::bigint)
    returning backlog.actual_id as "actualId", backlog.amount_minor as "amountMinor"`)
  const minor = rows.reduce((sum, row) => sum + row.amountMinor, 0n)
  await commitToLines(ctx.tx, [{ lineId: contractLineId, minor }])
  const released = sql`
    select *
    from actuals.actual
    where tenant_id = kernel.tenant_id() and id = any (${rows.map((row) => row.actualId)}::uuid[])`
  await postMovements(ctx, newId(), await ctx.tx.rows(movementsOf(released, ctx.call.today)))
  const { waiting } = await ctx.tx.one(sql<{ waiting: bigint }>`
    select coalesce(sum(amount_minor), 0)::bigint as waiting
    from actuals.backlog
    where tenant_id = kernel.tenant_id() and contract_line_id = ${contractLineId} and cap_status = 'failed'`)
  return {
    output: { contractLineId, released: money(minor, currency), waiting: money(waiting, currency) },
    touched: [
      {
        type: 'contract_line',
        id: contractLineId,
        after: { releasedMinor: minor, actuals: rows.length },
      },
    ],
  }
})
