/**
 * Messages and signals: who waits for them.
 *
 * A message goes to one catcher of each process (by key), the oldest; where none of a process waits, it starts
 * that process if it can; where nobody at all wants it, it is kept for a time if any definition catches its
 * name. A signal goes to everybody.
 */

import type { Context } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { timeToLiveDefault } from '../message-buffer.ts'
import type { Variables } from '../model/expression.ts'
import type { Graph } from '../model/graph.ts'
import { zoneOf } from '../model/timer.ts'
import { graphOf } from './graphs.ts'
import type { Instance } from './instance.ts'
import { type Wanted, whoWants } from './interest.ts'
import { variantFor } from './variant-table.ts'
import { type Advance, begin, type Message, send, take, taken } from './work.ts'

/** Delivers messages within an advance. */
export async function publish(advance: Advance, messages: readonly Message[]): Promise<void> {
  const { wanted } = await whoWants(advance.ctx.tx, messages)
  await deliver(advance, messages, wanted)
}

/** Delivers messages to those who want them; what nobody takes now is kept when somebody may want it later. */
export async function deliver(
  advance: Advance,
  messages: readonly Message[],
  wanted: readonly Wanted[],
): Promise<void> {
  const waiting = wanted.flatMap(({ use, instanceId, rootId }) =>
    use === 'waiting' && instanceId && rootId ? [{ instanceId, rootId }] : [],
  )
  await take(advance, waiting)
  for (const [position, message] of messages.entries()) {
    const mine = wanted.filter((want) => want.position === position)
    const served = sendToWaiting(advance, message)
    let wantedLater = served.size === 0 && mine.some(({ use }) => use === 'catch')
    for (const start of mine.filter(({ use, processKey }) => use === 'start' && !served.has(processKey))) {
      // While an instance of the key runs the message waits for its end; see `beginNext`.
      if (await beginByMessage(advance, message, start)) served.add(start.processKey)
      else wantedLater = true
    }
    if (wantedLater) await keep(advance, message, (processKey) => !served.has(processKey), [...served])
  }
}

/**
 * Sends to the oldest waiting instance of each process. Only the locked instances are asked: the rows said
 * where to look, the states say who still waits.
 */
function sendToWaiting(
  advance: Advance,
  message: Message,
  mayServe: (processKey: string) => boolean = () => true,
): Set<string> {
  const served = new Set<string>()
  const oldestFirst = [...advance.instances.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const instance of oldestFirst) {
    const { key } = instance.graph
    if (served.has(key) || !mayServe(key)) continue
    const taken = new Set(
      advance.queue.flatMap(({ instanceId, event }) =>
        event.type === 'message' && instanceId === instance.id ? [event.subscription] : [],
      ),
    )
    const armed = instance.state.subscriptions.find(
      ({ kind, name, key: wants, id }) =>
        kind === 'message' && name === message.name && wants === message.key && !taken.has(id),
    )
    if (!armed) continue
    const { messageId, variables } = message
    send(advance, instance.id, { type: 'message', subscription: armed.id, messageId, variables }, message)
    served.add(key)
  }
  return served
}

/** The definition that starts, or its variant for the place that the variables tell. */
async function chosenFor(
  { ctx: { tx, call } }: Advance,
  definitionId: string,
  variables: Variables,
): Promise<{ definitionId: string; graph: Graph }> {
  const graph = await graphOf(tx, definitionId)
  const clock = { now: call.now, zone: zoneOf(graph.properties) }
  return (await variantFor(tx, graph, variables, clock)) ?? { definitionId, graph }
}

