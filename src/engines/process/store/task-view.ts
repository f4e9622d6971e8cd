/** Tasks as people see them, with the reason why they see them. */
import type { Call } from '#kernel/handle.ts'
import { type RawBuilder, sql } from '#kernel/sql.ts'
import { doerOf, rolesHeld, type TaskState } from './task-table.ts'

export type TaskRow = {
  readonly id: string
  readonly name: string
  readonly node: string
  readonly processKey: string
  readonly processName: string
  readonly instanceId: string
  readonly businessKey: string | null
  readonly state: TaskState
  readonly assigneeId: string | null
  readonly priority: number
  readonly dueAt: Temporal.Instant | null
  readonly followUpAt: Temporal.Instant | null
  readonly overdue: boolean
  readonly commands: string[]
  readonly subjects: string[]
  readonly form: string | null
  readonly why: string
  readonly createdAt: Temporal.Instant
  readonly revision: number
}

/** Columns of `TaskRow` but the reason, of a task `t` with its instance `i` and definition `d`. */
export const taskColumns = (call: Call) => sql`
  t.id, t.name, t.node, t.process_key as "processKey", d.name as "processName", t.instance_id as "instanceId",
  i.business_key as "businessKey", t.state, t.assignee_id as "assigneeId", t.priority, t.due_at as "dueAt",
  t.follow_up_at as "followUpAt", coalesce(t.ended_at is null and t.due_at < ${call.now}, false) as overdue,
  t.commands, t.subjects, t.form, t.created_at as "createdAt", t.revision`

const joined = sql`
  join process.instance i on i.tenant_id = t.tenant_id and i.id = t.instance_id
  join process.definition d on d.tenant_id = i.tenant_id and d.id = i.definition_id`

/** A task without a due date sorts after all others. */
const dueSort = sql`coalesce(t.due_at, timestamptz '9999-12-31') as "dueSort"`

/** The reason why a task is in the list of the caller, by task; the nearest reason first. */
const mine = (call: Call) => sql`
  select distinct on (task_id) task_id, why
  from (
    select t.id as task_id, 1 as rank,
      case when t.delegated_by is null then 'assigned to you' else 'delegated to you' end as why
    from process.task t
    where t.tenant_id = kernel.tenant_id() and t.assignee_id = ${doerOf(call)} and t.ended_at is null
    union all
    select c.task_id, 2, 'offered to you'
    from process.task_candidate c
    where c.tenant_id = kernel.tenant_id() and c.kind = 'person' and c.candidate = ${doerOf(call)}::text
    union all
    select c.task_id, 3, 'offered to the role ' || c.candidate
    from process.task_candidate c
    where c.tenant_id = kernel.tenant_id() and c.kind = 'role' and c.candidate in (${rolesHeld(call)})
  ) as reason
  order by task_id, rank, why`

/** Open tasks: everybody's, or those the caller may do. */
export function openTasks(call: Call, everyone: boolean): RawBuilder<unknown> {
  if (everyone) {
    return sql`
      select ${taskColumns(call)}, ${dueSort}, coalesce(m.why, 'you oversee it') as why
      from process.task t ${joined}
      left join (${mine(call)}) as m on m.task_id = t.id
      where t.tenant_id = kernel.tenant_id() and t.ended_at is null`
  }
  return sql`
    select ${taskColumns(call)}, ${dueSort}, m.why
    from (${mine(call)}) as m
    join process.task t on t.tenant_id = kernel.tenant_id() and t.id = m.task_id ${joined}
    where t.ended_at is null and not t.excluded && ${handsOf(call)}::uuid[]
      and (t.assignee_id is null or t.assignee_id = ${doerOf(call)})`
}

const handsOf = (call: Call) => [call.actorId, ...(call.onBehalfOf ? [call.onBehalfOf] : [])]

export type TaskDetail = TaskRow & {
  readonly variables: Record<string, never>
  readonly headers: Record<string, string>
  readonly candidateRoles: string[]
  readonly candidatePeople: string[]
  readonly excluded: string[]
  readonly delegatedBy: string | null
  readonly endedAt: Temporal.Instant | null
  readonly endedBy: string | null
  readonly outcome: string | null
}

/** One task whole; for a caller without oversight only one that is, was or may become theirs. */
export function oneTask(call: Call, taskId: string, everyone: boolean): RawBuilder<TaskDetail> {
  const visible = everyone
    ? sql`true`
    : sql`(m.why is not null or ${doerOf(call)} in (t.assignee_id, t.ended_by, t.delegated_by))`
  return sql<TaskDetail>`
    select ${taskColumns(call)}, t.variables, t.headers, t.excluded, t.delegated_by as "delegatedBy",
      t.ended_at as "endedAt", t.ended_by as "endedBy", t.outcome,
      coalesce(m.why, case when t.ended_at is null then 'you oversee it' else 'it is done' end) as why,
      array(
        select c.candidate
        from process.task_candidate c
        where c.tenant_id = t.tenant_id and c.task_id = t.id and c.kind = 'role'
        order by 1) as "candidateRoles",
      array(
        select c.candidate
        from process.task_candidate c
        where c.tenant_id = t.tenant_id and c.task_id = t.id and c.kind = 'person'
        order by 1) as "candidatePeople"
    from process.task t ${joined}
    left join (${mine(call)}) as m on m.task_id = t.id
    where t.tenant_id = kernel.tenant_id() and t.id = ${taskId} and ${visible}`
}
