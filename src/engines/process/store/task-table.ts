/** Rows of people's tasks, and who may do them. */
import type { Call } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'

export type TaskState = 'created' | 'claimed' | 'completed' | 'cancelled'

export type Task = Readonly<{
  id: string
  instanceId: string
  rootId: string
  element: number
  name: string
  state: TaskState
  assigneeId: string | null
  excluded: readonly string[]
  commands: readonly string[]
  revision: number
  /** Whether it is offered to the caller or a role of the caller's. */
  offered: boolean
}>

/** The principal whose work it is: the one acted for, else the caller. */
export const doerOf = (call: Pick<Call, 'actorId' | 'onBehalfOf'>) => call.onBehalfOf ?? call.actorId

/** The roles the doer holds today. */
export const rolesHeld = (call: Call) => sql`
  select a.role
  from access.role_assignment a
  where a.tenant_id = kernel.tenant_id() and a.principal_id = ${doerOf(call)}
    and a.valid_from <= ${call.today} and (a.valid_to is null or a.valid_to >= ${call.today})`

const columns = (call: Call) => sql`
  t.id, t.instance_id as "instanceId", t.root_id as "rootId", t.element, t.name, t.state,
  t.assignee_id as "assigneeId", t.excluded, t.commands, t.revision,
  exists (
    select
    from process.task_candidate c
    where c.tenant_id = t.tenant_id and c.task_id = t.id
      and (c.kind = 'person' and c.candidate = ${doerOf(call)}::text
        or c.kind = 'role' and c.candidate in (${rolesHeld(call)}))) as offered`

/** The task as it is now, unlocked; refuses when there is none. */
export async function findTask(tx: Tx, call: Call, taskId: string): Promise<Task> {
  const found = await tx.maybe(sql<Task>`
    select ${columns(call)}
    from process.task t
    where t.tenant_id = kernel.tenant_id() and t.id = ${taskId}`)
  if (!found) throw new Refused('task_not_found', { taskId })
  return found
}

/** Locks an open task until the transaction ends; refuses one that is done or was cancelled. */
export async function lockOpenTask(tx: Tx, call: Call, taskId: string): Promise<Task> {
  const locked = await tx.maybe(sql<{ id: string }>`
    select id
    from process.task
    where tenant_id = kernel.tenant_id() and id = ${taskId}
    for update`)
  if (!locked) throw new Refused('task_not_found', { taskId })
  const task = await findTask(tx, call, taskId)
  if (task.state !== 'created' && task.state !== 'claimed') {
    throw new Refused('task_not_open', { taskId, state: task.state })
  }
  return task
}

/** Why the doer may not do this task, or null. Pure. */
export function doingRefusal(
  task: Pick<Task, 'assigneeId' | 'offered' | 'excluded'>,
  call: Pick<Call, 'actorId' | 'onBehalfOf'>,
): 'task_not_yours' | 'task_claimed' | 'task_excluded' | null {
  const hands = [call.actorId, ...(call.onBehalfOf ? [call.onBehalfOf] : [])]
  if (hands.some((id) => task.excluded.includes(id))) return 'task_excluded'
  if (task.assigneeId === doerOf(call)) return null
  if (!task.offered) return 'task_not_yours'
  return task.assigneeId === null ? null : 'task_claimed'
}

/** What changes about a task when it changes hands. */
export type Hands = Readonly<{
  state: 'created' | 'claimed'
  assigneeId: string | null
  delegatedBy: string | null
}>

/** Puts a task into other hands and gives the answer of the commands that do so. */
export async function passTask(tx: Tx, taskId: string, hands: Hands) {
  const { state, assigneeId, delegatedBy } = hands
  const { revision } = await tx.one(sql<{ revision: number }>`
    update process.task
    set state = ${state}, assignee_id = ${assigneeId}, delegated_by = ${delegatedBy}, revision = revision + 1
    where tenant_id = kernel.tenant_id() and id = ${taskId}
    returning revision`)
  return { taskId, state, assigneeId, revision }
}

/** Refuses to give a task to somebody who is not an active person, or who is excluded from it. */
export async function requirePerson(tx: Tx, task: Task, personId: string): Promise<void> {
  const found = await tx.maybe(sql<{ id: string }>`
    select id
    from access.principal
    where tenant_id = kernel.tenant_id() and id = ${personId} and kind = 'person' and active`)
  if (!found) throw new Refused('task_person_unknown', { personId })
  if (task.excluded.includes(personId)) throw new Refused('task_excluded', { taskId: task.id })
}

/** How a change of hands is journaled. */
export function touchedTask(task: Task, after: Readonly<{ state: string; assigneeId: string | null }>) {
  const { state, assigneeId } = task
  return [
    {
      type: 'task',
      id: task.id,
      before: { state, assigneeId },
      after: { state: after.state, assigneeId: after.assigneeId },
    },
  ]
}