/** Begins an instance by a message; one with a key only when no instance of that key is active. */
async function beginByMessage(
  advance: Advance,
  message: Message,
  start: Pick<Wanted, 'definitionId' | 'node' | 'processKey'>,
): Promise<boolean> {
  const { definitionId, node } = start
  if (definitionId === null || node === null) return false
  const startKey = message.key === '' ? null : message.key
  const chosen = await chosenFor(advance, definitionId, message.variables)
  const { graph } = chosen
  if (startKey !== null && (await isRunning(advance, graph.key, startKey))) return false
  const beginning = {
    ...chosen,
    businessKey: startKey,
    startKey,
    parentId: null,
    parentElement: null,
  }
  begin(advance, beginning, {
    type: 'start',
    node,
    variables: message.variables,
    zone: zoneOf(graph.properties),
  })
  return true
}

/** When an instance begun by a message has ended, the oldest message that waited for that begins the next. */
export async function beginNext(
  advance: Advance,
  ended: Pick<Instance, 'graph' | 'startKey'>,
): Promise<void> {
  const { ctx } = advance
  // Whoever keeps a message because we still run holds this lock until it is there.
  await ctx.tx.waitFor(startLock(ctx, ended.graph.key, ended.startKey))
  const next = await ctx.tx.maybe(sql<Message & { definitionId: string; node: string }>`
    with next as (
      select m.id, d.id as definition_id, e.node
      from process.message m
      join process.definition_event e
        on e.tenant_id = m.tenant_id and e.use = 'start' and e.kind = 'message' and e.name = m.name
      join process.definition d on d.tenant_id = e.tenant_id and d.id = e.definition_id and d.latest
      where m.tenant_id = kernel.tenant_id() and m.key = ${ended.startKey}
        and (d.key = ${ended.graph.key} or d.key = (
          select v.of_key from process.variant v where v.tenant_id = m.tenant_id and v.key = ${ended.graph.key}))
        and m.expires_at > ${ctx.call.now} and d.key <> all(m.reached)
      order by m.received_at, m.id
      limit 1
    )
    delete from process.message m
    using next
    where m.tenant_id = kernel.tenant_id() and m.id = next.id
    returning m.name, m.key, m.message_id as "messageId", m.variables, null as "timeToLive",
      next.definition_id as "definitionId", next.node`)
  if (!next) return
  const { definitionId, node, ...message } = next
  await beginByMessage(advance, message, { definitionId, node, processKey: ended.graph.key })
}

const startLock = ({ call }: Pick<Context, 'call'>, processKey: string, startKey: string | null) =>
  `${call.tenantId} ${processKey} ${startKey}`

/** Waits for whoever begins an instance of the same key at this moment, then looks. */
export async function isRunning(advance: Advance, processKey: string, startKey: string): Promise<boolean> {
  for (const { startKey: key, graph, state } of advance.instances.values()) {
    if (
      key === startKey &&
      graph.key === processKey &&
      state.status !== 'completed' &&
      state.status !== 'cancelled'
    ) {
      return true
    }
  }
  const { tx } = advance.ctx
  await tx.waitFor(startLock(advance.ctx, processKey, startKey))
  const found = await tx.maybe(sql<{ id: string }>`
    select id
    from process.instance
    where tenant_id = kernel.tenant_id() and process_key = ${processKey} and start_key = ${startKey}
      and status = 'active'`)
  if (!found) return false
  const here = advance.instances.get(found.id)
  return !here || here.state.status === 'active'
}

/**
 * Keeps a message for whoever comes to wait for it. Somebody may have begun to wait since we looked: who arms and who keeps
 * take turns, and the second one finds what the first one left. Processes it has reached already it does not reach again.
 */
export async function keep(
  advance: Advance,
  message: Message,
  mayServe: (processKey: string) => boolean,
  reached: readonly string[] = [],
): Promise<void> {
  const { ctx } = advance
  const [, { wanted }] = await Promise.all([oneAtATime(ctx, [message]), whoWants(ctx.tx, [message])])
  const waiting = wanted.flatMap(({ use, processKey, instanceId, rootId }) =>
    use === 'waiting' && instanceId && rootId && mayServe(processKey) ? [{ instanceId, rootId }] : [],
  )
  await take(advance, waiting)
  if (sendToWaiting(advance, message, mayServe).size > 0) return
  const { now } = ctx.call
  const time = Temporal.Duration.from(message.timeToLive ?? timeToLiveDefault)
  const expires = now.toZonedDateTimeISO('UTC').add(time).toInstant()
  if (Temporal.Instant.compare(expires, now) <= 0) return
  await ctx.tx.run(sql`
    insert into process.message (id, name, key, message_id, variables, received_at, expires_at, reached)
    values (kernel.new_id(), ${message.name}, ${message.key}, ${message.messageId},
      ${JSON.stringify(message.variables)}::jsonb, ${now}, ${expires}, ${reached}::text[])
    on conflict (tenant_id, name, key, message_id) do nothing`)
}

