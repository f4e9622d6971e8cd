/** Suspended instances, and what arrived for them meanwhile. */
import { newId } from '#kernel/id.ts'
import { json, sql, type Tx } from '#kernel/sql.ts'
import type { Event } from '../step/event.ts'
import { hearsWhileSuspended } from '../step/suspend.ts'
import type { Instance } from './instance.ts'
import { type Advance, type Message, type Queued, send } from './work.ts'

/** Whether an event must wait because its instance is suspended. */
export const mustWait = ({ state }: Pick<Instance, 'state'>, event: Event): boolean =>
  state.status === 'active' && state.suspended === true && !hearsWhileSuspended(event)

/** Keeps what arrived for a suspended instance. A timer is not kept: it is armed again when the instance goes on. */
export async function hold(advance: Advance, { instanceId, event, message }: Queued): Promise<void> {
  if (event.type === 'timer') return
  const { tx, call } = advance.ctx
  await tx.run(sql`
    insert into process.held_event (instance_id, id, event, message, received_at)
    values (${instanceId}, ${newId()}, ${json(event)}, ${message ? json(message) : null}, ${call.now})`)
}

/** The active instances of a call tree, its root among them. */
export function activeInTree(tx: Tx, rootId: string): Promise<{ instanceId: string; rootId: string }[]> {
  return tx.rows(sql<{ instanceId: string; rootId: string }>`
    select id as "instanceId", root_id as "rootId"
    from process.instance
    where tenant_id = kernel.tenant_id() and root_id = ${rootId} and status = 'active'
    order by id`)
}

/** Notes that the instances of a call tree are suspended. */
export async function insertSuspensions(
  advance: Advance,
  rootId: string,
  instanceIds: readonly string[],
  reason: string,
): Promise<void> {
  const { tx, call } = advance.ctx
  await tx.run(sql`
    insert into process.suspension (instance_id, root_id, reason, suspended_at, suspended_by)
    select id, ${rootId}, ${reason}, ${call.now}, ${call.actorId}
    from unnest(${instanceIds}::uuid[]) as id`)
}

/** Lets what was held for a call tree act, in the order in which it came. */
export async function sendHeld(advance: Advance, rootId: string): Promise<void> {
  const held = await advance.ctx.tx.rows(sql<{ instanceId: string; event: Event; message: Message | null }>`
    select h.instance_id as "instanceId", h.event, h.message
    from process.held_event h
    join process.suspension s on s.tenant_id = h.tenant_id and s.instance_id = h.instance_id
    where h.tenant_id = kernel.tenant_id() and s.root_id = ${rootId}
    order by h.id`)
  for (const { instanceId, event, message } of held) send(advance, instanceId, event, message ?? undefined)
}

/** Forgets the suspension of a call tree, with what was held for it. */
export async function deleteSuspensions(tx: Tx, rootId: string): Promise<void> {
  await tx.run(sql`
    delete from process.suspension
    where tenant_id = kernel.tenant_id() and root_id = ${rootId}`)
}

/** Why, since when and by whom an instance is suspended. */
export type Suspension = Readonly<{ reason: string; at: Temporal.Instant; by: string }>

/** The suspension of an instance, when it is suspended. */
export function findSuspension(tx: Tx, instanceId: string): Promise<Suspension | undefined> {
  return tx.maybe(sql<Suspension>`
    select reason, suspended_at as at, suspended_by as by
    from process.suspension
    where tenant_id = kernel.tenant_id() and instance_id = ${instanceId}`)
}
