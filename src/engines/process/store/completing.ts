/** Whether a task may be completed as it is, with what is given. Pure. */
import type { Call } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import type { Variables } from '../model/expression.ts'
import { formProblems } from '../model/form.ts'
import type { FormSchema, Graph } from '../model/graph.ts'
import type { Instance } from './instance.ts'
import { doingRefusal, isOpen, type Task } from './task-table.ts'

/** Why the doer may not complete this task by `tasks.complete`, as a refusal with its words, or null. */
export function completingRefusal(task: Task, call: Pick<Call, 'actorId' | 'onBehalfOf'>): Refused | null {
  const { id: taskId, state, commands, assigneeId, asked, heldBecause } = task
  if (!isOpen(task)) return new Refused('task_not_open', { taskId, state })
  if (commands.length > 0) {
    return new Refused('task_done_by_command', { taskId, commands })
  }
  const refusal = doingRefusal(task, call)
  if (refusal) return new Refused(refusal, { taskId, assigneeId })
  if (heldBecause !== null) return new Refused('task_suspended', { taskId, reason: heldBecause })
  if (asked.length > 0) return new Refused('task_awaits_answer', { taskId, asked })
  return null
}

/** The JSON schema of the form of a node, or null. */
export function schemaOf(graph: Graph, node: string): FormSchema | null {
  const work = graph.nodes[graph.byId.get(node) ?? -1]?.work
  return work?.kind === 'user' ? work.schema : null
}

/** Why what is given is not as the form of the task asks, or null. */
export function formRefusal(graph: Graph, task: Pick<Task, 'id' | 'node'>, given: Variables): Refused | null {
  const schema = schemaOf(graph, task.node)
  const problems = schema ? formProblems(schema, given) : []
  return problems.length > 0 ? new Refused('task_form_invalid', { taskId: task.id }, problems) : null
}

/**
 * What comes of a task, with `completion`: who completed it, in whose name, and when. Only output mappings see it, so that
 * it comes into a process by the wish of its model, and cannot be given by whoever completes the task.
 */
export function withCompletion(
  { graph, state }: Pick<Instance, 'graph' | 'state'>,
  element: number,
  call: Pick<Call, 'actorId' | 'onBehalfOf' | 'now'>,
  given: Variables,
): Variables {
  const live = state.elements.find(({ id }) => id === element)
  if (!live || graph.nodes[live.node]?.outputs.length === 0) return given
  const { actorId: by, onBehalfOf = null, now } = call
  return { ...given, completion: { by, onBehalfOf, at: now.toString() } }
}