/** Waits until nobody else keeps messages of these names and keys or begins to wait for them, and holds others off. */
export async function oneAtATime(
  { tx, call }: Pick<Context, 'tx' | 'call'>,
  places: readonly { name: string; key: string }[],
): Promise<void> {
  const names = [...new Set(places.map(({ name, key }) => `${call.tenantId} message ${name} ${key}`))].sort()
  await tx.run(sql`
    select pg_advisory_xact_lock(hashtextextended(name, 0))
    from unnest(${names}::text[]) as held (name)`)
}

/** Takes from the buffer, for each place, the oldest message that is still good; each message goes once. */
export function buffered(
  ctx: Context,
  places: readonly { name: string; key: string }[],
): Promise<(Message & { position: number })[]> {
  return ctx.tx.rows(sql<Message & { position: number }>`
    with asked as (
      select name, key, position::integer - 1 as position,
        row_number() over (partition by name, key order by position) as turn
      from unnest(${places.map(({ name }) => name)}::text[], ${places.map(({ key }) => key)}::text[])
        with ordinality as asked (name, key, position)
    ), held as (
      select m.id, m.name, m.key, row_number() over (partition by m.name, m.key order by m.received_at, m.id) as turn
      from process.message m
      where m.tenant_id = kernel.tenant_id() and m.expires_at > ${ctx.call.now}
        and (m.name, m.key) in (select name, key from asked)
    )
    delete from process.message m
    using asked, held
    where m.tenant_id = kernel.tenant_id() and m.id = held.id and held.name = asked.name and held.key = asked.key
      and held.turn = asked.turn
    returning asked.position, m.name, m.key, m.message_id as "messageId", m.variables, null as "timeToLive"`)
}

/** Lets a signal reach all who wait for it and start whatever it starts, but for the instance that threw it. */
export async function broadcast(
  advance: Advance,
  name: string,
  variables: Variables,
  thrower: string | null,
): Promise<void> {
  const { tx } = advance.ctx
  const waiting = await tx.rows(sql<{ instanceId: string; rootId: string }>`
    select distinct instance_id as "instanceId", root_id as "rootId"
    from process.subscription
    where tenant_id = kernel.tenant_id() and kind = 'signal' and name = ${name}`)
  await take(advance, waiting)
  const ids = [...advance.instances.keys()].filter((id) => id !== thrower).sort()
  for (const id of ids) {
    const { subscriptions } = taken(advance, id).state
    const waits = subscriptions.some((armed) => armed.kind === 'signal' && armed.name === name)
    if (waits) send(advance, id, { type: 'signal', name, variables })
  }
  const starts = await tx.rows(sql<{ definitionId: string; node: string }>`
    select e.definition_id as "definitionId", e.node
    from process.definition_event e
    join process.definition d on d.tenant_id = e.tenant_id and d.id = e.definition_id and d.latest
    where e.tenant_id = kernel.tenant_id() and e.use = 'start' and e.kind = 'signal' and e.name = ${name}
    order by e.definition_id`)
  for (const { definitionId, node } of starts) {
    const chosen = await chosenFor(advance, definitionId, variables)
    const beginning = {
      ...chosen,
      businessKey: null,
      startKey: null,
      parentId: null,
      parentElement: null,
    }
    begin(advance, beginning, { type: 'start', node, variables, zone: zoneOf(chosen.graph.properties) })
  }
}
