import { answer, type QueryContext } from '#kernel/handle.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import { position as contract, POSITIONS_MAX } from './contract-position.ts'
import { waitingOf } from './instance.ts'
import type { Graph } from './model/graph.ts'
import { graphsOf } from './store/graphs.ts'
import type { ActivityRow, InstanceRow } from './store/history.ts'

export const positionOfSubject = answer(contract, async (ctx, { subject, kind }) => {
  const { tx, call } = ctx
  const found = await instancesOf(ctx, subject, kind)
  const shown = found.slice(0, POSITIONS_MAX)
  const ids = shown.map(({ id }) => id)
  const [graphs, tasks, activities] = await Promise.all([
    graphsOf(
      tx,
      shown.map(({ definitionId }) => definitionId),
    ),
    tasksOf(tx, ids),
    activitiesOf(tx, ids),
  ])
  return {
    items: shown.map(({ id, state, variables: _variables, revision: _revision, startedBy: _by, ...row }) => {
      const graph = graphs.get(row.definitionId) as Graph
      const own = new Map(tasks.filter((task) => task.instanceId === id).map((task) => [task.element, task]))
      const waiting = waitingOf(
        graph,
        state,
        new Map([...own].map(([element, task]) => [element, task.who ?? 'nobody'])),
      )
      const nodeOf = (node: string) => graph.nodes[graph.byId.get(node) ?? -1]
      return {
        instanceId: id,
        ...row,
        present: waiting.map((one) => ({
          ...one,
          kind: nodeOf(one.node)?.kind ?? 'process',
          task: taskShown(own.get(one.element), call.now),
          incidents: state.incidents.flatMap(({ element, code }) => (element === one.element ? [code] : [])),
        })),
        done: activities
          .filter(({ instanceId }) => instanceId === id)
          .map(({ instanceId: _instance, via: _via, note: _note, ...activity }) => ({
            ...activity,
            name: nodeOf(activity.node)?.name ?? graph.name,
            kind: nodeOf(activity.node)?.kind ?? 'process',
          })),
      }
    }),
    more: found.length > POSITIONS_MAX,
  }
})

/**
 * The instances a record takes part in, living ones first: those with its business key, those with open tasks on it, and,
 * when its kind is known, those that commands on it moved. Who sees only their own sees those they started or worked in.
 */
function instancesOf(
  { tx, call, scope }: QueryContext,
  subject: string,
  kind: string | undefined,
): Promise<InstanceRow[]> {
  const moved =
    kind === undefined
      ? sql``
      : sql`
        union
        select event.instance_id
        from kernel.journal_object as touched
        join process.input_event as event on event.tenant_id = touched.tenant_id and event.journal_id = touched.journal_id
        where touched.tenant_id = kernel.tenant_id() and touched.object_type = ${kind} and touched.object_id = ${subject}`
  return tx.rows(sql<InstanceRow>`
    select i.id, i.definition_id as "definitionId", i.process_key as key, d.name, d.version, i.status,
      i.business_key as "businessKey", i.parent_id as "parentId", i.variables, i.state, i.revision,
      i.started_by as "startedBy", i.started_at as "startedAt", i.ended_at as "endedAt"
    from (
      select id
      from process.instance
      where tenant_id = kernel.tenant_id() and business_key = ${subject}
      union
      select t.instance_id
      from process.task_binding as b
      join process.task as t on t.tenant_id = b.tenant_id and t.id = b.task_id
      where b.tenant_id = kernel.tenant_id() and b.subject = ${subject}
      ${moved}) as part
    join process.instance i on i.tenant_id = kernel.tenant_id() and i.id = part.id
    join process.definition d on d.tenant_id = i.tenant_id and d.id = i.definition_id
    where ${scope === 'all' ? sql`true` : workedIn(call.onBehalfOf ?? call.actorId)}
    order by i.status <> 'active', i.started_at desc, i.id
    limit ${POSITIONS_MAX + 1}`)
}

const workedIn = (principalId: string): RawBuilder<unknown> => sql`(
  i.started_by = ${principalId}
  or exists (
    select
    from process.task t
    where t.tenant_id = i.tenant_id and t.instance_id = i.id
      and ${principalId}::uuid in (t.assignee_id, t.ended_by, t.delegated_by)))`

interface TaskRow {
  readonly instanceId: string
  readonly element: number
  readonly taskId: string
  readonly assigneeId: string | null
  readonly assigneeName: string | null
  readonly dueAt: Temporal.Instant | null
  readonly candidateRoles: string[]
  readonly candidatePeople: { principalId: string; name: string }[]
  readonly who: string | null
}

/** The open tasks of instances, each with who may do it. */
function tasksOf(tx: Tx, instanceIds: readonly string[]): Promise<TaskRow[]> {
  return tx.rows(sql<TaskRow>`
    select t.instance_id as "instanceId", t.element, t.id as "taskId", t.assignee_id as "assigneeId",
      assignee.name as "assigneeName", t.due_at as "dueAt", candidates.roles as "candidateRoles",
      candidates.people as "candidatePeople", coalesce(assignee.name, candidates.words) as who
    from process.task t
    left join access.principal assignee on assignee.tenant_id = t.tenant_id and assignee.id = t.assignee_id
    cross join lateral (
      select coalesce(jsonb_agg(c.candidate order by c.candidate) filter (where c.kind = 'role'), '[]') as roles,
        coalesce(jsonb_agg(jsonb_build_object('principalId', p.id, 'name', p.name) order by p.name)
          filter (where p.id is not null), '[]') as people,
        string_agg(coalesce(p.name, c.candidate), ', ' order by c.candidate) as words
      from process.task_candidate c
      left join access.principal p on p.tenant_id = c.tenant_id and c.kind <> 'role' and p.id::text = c.candidate
      where c.tenant_id = t.tenant_id and c.task_id = t.id) as candidates
    where t.tenant_id = kernel.tenant_id() and t.instance_id = any(${instanceIds}::uuid[]) and t.ended_at is null`)
}

function taskShown(task: TaskRow | undefined, now: Temporal.Instant) {
  if (!task) return null
  const { instanceId: _instance, element: _element, who: _who, ...shown } = task
  const overdue = task.dueAt !== null && Temporal.Instant.compare(task.dueAt, now) < 0
  return { ...shown, overdue }
}

/** What instances have gone through, in the order of their elements. */
function activitiesOf(
  tx: Tx,
  instanceIds: readonly string[],
): Promise<(ActivityRow & { readonly instanceId: string })[]> {
  return tx.rows(sql<ActivityRow & { readonly instanceId: string }>`
    select a.instance_id as "instanceId", a.element, a.node, a.via, a.started_at as "startedAt", a.ended_at as "endedAt",
      a.outcome, a.note, t.ended_by as "doneBy"
    from process.activity a
    left join process.task t
      on t.tenant_id = a.tenant_id and t.instance_id = a.instance_id and t.element = a.element
    where a.tenant_id = kernel.tenant_id() and a.instance_id = any(${instanceIds}::uuid[])
    order by a.instance_id, a.element`)
}
