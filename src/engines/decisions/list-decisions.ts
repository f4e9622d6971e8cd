import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { list as contract } from './contract.ts'
import { type DecisionRow, decisionColumns } from './decision-row.ts'
import { type DecisionNames, namesIn } from './dmn/names-in.ts'

export const listDecisions = answer(contract, async (context, input) => {
  const page = await list<DecisionRow & { id: string }>(
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
  )
  const names = await namesOf(
    context.tx,
    page.items.map(({ modelId }) => modelId),
  )
  return {
    ...page,
    items: page.items.map((one) => ({ ...one, names: names.get(one.modelId)?.[one.key] ?? {} })),
  }
})

/** The names in the models of a page, which are few and read once. */
async function namesOf(tx: Tx, modelIds: readonly string[]): Promise<ReadonlyMap<string, DecisionNames>> {
  const models = await tx.rows(sql<{ id: string; xml: string }>`
    select id, xml
    from decisions.model
    where tenant_id = kernel.tenant_id() and id = any(${[...new Set(modelIds)]}::uuid[])`)
  return new Map(models.map(({ id, xml }) => [id, namesIn(id, xml)]))
}
