/** Taking recorded time back before it is billed. */
import type { PostingContext } from '#engines/ledger'
import { commitToLines, lockLines } from '#flow/contracts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { restoredOf } from './bill-actuals.ts'
import { movementsOf, postMovements } from './post-movements.ts'

interface Standing {
  readonly timeEntryId: string
  readonly actualId: string
  /** What reverses it: itself, or what a credit note gave back for it. */
  readonly standsAs: string
  readonly contractLineId: string | null
  readonly chargeable: boolean
  readonly amountMinor: bigint
  readonly capStatus: string | null
}

/**
 * Reverses cost and unbilled sales of time entries and gives their amounts back to the caps, dated on the caller's day
 * of business. The originals stay. Refuses `already_billed` when an invoice or pro-forma has taken one.
 */
export async function reverseTime(ctx: PostingContext, timeEntryIds: readonly string[]): Promise<void> {
  if (timeEntryIds.length === 0) return
  const lines = await ctx.tx.rows(sql<{ id: string }>`
    select distinct contract_line_id as id
    from actuals.actual
    where tenant_id = kernel.tenant_id()
      and source_type = 'time_entry'
      and source_id = any (${timeEntryIds}::uuid[])
      and contract_line_id is not null`)
  await lockLines(
    ctx.tx,
    lines.map((line) => line.id),
  )
  const standing = await standingActuals(ctx, timeEntryIds)
  const billed = standing.find((actual) => actual.chargeable && actual.capStatus === null)
  if (billed) throw new Refused('already_billed', { timeEntryId: billed.timeEntryId })
  const batchId = newId()
  const ids = standing.map((actual) => actual.actualId)
  await ctx.tx.run(sql`
    insert into actuals.actual (happened_on, transaction_type, transaction_class, billing_type, entity_id, project_id,
      work_package_id, contract_id, contract_line_id, client_id, person_id, practice_id, role_code, minutes, rate,
      currency, amount_minor, functional_minor, source_type, source_id, reverses_id, batch_id, journal_id)
    select happened_on, transaction_type, transaction_class, billing_type, entity_id, project_id, work_package_id,
      contract_id, contract_line_id, client_id, person_id, practice_id, role_code, -minutes, rate, currency,
      -amount_minor, -functional_minor, source_type, source_id, standing.stands_as, ${batchId}, ${ctx.journalId}
    from unnest(${ids}::uuid[], ${standing.map((actual) => actual.standsAs)}::uuid[]) as standing (actual_id, stands_as)
    join actuals.actual on actual.tenant_id = kernel.tenant_id() and actual.id = standing.actual_id`)
  const undone = sql`
    select actual.*
    from actuals.actual
    left join unnest(${ids}::uuid[], ${standing.map((actual) => actual.standsAs)}::uuid[]) as standing (actual_id, stands_as)
      on standing.stands_as = actual.reverses_id
    left join actuals.backlog on backlog.tenant_id = actual.tenant_id and backlog.actual_id = standing.actual_id
    where actual.tenant_id = kernel.tenant_id()
      and actual.batch_id = ${batchId}
      and (actual.transaction_type = 'cost' or backlog.cap_status <> 'failed')`
  await postMovements(ctx, batchId, await ctx.tx.rows(movementsOf(undone, ctx.call.today)))
  await ctx.tx.run(sql`
    delete from actuals.backlog
    where tenant_id = kernel.tenant_id() and actual_id = any (${ids}::uuid[])`)
  const given = Map.groupBy(
    standing.filter((actual) => actual.capStatus !== null && actual.capStatus !== 'failed'),
    (actual) => actual.contractLineId ?? '',
  )
  await commitToLines(
    ctx.tx,
    [...given].map(([lineId, actuals]) => ({
      lineId,
      minor: -actuals.reduce((sum, actual) => sum + actual.amountMinor, 0n),
    })),
  )
}

/** The actuals of the entries that stand: not reversed, not themselves reversals, billed or not. */
function standingActuals(ctx: PostingContext, timeEntryIds: readonly string[]): Promise<Standing[]> {
  return ctx.tx.rows(sql<Standing>`
    select actual.source_id as "timeEntryId", actual.id as "actualId",
      coalesce(restored.id, actual.id) as "standsAs", actual.contract_line_id as "contractLineId",
      actual.transaction_type = 'unbilled_sales' and actual.billing_type = 'chargeable' as chargeable,
      actual.amount_minor as "amountMinor", backlog.cap_status as "capStatus"
    from actuals.actual
    left join actuals.backlog on backlog.tenant_id = actual.tenant_id and backlog.actual_id = actual.id
    left join lateral (${restoredOf(sql`actual.id`)}) as restored on true
    left join actuals.actual as reversal on reversal.tenant_id = actual.tenant_id and reversal.reverses_id = actual.id
    where actual.tenant_id = kernel.tenant_id()
      and actual.source_type = 'time_entry'
      and actual.source_id = any (${timeEntryIds}::uuid[])
      and actual.reverses_id is null
      and actual.origin_id is null
      and (reversal.id is null or actual.transaction_type = 'unbilled_sales' and exists (
        select from actuals.actual as billed
        where billed.tenant_id = kernel.tenant_id() and billed.origin_id = actual.id))`)
}
