import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { backlog as contract } from './contract.ts'

interface Row {
  readonly id: string
  readonly contract: string
  readonly contractId: string
  readonly line: string
  readonly currency: string
  readonly ready: bigint
  readonly readyMinutes: number
  readonly overCap: bigint
  readonly overCapMinutes: number
  readonly oldest: string
}

export const backlogByLine = answer(contract, async ({ tx }, { contractId, ...page }) => {
  const { items, nextCursor } = await list<Row>(
    tx,
    {
      from: sql`
        select line.id, contract.number || '/' || lpad(line.line_no::text, 3, '0') as contract,
          contract.id as "contractId", line.title as line, contract.currency,
          coalesce(sum(backlog.amount_minor) filter (where cap_status <> 'failed'), 0)::bigint as ready,
          coalesce(sum(backlog.minutes) filter (where cap_status <> 'failed'), 0)::integer as "readyMinutes",
          coalesce(sum(backlog.amount_minor) filter (where cap_status = 'failed'), 0)::bigint as "overCap",
          coalesce(sum(backlog.minutes) filter (where cap_status = 'failed'), 0)::integer as "overCapMinutes",
          min(backlog.happened_on) as oldest
        from actuals.backlog
        join contracts.contract_line as line
          on line.tenant_id = backlog.tenant_id and line.id = backlog.contract_line_id
        join contracts.contract on contract.tenant_id = line.tenant_id and contract.id = line.contract_id
        where backlog.tenant_id = kernel.tenant_id()
        group by line.id, line.line_no, line.title, contract.id, contract.number, contract.currency`,
      where: [contractId ? sql`"contractId" = ${contractId}` : undefined],
      sorts: { contract: 'contract' },
    },
    page,
  )
  return {
    items: items.map(({ currency, ready, overCap, ...row }) => ({
      ...row,
      ready: money(ready, currency),
      overCap: money(overCap, currency),
    })),
    nextCursor,
  }
})
