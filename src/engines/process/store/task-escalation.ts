/** Tasks that were not done in time, given to the next in authority, all of them together. */
import type { Context } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { offerAlso } from './task-candidates.ts'

/** A task that went to the next in authority. */
export type Escalated = Readonly<{
  taskId: string
  processKey: string
  role: string
  dueAt: Temporal.Instant
  stateBefore: string
  assigneeBefore: string | null
}>

/**
 * Offers each late task to the next role of its list as well. It is taken from nobody for good: who held it may claim it
 * again. The next escalation follows after as long as the task had at first, an hour at least. What another node works on
 * is passed over.
 */
export async function escalateLate(
  { tx, call }: Pick<Context, 'tx' | 'call'>,
  limit: number,
): Promise<Escalated[]> {
  const { now, actorId } = call
  const late = await tx.rows(sql<Escalated>`
    with late as (
      select id, state, assignee_id, escalate_to[escalated + 1] as role
      from process.task
      where tenant_id = kernel.tenant_id() and ended_at is null and escalate_at <= ${now}
      order by escalate_at
      limit ${limit}
      for update skip locked),
    moved as (
      update process.task t
      set state = 'created', assignee_id = null, delegated_by = null, delegated_earlier = '{}', revision = t.revision + 1,
        escalated = t.escalated + 1,
        escalate_at = case when t.escalated + 1 < cardinality(t.escalate_to)
          then ${now}::timestamptz + greatest(t.due_at - t.created_at, interval '1 hour') end
      from late
      where t.tenant_id = kernel.tenant_id() and t.id = late.id
      returning t.id, t.process_key, t.due_at, late.role, late.state, late.assignee_id),
    told as (
      insert into process.task_note (id, task_id, kind, said_at, said_by, text, to_role)
      select kernel.new_id(), id, 'escalation', ${now}, ${actorId}, 'It was not done by ' || to_char(due_at, 'YYYY-MM-DD') || '.', role
      from moved)
    select id as "taskId", process_key as "processKey", role, due_at as "dueAt", state as "stateBefore",
      assignee_id as "assigneeBefore"
    from moved
    order by id`)
  if (late.length > 0) {
    const more = late.map(({ taskId, role, assigneeBefore }) => ({ taskId, role, personId: assigneeBefore }))
    await offerAlso(tx, more)
  }
  return late
}
