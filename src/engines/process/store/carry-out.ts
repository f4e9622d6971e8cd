/** What a step asks for, done: commands run, decisions made, processes called, messages and signals delivered. */
import { processPrincipal } from '#engines/access'
import type { Json as WireJson } from '#kernel/contract.ts'
import { Refused } from '#kernel/refusal.ts'
import { encodeJson, sql } from '#kernel/sql.ts'
import type { Json, Variables } from '../model/expression.ts'
import type { Effect } from '../step/event.ts'
import { brokenWords, mayTryAgain } from './broken-work.ts'
import { offerTask, place } from './changes.ts'
import { reservedCommands, reservedWords } from './check-deployment.ts'
import { beginNext, broadcast, buffered, oneAtATime, publish } from './correlate.ts'
import { decide, versionBound } from './decide.ts'
import { definitionToCall } from './definition-table.ts'
import { graphOf } from './graphs.ts'
import { behalfOf, type Instance } from './instance.ts'
import { variantFor } from './variant-table.ts'
import { type Advance, begin, send, take, taken } from './work.ts'

/** More events than this for one instance in one advance is a circle of commands, not work. */
const heardMax = 1_000

/** Carries out one effect of an instance; what comes of it is queued as events. */
export async function carryOut(advance: Advance, instance: Instance, effect: Effect): Promise<void> {
  switch (effect.type) {
    case 'task':
      return offer(advance, instance, effect)
    case 'command':
      return bounded(advance, instance, effect, () => runCommand(advance, instance, effect))
    case 'decision':
      return bounded(advance, instance, effect, () => makeDecision(advance, instance, effect))
    case 'call':
      return bounded(advance, instance, effect, () => callProcess(advance, instance, effect))
    case 'call-cancelled':
      return cancelCalled(advance, instance, effect.element)
    case 'raised':
      return raiseToCaller(advance, instance, effect)
    case 'answered':
      return answerCalled(advance, instance, effect)
    case 'publish': {
      const { name, key, messageId, timeToLive, variables } = effect
      const id = messageId ?? `${instance.id} ${effect.element}`
      return publish(advance, [{ name, key, messageId: id, timeToLive, variables }])
    }
    case 'signal':
      return broadcast(advance, effect.name, effect.variables, instance.id)
    case 'ended':
      return end(advance, instance, effect)
    default:
  }
}

async function bounded(
  advance: Advance,
  instance: Instance,
  effect: Readonly<{ element: number }>,
  work: () => Promise<void>,
): Promise<void> {
  if (instance.heard <= heardMax) return work()
  const message = `More than ${heardMax} steps without waiting; look for a circle of commands.`
  trouble(advance, instance, effect.element, 'advance_too_long', message)
}

