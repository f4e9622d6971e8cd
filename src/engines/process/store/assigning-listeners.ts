/** Listeners to a task being given to somebody: commands that may keep it from them. */
import { processPrincipal } from '#engines/access'
import type { Json as WireJson } from '#kernel/contract.ts'
import type { Context } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import type { Variables } from '../model/expression.ts'
import type { Node } from '../model/graph.ts'
import { zoneOf } from '../model/timer.ts'
import { reservedCommands } from './check-deployment.ts'
import { graphOf } from './graphs.ts'
import { behalfOf } from './instance.ts'

/** A task that changes hands, as its row says. */
type Passed = Readonly<{ taskId: string; definitionId: string; node: string }>

/**
 * Asks the listeners of a task, one after the other; one that refuses keeps the task where it is. What they answer is not
 * kept: nothing happens to the instance.
 */
export async function askAssigning(ctx: Context, { taskId, definitionId, node: id }: Passed): Promise<void> {
  const { tx, call } = ctx
  const graph = await graphOf(tx, definitionId)
  const node = graph.nodes[graph.byId.get(id) ?? -1]
  if (node?.work?.kind !== 'user' || node.work.assigning.length === 0) return
  const { variables } = await tx.one(sql<{ variables: Variables }>`
    select variables
    from process.task
    where tenant_id = kernel.tenant_id() and id = ${taskId}`)
  const processId = await processPrincipal(tx)
  const as = { actorId: processId, ...behalfOf(ctx, processId), authority: 'process' as const }
  const clock = { now: call.now, zone: zoneOf(graph.properties) }
  for (const { command: told } of node.work.assigning) {
    const command = String(told.evaluate(variables, clock))
    if (reservedCommands.has(command)) throw kept(taskId, command, 'No process runs it.')
    try {
      await ctx.run(command, inputOf(node, variables), as)
    } catch (error) {
      throw error instanceof Refused ? kept(taskId, command, error.message) : error
    }
  }
}

const kept = (taskId: string, command: string, why: string) =>
  new Refused('task_assignment_refused', { taskId, command, why })

/** What the input mappings made, of what the task shows. */
function inputOf({ inputs }: Node, variables: Variables): WireJson {
  const names = new Set(inputs.map(({ target }) => target[0]))
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.has(name))) as WireJson
}
