import { sql, type Tx } from '#kernel/sql.ts'

/** The open task that waits for a command on each of these subjects, by subject; the oldest where several do. */
export async function tasksWaitingFor(
  tx: Tx,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (subjects.length === 0) return new Map()
  const rows = await tx.rows(sql<{ subject: string; taskId: string }>`
    select distinct on (bound.subject) bound.subject, task.id as "taskId"
    from process.task_binding as bound
      join process.task on task.tenant_id = bound.tenant_id and task.id = bound.task_id
    where bound.tenant_id = kernel.tenant_id() and bound.subject = any(${[...new Set(subjects)]}::text[]) and task.ended_at is null
    order by bound.subject, task.created_at, task.id`)
  return new Map(rows.map(({ subject, taskId }) => [subject, taskId]))
}
