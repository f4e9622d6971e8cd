/** Rows of people's tasks, and who may do them. */
import { handsIn } from '#engines/access'
import type { Call, Context } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import { askAssigning } from './assigning-listeners.ts'
import { doerOf, excludedFrom, offeredTo } from './task-candidates.ts'

export type TaskState = 'created' | 'claimed' | 'delegated' | 'resolved' | 'completed' | 'cancelled'

export type Task = Readonly<{
  id: string
  instanceId: string
  rootId: string
  element: number
  node: string
  name: string
  state: TaskState
  assigneeId: string | null
  delegatedBy: string | null
  /** Who delegated it before, the first one first. */
  delegatedEarlier: readonly string[]
  excluded: readonly string[]
  /** Whether nobody may do its step of the instance twice. */
  once: boolean
  commands: readonly string[]
  subjects: readonly string[]
  requires: readonly string[]
  priority: number
  followUpAt: Temporal.Instant | null
  revision: number
  /** Whether it is offered to the caller or a role of the caller's. */
  offered: boolean
  /** Who was asked something about it and has not answered. */
  asked: readonly string[]
  /** Why its instance is suspended; null while it is not. */
  heldBecause: string | null
}>

/** Who was asked something about a task `t` and has not answered. */
export const askedAbout = sql`
  array(
    select n.to_id
    from process.task_note n
    where n.tenant_id = t.tenant_id and n.task_id = t.id and n.kind = 'question' and n.answered_at is null
    order by n.id)`

const heldBecause = sql`
  (
    select s.reason
    from process.suspension s
    where s.tenant_id = t.tenant_id and s.instance_id = t.instance_id)`

const columns = (call: Call): RawBuilder<unknown> => sql`
  t.id, t.instance_id as "instanceId", t.root_id as "rootId", t.element, t.node, t.name, t.state,
  t.assignee_id as "assigneeId", t.delegated_by as "delegatedBy", t.delegated_earlier as "delegatedEarlier",
  ${excludedFrom} as excluded, t.once, t.commands, t.subjects, t.requires, t.priority, t.follow_up_at as "followUpAt", t.revision,
  ${offeredTo(doerOf(call), call)} as offered, ${askedAbout} as asked,
  ${heldBecause} as "heldBecause"`

/** The tasks as they are now, unlocked; those that are there. */
export function findTasks(tx: Tx, call: Call, taskIds: readonly string[]): Promise<Task[]> {
  return tx.rows(sql<Task>`
    select ${columns(call)}
    from process.task t
    where t.tenant_id = kernel.tenant_id() and t.id = any(${taskIds}::uuid[])`)
}

/** The task as it is now, unlocked; refuses when there is none. */
export async function findTask(tx: Tx, call: Call, taskId: string): Promise<Task> {
  const found = await tx.maybe(sql<Task>`
    select ${columns(call)}
    from process.task t
    where t.tenant_id = kernel.tenant_id() and t.id = ${taskId}`)
  if (!found) throw new Refused('task_not_found', { taskId })
  return found
}

export const isOpen = ({ state }: Pick<Task, 'state'>) => state !== 'completed' && state !== 'cancelled'

/** Locks an open task until the transaction ends; refuses one that is done or was cancelled. */
export async function lockOpenTask(tx: Tx, call: Call, taskId: string): Promise<Task> {
  // Both travel together, but the look is a statement of its own: it sees what the lock has waited for.
  tx.later(sql`
    select
    from process.task
    where tenant_id = kernel.tenant_id() and id = ${taskId}
    for update`)
  const task = await findTask(tx, call, taskId)
  if (!isOpen(task)) throw new Refused('task_not_open', { taskId, state: task.state })
  return task
}

/** Why the doer may not do this task, or null. Pure. */
export function doingRefusal(
  task: Pick<Task, 'assigneeId' | 'offered' | 'excluded'>,
  call: Pick<Call, 'actorId' | 'onBehalfOf'>,
): 'task_not_yours' | 'task_claimed' | 'task_excluded' | null {
  if (handsIn(call).some((id) => task.excluded.includes(id))) return 'task_excluded'
  if (task.assigneeId === doerOf(call)) return null
  if (!task.offered) return 'task_not_yours'
  return task.assigneeId === null ? null : 'task_claimed'
}

/** Why the doer may not rearrange this task, or null: who may do it may, and who oversees all tasks. Pure. */
export function arrangingRefusal(
  task: Pick<Task, 'assigneeId' | 'offered' | 'excluded'>,
  call: Pick<Call, 'actorId' | 'onBehalfOf'>,
  oversees: boolean,
): ReturnType<typeof doingRefusal> {
  return oversees ? null : doingRefusal(task, call)
}

/** What changes about a task when it changes hands. */
export type Hands = Readonly<{
  state: 'created' | 'claimed' | 'delegated' | 'resolved'
  assigneeId: string | null
  delegatedBy?: string | null
  delegatedEarlier?: readonly string[]
}>

/** Puts a task into other hands, if its listeners let it, and gives the answer of the commands that do so. */
export async function passTask(ctx: Context, taskId: string, hands: Hands) {
  const { state, assigneeId, delegatedBy = null, delegatedEarlier = [] } = hands
  const { revision, ...task } = await ctx.tx.one(sql<{
    revision: number
    node: string
    definitionId: string
  }>`
    update process.task t
    set state = ${state}, assignee_id = ${assigneeId}, delegated_by = ${delegatedBy},
      delegated_earlier = ${delegatedEarlier}::uuid[], revision = t.revision + 1
    from process.instance i
    where t.tenant_id = kernel.tenant_id() and t.id = ${taskId}
      and i.tenant_id = t.tenant_id and i.id = t.instance_id
    returning t.revision, t.node, i.definition_id as "definitionId"`)
  if (assigneeId !== null) await askAssigning(ctx, { taskId, ...task })
  return { taskId, state, assigneeId, revision }
}

/** Says that what is known of a task is not all any more: it waits for an answer, so nobody completes it as it was read. */
export async function reviseTask(tx: Tx, taskId: string): Promise<void> {
  await tx.run(sql`
    update process.task
    set revision = revision + 1
    where tenant_id = kernel.tenant_id() and id = ${taskId}`)
}

/** Refuses to name somebody who is not an active person. */
export async function requireActivePerson(tx: Tx, personId: string): Promise<void> {
  const found = await tx.maybe(sql<{ id: string }>`
    select id
    from access.principal
    where tenant_id = kernel.tenant_id() and id = ${personId} and kind = 'person' and active`)
  if (!found) throw new Refused('task_person_unknown', { personId })
}

/** Refuses to give a task to somebody who is not an active person, or who is excluded from it. */
export async function requirePerson(tx: Tx, task: Task, personId: string): Promise<void> {
  await requireActivePerson(tx, personId)
  if (task.excluded.includes(personId)) throw new Refused('task_excluded', { taskId: task.id })
}

/** How a change of hands is journaled. */
export function touchedTask(
  task: Pick<Task, 'id' | 'state' | 'assigneeId'>,
  after: Readonly<{ state: string; assigneeId: string | null }>,
) {
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