function trouble(advance: Advance, instance: Instance, element: number, code: string, message: string): void {
  send(advance, instance.id, { type: 'trouble', element, code, message })
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** A task goes to people the house knows: whoever it names must be named by the id of a principal. */
function offer(advance: Advance, instance: Instance, effect: Extract<Effect, { type: 'task' }>): void {
  const { assignee, candidateUsers, exclude } = effect.offer
  const stranger = [...(assignee === null ? [] : [assignee]), ...candidateUsers, ...exclude].find(
    (id) => !uuid.test(id),
  )
  if (stranger === undefined) offerTask(advance.changes, instance, effect)
  else {
    const message = `The task names "${stranger}", which is not the id of a principal.`
    trouble(advance, instance, effect.element, 'task_names_stranger', message)
  }
}

/**
 * Runs a command as the process, on behalf of the person behind the cause. A refusal takes back what the
 * command wrote and becomes an error the diagram may route; a fault takes back the whole transaction.
 */
async function runCommand(
  advance: Advance,
  instance: Instance,
  effect: Extract<Effect, { type: 'command' }>,
): Promise<void> {
  const { ctx, queue, instances } = advance
  const { element, command, input } = effect
  if (reservedCommands.has(command)) {
    send(advance, instance.id, {
      type: 'fail',
      element,
      code: 'command_reserved',
      message: reservedWords(command),
    })
    return
  }
  const processId = await processPrincipal(ctx.tx)
  const queued = queue.length
  const before = new Set(instances.keys())
  try {
    const as = { actorId: processId, ...behalfOf(ctx, processId), authority: 'process' as const }
    const output = await ctx.attempt(() => ctx.run(command, input as WireJson, as))
    send(advance, instance.id, { type: 'complete', element, variables: asVariables(output) })
  } catch (error) {
    const broke = !(error instanceof Refused)
    if (broke && !mayTryAgain(instance, effect.node, error)) throw error
    queue.length = queued
    for (const [id, { revision }] of instances) if (revision === 0 && !before.has(id)) instances.delete(id)
    const about = { err: error, instanceId: instance.id, node: effect.node, command }
    if (broke) ctx.log.error(about, 'a command of a process broke down; the process decides what follows')
    if (!broke) {
      const values = JSON.parse(encodeJson(error.detail)) as Variables
      advance.changes.refused.set(place(instance, element), values)
    }
    const told = broke ? brokenWords(error) : { code: error.code, message: error.message }
    send(advance, instance.id, { type: broke ? 'stumble' : 'fail', element, ...told })
  }
}

/** A result that is an object gives its fields as variables, any other one variable named `result`. */
export function asVariables(output: unknown): Variables {
  if (typeof output === 'object' && output !== null && !Array.isArray(output)) return output as Variables
  return { result: (output ?? null) as Json }
}

async function makeDecision(
  advance: Advance,
  instance: Instance,
  effect: Extract<Effect, { type: 'decision' }>,
): Promise<void> {
  const { element, decision, result, context } = effect
  const clock = { now: advance.ctx.call.now, zone: instance.state.zone }
  const { tx } = advance.ctx
  const made = await decide(
    tx,
    decision,
    context,
    clock,
    await versionBound(tx, effect, instance.definitionId),
  )
  if ('code' in made) send(advance, instance.id, { type: 'fail', element, ...made })
  else
    send(advance, instance.id, {
      type: 'complete',
      element,
      variables: { [result]: made.value },
      note: made.why,
    })
}

async function callProcess(
  advance: Advance,
  instance: Instance,
  effect: Extract<Effect, { type: 'call' }>,
): Promise<void> {
  const { element, process, variables } = effect
  const definitionId = await definitionToCall(advance.ctx.tx, effect, instance.definitionId)
  if (definitionId === null) {
    trouble(
      advance,
      instance,
      element,
      'process_not_deployed',
      `No process ${process} is deployed to be called.`,
    )
    return
  }
  const { ctx } = advance
  const global = { definitionId, graph: await graphOf(ctx.tx, definitionId) }
  const clock = { now: ctx.call.now, zone: instance.state.zone }
  // A version that is named is wanted as it is.
  const local = effect.binding === 'latest' ? await variantFor(ctx.tx, global.graph, variables, clock) : null
  const { id: parentId, rootId, businessKey } = instance
  const beginning = {
    ...(local ?? global),
    rootId,
    businessKey,
    startKey: null,
    parentId,
    parentElement: element,
  }
  begin(advance, beginning, { type: 'start', variables, zone: instance.state.zone, called: true })
}

/** The live instance a call activity waits for; here already, or read under the root's lock. */
async function calledBy(advance: Advance, caller: Instance, element: number): Promise<Instance | null> {
  for (const instance of advance.instances.values()) {
    const ours = instance.parentId === caller.id && instance.parentElement === element
    if (ours && (instance.state.status === 'active' || instance.state.status === 'new')) return instance
  }
  const row = await advance.ctx.tx.maybe(sql<{ id: string }>`
    select id
    from process.instance
    where tenant_id = kernel.tenant_id() and parent_id = ${caller.id} and parent_element = ${element}
      and status = 'active'`)
  if (!row || advance.instances.has(row.id)) return null
  await take(advance, [{ instanceId: row.id, rootId: caller.rootId }])
  return taken(advance, row.id)
}

async function cancelCalled(advance: Advance, caller: Instance, element: number): Promise<void> {
  const called = await calledBy(advance, caller, element)
  if (called) send(advance, called.id, { type: 'cancel', reason: 'The call activity was cancelled.' })
}

/** The caller of an instance, taken into the advance. */
async function callerOf(advance: Advance, instance: Instance) {
  const { parentId, parentElement, rootId } = instance
  if (parentId === null || parentElement === null) return null
  await take(advance, [{ instanceId: parentId, rootId }])
  return { id: parentId, element: parentElement }
}

async function raiseToCaller(
  advance: Advance,
  instance: Instance,
  effect: Extract<Effect, { type: 'raised' }>,
): Promise<void> {
  const caller = await callerOf(advance, instance)
  if (!caller) return
  const { kind, code, message, variables } = effect
  send(advance, caller.id, { type: 'raise', element: caller.element, kind, code, message, variables })
}

async function answerCalled(
  advance: Advance,
  caller: Instance,
  effect: Extract<Effect, { type: 'answered' }>,
): Promise<void> {
  const called = await calledBy(advance, caller, effect.element)
  for (const { id, raised } of called?.state.elements ?? []) {
    if (called && raised) send(advance, called.id, { type: 'answer', element: id, caught: effect.caught })
  }
}

async function end(
  advance: Advance,
  instance: Instance,
  effect: Extract<Effect, { type: 'ended' }>,
): Promise<void> {
  const { variables } = effect
  instance.result = variables
  if (instance.startKey !== null) await beginNext(advance, instance)
  if (effect.outcome !== 'completed') return
  const caller = await callerOf(advance, instance)
  if (caller) send(advance, caller.id, { type: 'complete', element: caller.element, variables })
}

/** Gives newly armed message subscriptions what the buffer holds for them. Returns whether there was any. */
export async function takeBuffered(advance: Advance): Promise<boolean> {
  const { changes, ctx } = advance
  const fresh = [...changes.armed.values()].filter(({ kind, instance, subscription }) => {
    return kind === 'message' && !changes.asked.has(place(instance, subscription))
  })
  if (fresh.length === 0) return false
  for (const { instance, subscription } of fresh) changes.asked.add(place(instance, subscription))
  const places = fresh.map(({ name, key }) => ({ name: name ?? '', key: key ?? '' }))
  // Whoever keeps a message at this moment is waited for; whoever comes later finds us waiting.
  const [, found] = await Promise.all([oneAtATime(ctx, places), buffered(ctx, places)])
  for (const { position, ...message } of found) {
    const armed = fresh[position]
    if (!armed) continue
    const { messageId, variables } = message
    const event = { type: 'message' as const, subscription: armed.subscription, messageId, variables }
    send(advance, armed.instance.id, event, message)
  }
  return found.length > 0
}
