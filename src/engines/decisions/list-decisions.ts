import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { list as contract } from './contract.ts'
import { type DecisionRow, decisionColumns } from './decision-row.ts'

export const listDecisions = answer(contract, (context, input) =>
  list<DecisionRow & { id: string }>(
    context.tx,
    {
      from: sql`
        select distinct on (decision.key) decision.key as id, ${decisionColumns}
        from decisions.decision
        where decision.tenant_id = kernel.tenant_id()
        order by decision.key, decision.version desc`,
      where: [input.kind === undefined ? undefined : sql`q.kind = ${input.kind}`],
      sorts: { name: 'name', key: 'key', deployedAt: 'deployedAt' },
    },
    input,
  ),
)
