import { lockContracts } from '#flow/contracts'
import { monthEnd, type PlainDate } from '#kernel/dates.ts'
import { handle } from '#kernel/handle.ts'
import { type Money, money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { recognise as contract } from './contract.ts'
import { type Due, earn } from './earn.ts'
import { recognisedOn } from './schedule.ts'

/** Running a month again recognises only what has come to it since. */
export const recogniseMonth = handle(contract, async (ctx, { month, entityId }) => {
  const end = monthEnd(`${month}-01`)
  if (end > ctx.call.today) throw new Refused('month_not_over', { month, end })
  const candidates = await openPeriods(ctx.tx, end, entityId)
  const contractIds = [...new Set(candidates.map((period) => period.contractId))]
  await lockContracts(ctx.tx, contractIds)
  // Read again under the locks: somebody else may have recognised some of them meanwhile.
  const periods = await openPeriods(ctx.tx, end, entityId)
  const locked = new Set(contractIds)
  const dues = periods
    .filter((period) => locked.has(period.contractId))
    .map(
      ({
        contractId,
        contractLineId,
        entityId: seller,
        clientId,
        amountMinor,
        currency,
        periodStart,
        periodEnd,
        title,
      }): Due => ({
        contractId,
        contractLineId,
        entityId: seller,
        clientId,
        amount: money(amountMinor, currency),
        recognisedOn: recognisedOn(periodEnd, `${month}-01`),
        kind: 'schedule',
        sourceKey: periodStart,
        description: `${title}, ${periodStart} to ${periodEnd}`,
      }),
    )
  await earn(ctx, dues)
  return {
    output: { month, periods: dues.length, contracts: locked.size, revenue: sums(dues) },
    touched: contractIds.map((id) => ({ type: 'contract', id, after: { recognisedMonth: month } })),
    events: [{ type: 'revenue.recognised', key: ctx.journalId, payload: { month, periods: dues.length } }],
  }
})

interface OpenPeriod {
  readonly contractId: string
  readonly contractLineId: string
  readonly entityId: string
  readonly clientId: string
  readonly currency: string
  readonly title: string
  readonly periodStart: PlainDate
  readonly periodEnd: PlainDate
  readonly amountMinor: bigint
}

/** Scheduled periods of running contracts that ended by a day and were not recognised, oldest first. */
function openPeriods(tx: Tx, end: PlainDate, entityId: string | undefined): Promise<OpenPeriod[]> {
  const seller = entityId ? sql`and contract.entity_id = ${entityId}` : sql``
  return tx.rows(sql<OpenPeriod>`
    select contract.id as "contractId", line.id as "contractLineId", contract.entity_id as "entityId",
      contract.client_id as "clientId", contract.currency, contract.number || ': ' || line.title as title,
      schedule.period_start as "periodStart", schedule.period_end as "periodEnd", schedule.amount_minor as "amountMinor"
    from revenue.schedule
    join contracts.contract_line as line
      on line.tenant_id = schedule.tenant_id and line.id = schedule.contract_line_id
    join contracts.contract on contract.tenant_id = line.tenant_id and contract.id = line.contract_id
    where schedule.tenant_id = kernel.tenant_id()
      and schedule.period_end <= ${end}
      and contract.state in ('active', 'completed')
      ${seller}
      and not exists (
        select from revenue.event
        where event.tenant_id = schedule.tenant_id
          and event.contract_line_id = schedule.contract_line_id
          and event.source_type = 'schedule'
          and event.source_key = schedule.period_start::text)
    order by contract.number, schedule.period_start, line.line_no`)
}

function sums(dues: readonly Due[]): Money[] {
  const byCurrency = new Map<string, bigint>()
  for (const { amount } of dues) {
    byCurrency.set(amount.currency, (byCurrency.get(amount.currency) ?? 0n) + amount.minor)
  }
  return [...byCurrency].sort().map(([currency, minor]) => money(minor, currency))
}
