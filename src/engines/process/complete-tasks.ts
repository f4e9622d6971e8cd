import { type Call, handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { completeMany as contract } from './contract.ts'
import type { Variables } from './model/expression.ts'
import { advancing } from './store/advance.ts'
import { completingRefusal } from './store/completing.ts'
import { completeTaken, takeTasks } from './store/take-task.ts'
import { findTasks, type Task, touchedTask } from './store/task-table.ts'

/**
 * Completes many tasks. All their instances are locked before the tasks are looked at for good, all advance together,
 * and what changed is written in one statement; which tasks may be completed is decided for each by itself. One that
 * another of them made needless (a quorum was reached) is told as such.
 */
export const completeTasks = handle(contract, async (ctx, { taskIds, variables, allOrNone }) => {
  const { tx, call } = ctx
  const wanted = [...new Set(taskIds)]
  const before = await advancing(ctx, async (advance) => {
    const tasks = await takeTasks(advance, wanted)
    const steps = new Set<string>()
    return tasks.map((task) => {
      const step = `${task.instanceId} ${task.node}`
      const refusal =
        task.once && steps.has(step)
          ? new Refused('task_excluded', { taskId: task.id })
          : completeTaken(advance, task, variables as Variables)
      if (!refusal) steps.add(step)
      return { task, refusal }
    })
  })
  const after = new Map((await findTasks(tx, call, wanted)).map((task) => [task.id, task]))
  const known = new Map(before.map((decided) => [decided.task.id, decided]))
  const items = wanted.map((taskId) => outcomeOf(taskId, known.get(taskId), after.get(taskId), call))
  const refused = items.filter(({ refusal }) => refusal !== null)
  if (allOrNone && refused.length > 0) {
    const problems = refused.map(({ taskId, refusal, message }) => ({
      pointer: `/taskIds/${taskIds.indexOf(taskId)}`,
      code: refusal ?? '',
      message: message ?? '',
      params: known.get(taskId)?.refusal?.detail ?? {},
    }))
    throw new Refused('tasks_not_all_completed', { count: refused.length, of: wanted.length }, problems)
  }
  const done = items.filter(({ refusal }) => refusal === null)
  return {
    output: { completed: done.length, items },
    touched: done.flatMap(({ taskId }) => {
      const task = known.get(taskId)?.task
      return task ? touchedTask(task, { state: 'completed', assigneeId: task.assigneeId }) : []
    }),
  }
})

type Decided = Readonly<{ task: Task; refusal: Refused | null }>

function outcomeOf(taskId: string, before: Decided | undefined, after: Task | undefined, call: Call) {
  const needless = after?.state === 'cancelled' ? completingRefusal(after, call) : null
  const refusal = before ? (before.refusal ?? needless) : new Refused('task_not_found', { taskId })
  if (refusal) return { taskId, state: after?.state ?? null, refusal: refusal.code, message: refusal.message }
  return { taskId, state: 'completed' as const, refusal: null, message: null }
}
