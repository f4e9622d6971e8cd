/** Open work of others that somebody waits for. */
import type { Call } from '#kernel/handle.ts'
import { type RawBuilder, sql } from '#kernel/sql.ts'
import { doerOf } from './task-candidates.ts'
import { nearestReason } from './task-reasons.ts'
import { shortColumns } from './task-view.ts'

export interface AwaitedRow {
  readonly id: string
  readonly name: string
  readonly node: string
  readonly processKey: string
  readonly processName: string
  readonly instanceId: string
  readonly dueAt: Temporal.Instant | null
  readonly overdue: boolean
  readonly commands: string[]
  readonly subjects: string[]
  readonly about: string
  readonly subject: { readonly kind: string; readonly id: string } | null
  readonly kind: 'question' | 'delegated' | 'process'
  readonly since: Temporal.Instant
  readonly people: { principalId: string; name: string }[]
  readonly roles: string[]
}

/** Tasks by the nearest reason for which the caller waits: task_id, kind, since, and whose turn it is when one person is meant. */
const waits = (call: Call) => sql`
  select distinct on (w.task_id) w.*
  from (
    select n.task_id, 0 as rank, 'question' as kind, n.said_at as since, n.to_id as person_id
    from process.task_note n
    where n.tenant_id = kernel.tenant_id() and n.said_by = ${call.actorId} and n.kind = 'question'
      and n.answered_at is null and coalesce(n.said_for, n.said_by) = ${doerOf(call)}
    union all
    select t.id, 1, 'delegated', t.created_at, t.assignee_id
    from process.task t
    where t.tenant_id = kernel.tenant_id() and t.delegated_by = ${doerOf(call)} and t.ended_at is null
      and t.state = 'delegated'
    union all
    select t.id, 2, 'process', t.created_at, t.assignee_id
    from process.instance began
    join process.instance i on i.tenant_id = began.tenant_id and i.root_id = began.id and i.status = 'active'
    join process.task t on t.tenant_id = i.tenant_id and t.instance_id = i.id and t.ended_at is null
    where began.tenant_id = kernel.tenant_id() and began.started_by = ${doerOf(call)} and began.status = 'active'
      and began.parent_id is null) as w
  order by w.task_id, w.rank, w.since`

/** What others are to do for the caller; not what the caller may do as well. */
export const awaitedTasks = (call: Call): RawBuilder<unknown> => sql`
  select ${shortColumns(call)}, w.kind, w.since,
    case when t.variables ? 'subjectType' and t.variables ? 'subjectId' then
      jsonb_build_object('kind', t.variables ->> 'subjectType', 'id', t.variables ->> 'subjectId') end as subject,
    coalesce(one.people, offered.people, '[]') as people,
    case when one.people is null then coalesce(offered.roles, '{}') else '{}' end as roles
  from (${waits(call)}) as w
  join process.task t on t.tenant_id = kernel.tenant_id() and t.id = w.task_id
  join process.instance i on i.tenant_id = t.tenant_id and i.id = t.instance_id
  join process.definition d on d.tenant_id = i.tenant_id and d.id = i.definition_id
  left join (${nearestReason(call, true)}) as mine on mine.task_id = t.id
  cross join lateral (
    select jsonb_agg(jsonb_build_object('principalId', p.id, 'name', p.name)) as people
    from access.principal p
    where p.tenant_id = t.tenant_id and p.id = w.person_id) as one
  cross join lateral (
    select jsonb_agg(jsonb_build_object('principalId', p.id, 'name', p.name) order by p.name)
        filter (where p.id is not null) as people,
      array_agg(c.candidate order by c.candidate) filter (where c.kind = 'role') as roles
    from process.task_candidate c
    left join access.principal p on p.tenant_id = c.tenant_id and c.kind = 'person' and p.id::text = c.candidate
    where c.tenant_id = t.tenant_id and c.task_id = t.id) as offered
  where mine.task_id is null or w.kind <> 'process'`
