import { answer } from '#kernel/handle.ts'
import { list, shownAs } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { type CaseRow, caseRows, shownCase } from './case-rows.ts'
import { listCases as contract } from './contract.ts'

export const listCases = answer(contract, async (ctx, input) => {
  const holds = sql`q.id in (
    select case_id
    from collections.case_item
    where tenant_id = kernel.tenant_id() and invoice_id = ${input.invoiceId ?? null}::uuid)`
  const found = await list<CaseRow>(
    ctx.tx,
    {
      from: caseRows,
      where: [
        input.state && sql`q.state = ${input.state}`,
        input.clientId && sql`q."clientId" = ${input.clientId}`,
        input.invoiceId && holds,
      ].map((condition) => condition || undefined),
      sorts: { openedOn: 'openedOn', clientName: 'clientName' },
      groups: { state: { by: 'state' }, clientId: { by: 'clientId', label: 'clientName', kind: 'id' } },
      sums: { amounts: { open: 'openMinor', disputed: 'disputedMinor' } },
    },
    input,
  )
  return shownAs(found, shownCase)
})
