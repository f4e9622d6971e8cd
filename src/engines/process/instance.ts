import { answer } from '#kernel/handle.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { getInstance as contract } from './contract.ts'
import type { Graph } from './model/graph.ts'
import { graphOf } from './store/graphs.ts'
import { findInstance, type InstanceRow } from './store/history.ts'
import { findSuspension } from './store/suspension-table.ts'
import { candidatesInWords } from './store/task-candidates.ts'

export const instance = answer(contract, async ({ tx }, { instanceId }) => {
  const { state, ...row } = await findInstance(tx, instanceId)
  const graph = await graphOf(tx, row.definitionId)
  const called = await tx.rows(sql<{ id: string; key: string; status: InstanceRow['status'] }>`
    select id, process_key as key, status
    from process.instance
    where tenant_id = kernel.tenant_id() and parent_id = ${instanceId}
    order by id`)
  return {
    ...row,
    variables: { ...row.variables } as Record<string, never>,
    waiting: waitingOf(graph, state, await assigneesOf(tx, instanceId)),
    incidents: await incidentsOf(tx, instanceId),
    called,
    suspension: (await findSuspension(tx, instanceId)) ?? null,
  }
})

type IncidentRow = { id: string; node: string; code: string; message: string; openedAt: Temporal.Instant }

function incidentsOf(tx: Tx, instanceId: string): Promise<IncidentRow[]> {
  return tx.rows(sql<IncidentRow>`
    select id, node, code, message, opened_at as "openedAt"
    from process.incident
    where tenant_id = kernel.tenant_id() and instance_id = ${instanceId} and closed_at is null
    order by opened_at, id`)
}

/** Who is to do the open tasks of an instance, in words, by element. */
async function assigneesOf(tx: Tx, instanceId: string): Promise<Map<number, string>> {
  const rows = await tx.rows(sql<{ element: number; who: string | null }>`
    select t.element, coalesce(p.name, ${candidatesInWords}) as who
    from process.task t
    left join access.principal p on p.tenant_id = t.tenant_id and p.id = t.assignee_id
    where t.tenant_id = kernel.tenant_id() and t.instance_id = ${instanceId} and t.ended_at is null`)
  return new Map(rows.map(({ element, who }) => [element, who ?? 'nobody']))
}

/** Where the tokens of an instance wait, and what for; `assignees` says in words whose the open tasks are. */
export function waitingOf(graph: Graph, state: InstanceRow['state'], assignees: ReadonlyMap<number, string>) {
  const parents = new Set(state.elements.map(({ parent }) => parent))
  return state.elements
    .filter(({ id, node }) => node >= 0 && !parents.has(id))
    .flatMap(({ id, node, since, phase }) => {
      const found = graph.nodes[node]
      if (!found) return []
      const waits = [
        ...(found.adHoc && phase === 'active' ? ['an activity of it to be chosen'] : []),
        ...(phase === 'listening' ? ['a listener of it'] : []),
        ...(phase === 'undoing' ? ['what it has thrown to be undone'] : []),
        ...(assignees.has(id) ? [`the task of ${assignees.get(id)}`] : []),
        ...state.incidents.filter(({ element }) => element === id).map(({ code }) => `the incident ${code}`),
        ...state.subscriptions.filter(({ owner }) => owner === id).map((armed) => armedInWords(armed)),
      ]
      const waitsFor = waits.join('; ') || `the ${found.kind} to be done`
      return [
        { element: id, node: found.id, name: found.name, since: Temporal.Instant.from(since), waitsFor },
      ]
    })
}

function armedInWords(armed: InstanceRow['state']['subscriptions'][number]): string {
  const { kind, name, key, timer, again } = armed
  if (again) return `another try at ${timer?.due}`
  if (kind === 'timer') return `the timer at ${timer?.due}`
  if (kind === 'conditional') return 'its condition'
  return `the ${kind} ${name}${key ? ` for ${key}` : ''}`
}
