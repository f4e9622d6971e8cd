import { answer } from '#kernel/handle.ts'
import { list, shownAs } from '#kernel/list.ts'
import { money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { listSchedule as contract } from './contract.ts'

interface Row {
  readonly id: string
  readonly contractId: string
  readonly contractNumber: string
  readonly contractLineId: string
  readonly line: string
  readonly periodStart: string
  readonly periodEnd: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly recognisedOn: string | null
}

export const listSchedule = answer(contract, async ({ tx }, { contractId, to, open, ...page }) => {
  const found = await list<Row>(
    tx,
    {
      from: sql`
        select schedule.contract_line_id || ' ' || schedule.period_start as id, contract.id as "contractId",
          contract.number as "contractNumber", line.id as "contractLineId", line.title as line,
          schedule.period_start as "periodStart", schedule.period_end as "periodEnd",
          schedule.amount_minor as "amountMinor", contract.currency, event.recognised_on as "recognisedOn"
        from revenue.schedule
        join contracts.contract_line as line
          on line.tenant_id = schedule.tenant_id and line.id = schedule.contract_line_id
        join contracts.contract on contract.tenant_id = line.tenant_id and contract.id = line.contract_id
        left join revenue.event
          on event.tenant_id = schedule.tenant_id
          and event.contract_line_id = schedule.contract_line_id
          and event.source_type = 'schedule'
          and event.source_key = schedule.period_start::text
        where schedule.tenant_id = kernel.tenant_id()`,
      where: [
        contractId ? sql`"contractId" = ${contractId}` : undefined,
        to ? sql`"periodEnd" <= ${to}` : undefined,
        open === undefined ? undefined : open ? sql`"recognisedOn" is null` : sql`"recognisedOn" is not null`,
      ],
      sorts: { periodEnd: 'periodEnd' },
      groups: {
        contractId: { by: 'contractId', label: 'contractNumber', kind: 'id' },
        month: { by: 'periodEnd', kind: 'month' },
      },
      sums: { amounts: { amount: 'amountMinor' } },
    },
    page,
  )
  return shownAs(found, ({ amountMinor, currency, ...row }) => ({
    ...row,
    amount: money(amountMinor, currency),
  }))
})
