/** What the processes make of a command that was done: tasks it completes, instances it moves or starts. */
import { handsIn } from '#engines/access'
import type { Json as WireJson } from '#kernel/contract.ts'
import type { Context } from '#kernel/handle.ts'
import type { Done } from '#kernel/house.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import type { Json, Variables } from '../model/expression.ts'
import { advancing } from './advance.ts'
import { place } from './changes.ts'
import { withCompletion } from './completing.ts'
import { deliver } from './correlate.ts'
import { type AwaitedTask, movesProcesses, whoWants } from './interest.ts'
import { type Advance, type Message, send, take, taken } from './work.ts'

/** The seam to the kernel: called after every command, in its transaction. */
export async function continueProcesses(ctx: Context, done: Done): Promise<void> {
  const subjects = subjectsOf(done)
  const messages = messagesOf(done)
  const command = done.contract.name
  const doing = subjects.length > 0 && !movesProcesses(command) ? { command, subjects } : undefined
  const { tasks, wanted } = await whoWants(ctx.tx, messages, doing)
  if (tasks.length === 0 && wanted.length === 0) return
  await advancing(ctx, async (advance) => {
    if (tasks.length > 0) await completeTasks(advance, done, tasks, new Set(subjects))
    if (wanted.length > 0) await deliver(advance, messages, wanted)
  })
}

/** The objects a command was about: the target of its input, and whatever it touched. */
function subjectsOf({ contract, input, touched }: Done): string[] {
  const { target } = contract
  const named =
    target && typeof input === 'object' && input !== null ? (input as Record<string, unknown>)[target] : null
  const ids = new Set(touched.map((object) => object.id))
  if (typeof named === 'string') ids.add(named)
  return [...ids]
}

/** A business event is a message: its type the name, its key the correlation key. */
function messagesOf({ events, journalId }: Done): Message[] {
  return events.map(({ type, key, payload }, position) => ({
    name: type,
    key,
    messageId: `${journalId} ${position}`,
    timeToLive: null,
    variables: JSON.parse(JSON.stringify(payload)) as Variables,
  }))
}

/**
 * Completes the tasks that waited for this command. A task about several subjects is done when one of its
 * commands has been run on each; who is left is asked again under the lock, so that of two who finish at the
 * same time one completes it.
 */
async function completeTasks(
  advance: Advance,
  done: Done,
  tasks: readonly AwaitedTask[],
  subjects: ReadonlySet<string>,
): Promise<void> {
  await take(advance, tasks)
  const waiting = await advance.ctx.tx.rows(sql<{ taskId: string; subject: string }>`
    select task_id as "taskId", subject
    from process.task_binding
    where tenant_id = kernel.tenant_id() and task_id = any(${tasks.map(({ id }) => id)}::uuid[])`)
  for (const task of tasks) {
    const mine = waiting.filter(({ taskId }) => taskId === task.id)
    if (mine.length === 0) continue
    refuseExcluded(task, done)
    const handled = mine.filter(({ subject }) => subjects.has(subject))
    if (handled.length < mine.length) {
      for (const { subject } of handled) advance.changes.subjectsDone.push({ task_id: task.id, subject })
      continue
    }
    const instance = taken(advance, task.instanceId)
    advance.changes.outcomes.set(place(instance, task.element), done.contract.name)
    const variables = { outcome: done.contract.name, result: done.output as WireJson as Json }
    const by = { ...done, now: advance.ctx.call.now }
    const result = withCompletion(instance, task.element, by, variables)
    send(advance, instance.id, { type: 'complete', element: task.element, variables: result })
  }
}

/** Four eyes: who is excluded from a task may not do it by its command either, nor for somebody else. */
function refuseExcluded(task: AwaitedTask, done: Done): void {
  if (handsIn(done).some((id) => task.excluded.includes(id)))
    throw new Refused('task_excluded', { taskId: task.id })
}
