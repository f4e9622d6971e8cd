/** An advance under way: which instances it holds, what waits to be stepped, what has changed so far. */
import type { Context } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import type { Variables } from '../model/expression.ts'
import type { Event } from '../step/event.ts'
import type { Changes } from './changes.ts'
import { type Beginning, type Instance, lockRoots, newInstance, readInstances } from './instance.ts'

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
  send(advance, id, { ...event, seed: id })
  return id
}

type Wanted = Readonly<{ instanceId: string; rootId: string }>

/** Locks and reads instances by their roots, those that are not here yet. */
export async function take(advance: Advance, wanted: readonly Wanted[]): Promise<void> {
  const { ctx, instances } = advance
  const missing = wanted.filter(({ instanceId }) => !instances.has(instanceId))
  const roots = [...new Set(missing.map(({ rootId }) => rootId))].filter((id) => !instances.has(id))
  if (roots.length > 0) {
    for (const root of await lockRoots(ctx.tx, roots)) instances.set(root.id, root)
  }
  const below = missing.map(({ instanceId }) => instanceId).filter((id) => !instances.has(id))
  if (below.length > 0) {
    for (const instance of await readInstances(ctx.tx, below)) instances.set(instance.id, instance)
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
