import { answer } from '#kernel/handle.ts'
import { list as page, shownAs } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { list } from './contract.ts'
import { type ContractRow, contractRows, shown } from './contract-view.ts'

export const listContracts = answer(list, async (ctx, input) => {
  const found = await page<ContractRow>(
    ctx.tx,
    {
      from: contractRows,
      where: [
        input.state && sql`q.state = ${input.state}`,
        input.clientId && sql`q."clientId" = ${input.clientId}`,
        input.entityId && sql`q."entityId" = ${input.entityId}`,
        input.opportunityId && sql`q."opportunityId" = ${input.opportunityId}`,
      ].map((condition) => condition || undefined),
      sorts: { number: 'number', startsOn: 'startsOn', endsOn: 'endsOn' },
      groups: {
        state: { by: 'state' },
        clientId: { by: 'clientId', label: 'clientName', kind: 'id' },
        entityId: { by: 'entityId', label: 'entityCode', kind: 'id' },
      },
      sums: { amounts: { price: 'priceMinor' } },
    },
    input,
  )
  return shownAs(found, shown)
})
