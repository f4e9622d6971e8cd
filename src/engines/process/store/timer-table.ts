/** Timers that are due: of instances, and of definitions they start. */
import { sql, type Tx } from '#kernel/sql.ts'
import { following, schedule, zoneOf } from '../model/timer.ts'
import { graphOf } from './graphs.ts'
import { type Advance, begin } from './work.ts'

export type DueTimer = Readonly<{ instanceId: string; rootId: string; subscription: number }>

/**
 * Claims due timers by locking them and the roots of their instances, passing over those somebody else holds. The
 * timers too, so that one that was fired and is gone when its root is free again is not claimed for nothing.
 */
export function claimTimers(
  tx: Tx,
  now: Temporal.Instant,
  limit: number,
  rootId: string | undefined,
): Promise<DueTimer[]> {
  const only = rootId === undefined ? sql`` : sql`and t.root_id = ${rootId}`
  return tx.rows(sql<DueTimer>`
    select t.instance_id as "instanceId", t.root_id as "rootId", t.subscription
    from process.timer t
    join process.instance r on r.tenant_id = t.tenant_id and r.id = t.root_id
    where t.tenant_id = kernel.tenant_id() and t.due_at <= ${now} ${only}
    order by t.due_at
    limit ${limit}
    for update of t, r skip locked`)
}

type StartRow = {
  definitionId: string
  node: string
  dueAt: Temporal.Instant
  anchor: Temporal.Instant
  fired: number
}

/** Begins the instances that timers start, and plans each timer's next firing. Gives their ids. */
export async function beginByTimers(advance: Advance, limit: number): Promise<string[]> {
  const { tx, call } = advance.ctx
  const rows = await tx.rows(sql<StartRow>`
    select definition_id as "definitionId", node, due_at as "dueAt", anchor, fired
    from process.start_timer
    where tenant_id = kernel.tenant_id() and due_at <= ${call.now}
    order by due_at
    limit ${limit}
    for update skip locked`)
  const begun: string[] = []
  for (const row of rows) {
    const { definitionId, node } = row
    const graph = await graphOf(tx, definitionId)
    const zone = zoneOf(graph.properties)
    const beginning = {
      definitionId,
      graph,
      businessKey: null,
      startKey: null,
      parentId: null,
      parentElement: null,
    }
    begun.push(begin(advance, beginning, { type: 'start', node, variables: {}, zone }))
    const event = graph.nodes[graph.byId.get(node) ?? -1]?.event
    if (event?.kind !== 'timer') throw new Error(`the start timer ${node} of ${graph.key} is no timer event`)
    const clock = { now: row.anchor, zone }
    const plan = schedule(event.form, String(event.value.evaluate({}, clock)), clock)
    const { fired, dueAt } = row
    const next = following({ ...plan, fired, due: dueAt.toString() }, event.catchUp, { now: call.now, zone })
    await (next === null
      ? tx.run(sql`
          delete from process.start_timer
          where tenant_id = kernel.tenant_id() and definition_id = ${definitionId} and node = ${node}`)
      : tx.run(sql`
          update process.start_timer
          set fired = ${next.fired}, due_at = ${next.due}::timestamptz
          where tenant_id = kernel.tenant_id() and definition_id = ${definitionId} and node = ${node}`))
  }
  return begun
}

/** Forgets messages nobody came for. */
export async function dropExpired(tx: Tx, now: Temporal.Instant): Promise<void> {
  await tx.run(sql`
    delete from process.message
    where tenant_id = kernel.tenant_id() and expires_at <= ${now}`)
}

/** The call trees in which something is due, the longest due first. */
export async function dueRoots(tx: Tx, now: Temporal.Instant, limit: number): Promise<string[]> {
  const rows = await tx.rows(sql<{ rootId: string }>`
    select root_id as "rootId"
    from process.timer
    where tenant_id = kernel.tenant_id() and due_at <= ${now}
    group by root_id
    order by min(due_at)
    limit ${limit}`)
  return rows.map(({ rootId }) => rootId)
}

/** A tenant in which something is due: timers or expired messages, or tasks that are late. */
type DueTenant = Readonly<{ tenantId: string; timers: boolean; lateTasks: boolean }>

/** The tenants in which anything is due, each looked at by itself alone. */
export function dueTenants(
  tx: Tx,
  tenantIds: readonly string[],
  now: Temporal.Instant,
): Promise<DueTenant[]> {
  return tx.rows(sql<DueTenant>`
    select tenant as "tenantId", timers, late_tasks as "lateTasks"
    from process.due_tenants(${tenantIds}::uuid[], ${now})`)
}
