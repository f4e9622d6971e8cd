/** Giving up a part of a billed price: what is not earned yet leaves the plan, the rest is taken back from revenue. */
import type { Context } from '#kernel/handle.ts'
import { money, prorate, split } from '#kernel/money.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { recogniseAccepted } from './recognise-milestone.ts'

/** What is given up of a contract line, without tax, in minor units of its currency and of its entity's. */
export interface Conceded {
  readonly contractLineId: string
  /** The milestones it was billed for; they were accepted, so they are earned. */
  readonly milestoneIds: readonly string[]
  readonly minor: bigint
  readonly functionalMinor: bigint
}

/** How it was split: what was earned comes off revenue, the rest off what the contract was billed in advance. */
export interface GivenUp extends Conceded {
  readonly revenueRole: 'revenue_fixed' | 'revenue_recurring'
  readonly earnedMinor: bigint
  readonly earnedFunctionalMinor: bigint
}

/**
 * Records what lines of a contract earn no more, before their invoices are marked as credited. The caller has locked
 * the contract and posts what it is given. Refuses as `revenue.recogniseMilestone` does.
 */
export async function concede(
  ctx: Context,
  credit: {
    readonly id: string
    readonly contractId: string
    readonly on: string
    readonly currency: string
  },
  conceded: readonly Conceded[],
): Promise<GivenUp[]> {
  if (conceded.length === 0) return []
  for (const milestoneId of conceded.flatMap((one) => one.milestoneIds))
    await recogniseAccepted(ctx, milestoneId)
  const standing = await standingOf(
    ctx.tx,
    conceded.map((one) => one.contractLineId),
  )
  const given = conceded.map((one): GivenUp => {
    const { method, unearnedMinor } = standing.get(one.contractLineId) ?? nothingEarned
    const cut = one.minor < unearnedMinor ? one.minor : unearnedMinor
    const earnedMinor = one.minor - cut
    return {
      ...one,
      revenueRole: method === 'ratable' ? 'revenue_recurring' : 'revenue_fixed',
      earnedMinor,
      earnedFunctionalMinor: prorate(money(one.functionalMinor, ''), earnedMinor, one.minor).minor,
    }
  })
  const earned = given.filter(({ earnedMinor }) => earnedMinor > 0n)
  await ctx.tx.run(sql`
    insert into revenue.event (contract_line_id, contract_id, recognised_on, amount_minor, functional_minor, currency, source_type,
      source_key, journal_id)
    select line_id, ${credit.contractId}, ${credit.on}::date, -minor, -functional, ${credit.currency}, 'credit', ${credit.id},
      ${ctx.journalId}
    from unnest(${earned.map((one) => one.contractLineId)}::uuid[], ${earned.map((one) => one.earnedMinor)}::bigint[],
      ${earned.map((one) => one.earnedFunctionalMinor)}::bigint[]) as given (line_id, minor, functional)`)
  await shorten(
    ctx.tx,
    given.map(({ contractLineId, minor, earnedMinor }) => ({ contractLineId, minor: minor - earnedMinor })),
  )
  return given
}

const nothingEarned = { method: 'milestone', unearnedMinor: 0n }

interface Standing {
  readonly contractLineId: string
  readonly method: string
  /** Billed and not earned, as far as months are left to earn it in. */
  readonly unearnedMinor: bigint
}

async function standingOf(tx: Tx, lineIds: readonly string[]): Promise<Map<string, Standing>> {
  const rows = await tx.rows(sql<Standing>`
    select plan.contract_line_id as "contractLineId", plan.method,
      case
        when plan.method = 'ratable' then greatest(least(coalesce(billed.minor, 0) - coalesce(earned.minor, 0), coalesce(ahead.minor, 0)), 0)
        else 0
      end::bigint as "unearnedMinor"
    from revenue.plan
      cross join lateral (
        select sum(line.net_minor - line.credited_minor) as minor
        from billing.invoice
          join billing.invoice_line as line on line.tenant_id = invoice.tenant_id and line.invoice_id = invoice.id
        where invoice.tenant_id = plan.tenant_id and invoice.contract_id = plan.contract_id and invoice.number is not null
          and line.contract_line_id = plan.contract_line_id
      ) as billed
      cross join lateral (
        select sum(event.amount_minor) as minor
        from revenue.event
        where event.tenant_id = plan.tenant_id and event.contract_line_id = plan.contract_line_id
      ) as earned
      cross join lateral (
        select sum(schedule.amount_minor) as minor from (${monthsAhead}) as schedule where schedule.contract_line_id = plan.contract_line_id
      ) as ahead
    where plan.tenant_id = kernel.tenant_id() and plan.contract_line_id = any(${lineIds}::uuid[])`)
  return new Map(rows.map((row) => [row.contractLineId, row]))
}

/** The months that were not recognised yet. */
const monthsAhead = sql`
  select schedule.contract_line_id, schedule.period_start, schedule.amount_minor
  from revenue.schedule
  where schedule.tenant_id = kernel.tenant_id() and not exists (
    select from revenue.event
    where event.tenant_id = schedule.tenant_id and event.contract_line_id = schedule.contract_line_id
      and event.source_type = 'schedule' and event.source_key = schedule.period_start::text)`

/** The months ahead earn so much less together, each in proportion, and the plan with them. */
async function shorten(
  tx: Tx,
  cuts: readonly { readonly contractLineId: string; readonly minor: bigint }[],
): Promise<void> {
  const wanted = new Map(cuts.filter(({ minor }) => minor > 0n).map((cut) => [cut.contractLineId, cut.minor]))
  if (wanted.size === 0) return
  const months = await tx.rows(sql<{ lineId: string; start: string; minor: bigint }>`
    select contract_line_id as "lineId", period_start as start, amount_minor as minor
    from (${monthsAhead}) as schedule
    where contract_line_id = any(${[...wanted.keys()]}::uuid[])
    order by contract_line_id, period_start`)
  const shorter = [...Map.groupBy(months, (month) => month.lineId)].flatMap(([lineId, of]) => {
    const parts = split(
      money(wanted.get(lineId) ?? 0n, ''),
      of.map((month) => month.minor),
    )
    return of.map((month, index) => ({ ...month, cut: parts[index]?.minor ?? 0n }))
  })
  await tx.run(sql`
    update revenue.schedule
    set amount_minor = amount_minor - shorter.cut
    from unnest(${shorter.map((month) => month.lineId)}::uuid[], ${shorter.map((month) => month.start)}::date[],
      ${shorter.map((month) => month.cut)}::bigint[]) as shorter (line_id, start, cut)
    where tenant_id = kernel.tenant_id() and contract_line_id = shorter.line_id and period_start = shorter.start`)
  await tx.run(sql`
    update revenue.plan
    set price_minor = price_minor - wanted.minor
    from unnest(${[...wanted.keys()]}::uuid[], ${[...wanted.values()]}::bigint[]) as wanted (line_id, minor)
    where tenant_id = kernel.tenant_id() and contract_line_id = wanted.line_id`)
}
