/** An advance under way: which instances it holds, what waits to be stepped, what has changed so far. */
import { Moved } from '#kernel/fault.ts'
import type { Context } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import type { Variables } from '../model/expression.ts'
import type { Event } from '../step/event.ts'
import type { Changes } from './changes.ts'
import { type Beginning, type Instance, lockRoots, newInstance, readInstances } from './instance.ts'
import { recall } from './memory.ts'

/** Something said to the processes by name and key. */
export type Message = Readonly<{
  name: string
  key: string
  /** The same id is kept in the buffer once. */
  messageId: string
  /** ISO 8601; null for the default. */
  timeToLive: string | null
  variables: Variables
}>

/** An event on its way to an instance; a message is kept whole, in case the instance does not want it any more. */
export type Queued = Readonly<{ instanceId: string; event: Event; message?: Message }>

export type Advance = {
  readonly ctx: Context
  readonly instances: Map<string, Instance>
  readonly changes: Changes
  readonly queue: Queued[]
}

/** Queues an event for an instance. */
export function send(advance: Advance, instanceId: string, event: Event, message?: Message): void {
  advance.queue.push(message ? { instanceId, event, message } : { instanceId, event })
}

/** Begins an instance with its start event; gives its id. */
export function begin(
  advance: Advance,
  beginning: Omit<Beginning, 'id' | 'rootId'> & { rootId?: string },
  event: Extract<Event, { type: 'start' }>,
): string {
  const id = newId()
  advance.instances.set(id, newInstance({ ...beginning, id, rootId: beginning.rootId ?? id }))
  send(advance, id, event)
  return id
}

type Wanted = Readonly<{ instanceId: string; rootId: string }>

/** Locks and reads instances by their roots, those that are not here yet, after whatever was only recalled. */
export async function take(advance: Advance, wanted: readonly Wanted[]): Promise<void> {
  const { ctx, instances } = advance
  if (wanted.length > 0) await lockTaken(advance)
  const missing = wanted.filter(({ instanceId }) => !instances.has(instanceId))
  const roots = [...new Set(missing.map(({ rootId }) => rootId))].filter((id) => !instances.has(id))
  if (roots.length > 0) {
    const known = new Map<string, Instance>()
    for (const id of roots) {
      const instance = recall(ctx.call.tenantId, id)
      if (instance) known.set(id, instance)
    }
    for (const root of await lockRoots(ctx.tx, roots, known)) instances.set(root.id, root)
  }
  const below = missing.map(({ instanceId }) => instanceId).filter((id) => !instances.has(id))
  if (below.length > 0) {
    for (const instance of await readInstances(ctx.tx, below)) instances.set(instance.id, instance)
  }
}

/**
 * Takes one instance as this program left it, without lock or question, when it is remembered and nothing else is
 * taken: then whoever moved it meanwhile is noticed when it is written, and the transaction is tried again.
 */
export async function takeRemembered(advance: Advance, wanted: readonly Wanted[]): Promise<void> {
  const [only, ...others] = wanted
  const alone = others.length === 0 && advance.instances.size === 0
  if (!only || !alone || only.instanceId !== only.rootId) return take(advance, wanted)
  const instance = recall(advance.ctx.call.tenantId, only.instanceId)
  if (!instance) return take(advance, wanted)
  advance.instances.set(instance.id, instance)
}

/** Locks what was only recalled, before anything is done that relies on the lock; what has moved is tried again. */
export async function lockTaken({ ctx, instances }: Advance): Promise<void> {
  for (const instance of instances.values()) {
    if (instance.locked) continue
    const [row] = await lockRoots(ctx.tx, [instance.id], new Map([[instance.id, instance]]))
    if (row?.revision !== instance.revision) throw new Moved(`the process instance ${instance.id} has moved`)
    instance.locked = true
  }
}

/** An instance that has been taken. */
export function taken(advance: Advance, instanceId: string): Instance {
  const instance = advance.instances.get(instanceId)
  if (!instance) throw new Error(`the instance ${instanceId} was not taken into the advance`)
  return instance
}

/** Takes one active instance; refuses one that is not there or has ended. */
export async function takeActive(advance: Advance, instanceId: string): Promise<Instance> {
  const row = await advance.ctx.tx.maybe(sql<{ rootId: string }>`
    select root_id as "rootId"
    from process.instance
    where tenant_id = kernel.tenant_id() and id = ${instanceId}`)
  if (!row) throw new Refused('instance_not_found', { instanceId })
  await take(advance, [{ instanceId, rootId: row.rootId }])
  const instance = taken(advance, instanceId)
  const { status } = instance.state
  if (status !== 'active') throw new Refused('instance_not_active', { instanceId, status })
  return instance
}

/** Takes one active instance that no other has called; what is done to it reaches all it has called. */
export async function takeRoot(advance: Advance, instanceId: string): Promise<Instance> {
  const instance = await takeActive(advance, instanceId)
  const { parentId } = instance
  if (parentId !== null) throw new Refused('instance_is_called', { instanceId, callerId: parentId })
  return instance
}
