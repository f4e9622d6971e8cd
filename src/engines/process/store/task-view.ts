/** Tasks as people see them, with the reason why they see them. */
import type { Call } from '#kernel/handle.ts'
import { json, type RawBuilder, sql } from '#kernel/sql.ts'
import { type ReasonCode, reason } from '../reasons.ts'
import { candidatesOf, doerOf, excludedFrom } from './task-candidates.ts'
import { nearestReason, type StoredReason } from './task-reasons.ts'
import { askedAbout, type TaskState } from './task-table.ts'

export type TaskRow = {
  readonly id: string
  readonly name: string
  readonly node: string
  readonly processKey: string
  readonly processName: string
  readonly instanceId: string
  readonly businessKey: string | null
  readonly state: TaskState | 'suspended'
  readonly assigneeId: string | null
  readonly priority: number
  readonly dueAt: Temporal.Instant | null
  readonly followUpAt: Temporal.Instant | null
  readonly overdue: boolean
  readonly reminded: number
  readonly remindedAt: Temporal.Instant | null
  readonly commands: string[]
  readonly subjects: string[]
  readonly about: string
  readonly requires: string[]
  readonly form: string | null
  readonly reason: StoredReason
  readonly substituteFor: string | null
  readonly asked: string[]
  readonly createdAt: Temporal.Instant
  readonly revision: number
}

/** A task whose instance is suspended shows so, whatever it was before and will be again. */
const shownState = sql`
  case
    when t.ended_at is null and exists (
      select
      from process.suspension s
      where s.tenant_id = t.tenant_id and s.instance_id = t.instance_id) then 'suspended'
    else t.state
  end`

const uuid = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

/** What tells a task from its neighbours in a list: its title, else the short words its process gives with it. */
export const aboutTask = sql`
  coalesce(nullif(t.variables ->> 'title', ''), (
    select string_agg(word, ' · ')
    from (
      select given.value #>> '{}' as word
      from jsonb_each(t.variables) as given
      where jsonb_typeof(given.value) = 'string' and length(given.value #>> '{}') between 1 and 80
        and given.value #>> '{}' !~ ${sql.lit(uuid)}
      order by given.key
      limit 4) as words), '')`

/** A task without a due date sorts after all others. */
const dueSort = sql`coalesce(t.due_at, timestamptz '9999-12-31') as "dueSort"`

/** What tells a task `t` with its instance `i` and definition `d`, to those who do it and to those who wait. */
export const shortColumns = (call: Call) => sql`
  t.id, t.name, t.node, t.process_key as "processKey", d.name as "processName", t.instance_id as "instanceId",
  t.due_at as "dueAt", coalesce(t.ended_at is null and t.due_at < ${call.now}, false) as overdue,
  t.commands, t.subjects, t.reminded, t.reminded_at as "remindedAt", ${aboutTask} as about, ${dueSort}`

/** Columns of `TaskRow` but the reason. */
const taskColumns = (call: Call) => sql`
  ${shortColumns(call)}, i.business_key as "businessKey", ${shownState} as state, t.assignee_id as "assigneeId", t.priority,
  t.follow_up_at as "followUpAt", t.requires, t.form, ${askedAbout} as asked, t.created_at as "createdAt", t.revision`

const joined = sql`
  join process.instance i on i.tenant_id = t.tenant_id and i.id = t.instance_id
  join process.definition d on d.tenant_id = i.tenant_id and d.id = i.definition_id`

const substituteFor = sql`case when m.is_substitute then m.hand_id end as "substituteFor"`

/** A reason that is the same for everybody. */
const without = (code: ReasonCode) => sql`${json({ code, values: {} })}`

/** A row with its reason in words. */
export const withWhy = <Row extends Pick<TaskRow, 'reason'>>(row: Row) => ({
  ...row,
  why: reason(row.reason.code, row.reason.values).why,
})

/** Open tasks: everybody's, or those the caller may do or is asked about. */
export function openTasks(call: Call, everyone: boolean): RawBuilder<unknown> {
  if (everyone) {
    return sql`
      select ${taskColumns(call)}, coalesce(m.reason, ${without('you_oversee')}) as reason, ${substituteFor}
      from process.task t ${joined}
      left join (${nearestReason(call, false)}) as m on m.task_id = t.id
      where t.tenant_id = kernel.tenant_id() and t.ended_at is null`
  }
  return sql`
    select ${taskColumns(call)}, m.reason, ${substituteFor}
    from (${nearestReason(call, true)}) as m
    join process.task t on t.tenant_id = kernel.tenant_id() and t.id = m.task_id ${joined}
    where t.ended_at is null`
}

/** The open tasks of the caller as far as they are counted: process_key, due_at, kind. */
export const myOpenTasks = (call: Call) => sql`
  select t.process_key, t.due_at, m.kind
  from (${nearestReason(call, true)}) as m
  join process.task t on t.tenant_id = kernel.tenant_id() and t.id = m.task_id
  where t.ended_at is null`

export type TaskDetail = TaskRow & {
  readonly definitionId: string
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

/** Whether a caller without oversight sees the task `t`: it is or may become theirs, or they had a hand in it. */
const visible = (call: Call) => sql`(
  m.reason is not null or ${doerOf(call)} in (t.assignee_id, t.ended_by, t.delegated_by)
  or exists (
    select
    from process.task_note n
    where n.tenant_id = t.tenant_id and n.task_id = t.id and n.to_id = ${doerOf(call)})
  or exists (
    select
    from kernel.journal_object o
    join kernel.journal j on j.tenant_id = o.tenant_id and j.id = o.journal_id
    where o.tenant_id = t.tenant_id and o.object_type = 'task' and o.object_id = t.id::text
      and ${doerOf(call)} in (j.actor_id, j.on_behalf_of)))`

/** One task whole; for a caller without oversight only one that concerns them. */
export function oneTask(call: Call, taskId: string, everyone: boolean): RawBuilder<TaskDetail> {
  return sql<TaskDetail>`
    select ${taskColumns(call)}, i.definition_id as "definitionId", t.variables, t.headers, ${excludedFrom} as excluded, t.delegated_by as "delegatedBy",
      t.ended_at as "endedAt", t.ended_by as "endedBy", t.outcome, ${substituteFor},
      coalesce(m.reason, case when t.ended_at is null then ${without('you_oversee')} else ${without('it_is_done')} end)
        as reason,
      ${candidatesOf('role')} as "candidateRoles", ${candidatesOf('person')} as "candidatePeople"
    from process.task t ${joined}
    left join (${nearestReason(call, false)}) as m on m.task_id = t.id
    where t.tenant_id = kernel.tenant_id() and t.id = ${taskId} and ${everyone ? sql`true` : visible(call)}`
}

/** Whether a task concerns the caller at all: who sees it may speak about it. */
export function seenTask(call: Call, taskId: string, everyone: boolean): RawBuilder<{ id: string }> {
  return sql<{ id: string }>`
    select t.id
    from process.task t
    left join (${nearestReason(call, false)}) as m on m.task_id = t.id
    where t.tenant_id = kernel.tenant_id() and t.id = ${taskId} and ${everyone ? sql`true` : visible(call)}`
}
