import { answer } from '#kernel/handle.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { getInstance as contract } from './contract.ts'
import type { Graph } from './model/graph.ts'
import { type Reason, reason } from './reasons.ts'
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

type IncidentRow = {
  id: string
  node: string
  code: string
  message: string
  values: Record<string, never>
  openedAt: Temporal.Instant
}

function incidentsOf(tx: Tx, instanceId: string): Promise<IncidentRow[]> {
  return tx.rows(sql<IncidentRow>`
    select id, node, code, message, values, opened_at as "openedAt"
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
        ...(found.adHoc && phase === 'active' ? [reason('awaits_choice')] : []),
        ...(phase === 'listening' ? [reason('awaits_listener')] : []),
        ...(phase === 'undoing' ? [reason('awaits_undoing')] : []),
        ...(assignees.has(id) ? [reason('awaits_task', { who: assignees.get(id) })] : []),
        ...state.incidents
          .filter(({ element }) => element === id)
          .map(({ code }) => reason('awaits_incident', { code })),
        ...state.subscriptions.filter(({ owner }) => owner === id).map(armed),
      ]
      const all = waits.length > 0 ? waits : [reason('awaits_its_end', { kind: found.kind })]
      return [
        {
          element: id,
          node: found.id,
          name: found.name,
          since: Temporal.Instant.from(since),
          waitsFor: all.map(({ why }) => why).join('; '),
          waits: all,
        },
      ]
    })
}

function armed({ kind, name, key, timer, again }: InstanceRow['state']['subscriptions'][number]): Reason {
  if (again) return reason('awaits_retry', { due: timer?.due })
  if (kind === 'timer') return reason('awaits_timer', { due: timer?.due })
  if (kind === 'conditional') return reason('awaits_condition')
  const what = { name, key: key || null }
  return kind === 'message' ? reason('awaits_message', what) : reason('awaits_event', { kind, ...what })
}
