/** What became of a task, told by the journal: every command that touched it, by whom and for whom. */
import { sql, type Tx } from '#kernel/sql.ts'

export type TaskHappening = {
  readonly at: Temporal.Instant
  /** The command, or `created` and `cancelled`, which the process itself does. */
  readonly what: string
  readonly byId: string | null
  readonly byName: string | null
  readonly onBehalfOf: string | null
  readonly state: string | null
  readonly assigneeId: string | null
}

/** The story of a task, the first first. A command of a room that completed it is told by its outcome. */
export function historyOfTask(tx: Tx, taskId: string): Promise<TaskHappening[]> {
  return tx.rows(sql<TaskHappening>`
    with told as (
      select j.id, j.at, j.command as what, j.actor_id as by_id, j.on_behalf_of, o.after ->> 'state' as state,
        (o.after ->> 'assigneeId')::uuid as assignee_id
      from kernel.journal_object o
      join kernel.journal j on j.tenant_id = o.tenant_id and j.id = o.journal_id
      where o.tenant_id = kernel.tenant_id() and o.object_type = 'task' and o.object_id = ${taskId}::text),
    happened as (
      select 0 as place, null::uuid as id, t.created_at as at, 'created' as what, null::uuid as by_id,
        null::uuid as on_behalf_of, 'created' as state, null::uuid as assignee_id
      from process.task t
      where t.tenant_id = kernel.tenant_id() and t.id = ${taskId}
      union all
      select 1, id, at, what, by_id, on_behalf_of, state, assignee_id
      from told
      union all
      select 2, null, t.ended_at, case when t.state = 'completed' then coalesce(t.outcome, 'completed') else t.state end,
        t.ended_by, null, t.state, t.assignee_id
      from process.task t
      where t.tenant_id = kernel.tenant_id() and t.id = ${taskId} and t.ended_at is not null
        and not exists (select from told where told.state = 'completed'))
    select h.at, h.what, h.by_id as "byId", p.name as "byName", h.on_behalf_of as "onBehalfOf", h.state,
      h.assignee_id as "assigneeId"
    from happened h
    left join access.principal p on p.tenant_id = kernel.tenant_id() and p.id = h.by_id
    order by h.place, h.id`)
}
