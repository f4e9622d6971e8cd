/**
 * Advancing instances: events go in, every one is stepped, what the steps ask for is carried out, and all that
 * changed is written in one statement, in the caller's transaction.
 *
 * One transaction has one advance. A command that a service task runs and that itself touches processes joins
 * the advance under way: its events wait in the same queue.
 */
import type { Context } from '#kernel/handle.ts'
import type { Tx } from '#kernel/sql.ts'
import type { Event } from '../step/event.ts'
import type { State } from '../step/state.ts'
import { step } from '../step/step.ts'
import { withCalendars } from './calendar-table.ts'
import { carryOut, takeBuffered } from './carry-out.ts'
import { newChanges, record } from './changes.ts'
import { keep } from './correlate.ts'
import { migrateInstance } from './migrate-advance.ts'
import { hold, mustWait } from './suspension-table.ts'
import { type Advance, send, take, taken } from './work.ts'
import { writeChanges } from './write.ts'

const underWay = new WeakMap<Tx, Advance>()

/**
 * Lets `work` send events to instances and begin new ones, then advances them all. Inside an advance that is
 * under way in the same transaction the events join it.
 */
export async function advancing<T>(ctx: Context, work: (advance: Advance) => Promise<T>): Promise<T> {
  const outer = underWay.get(ctx.tx)
  if (outer) return work(outer)
  const advance: Advance = { ctx, instances: new Map(), changes: newChanges(), queue: [] }
  underWay.set(ctx.tx, advance)
  try {
    const result = await work(advance)
    await settle(advance)
    writeChanges(advance)
    return result
  } finally {
    underWay.delete(ctx.tx)
  }
}

/** Steps every queued event and carries out what it asks for, until the queue is empty. */
async function settle(advance: Advance): Promise<void> {
  const { queue, changes, ctx } = advance
  for (;;) {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const instance = taken(advance, next.instanceId)
      if (mustWait(instance, next.event)) {
        await hold(advance, next)
        continue
      }
      const event = await withCalendars(advance, instance, next.event)
      const { state, effects } =
        event.type === 'migrate'
          ? await migrateInstance(ctx, instance, event)
          : step(instance.graph, instance.state, event, ctx.call.now)
      if (effects.some(({ type }) => type === 'ignored')) {
        // Nothing has changed: the event came too late. It is not part of the instance's story.
        if (next.message) await keep(advance, next.message, (key) => key === instance.graph.key)
        continue
      }
      instance.state = state
      instance.heard += 1
      instance.eventCount += 1
      record(changes, instance, event, effects)
      for (const effect of effects) await carryOut(advance, instance, effect)
    }
    if (!(await takeBuffered(advance))) return
  }
}

/** One event for one instance, or what to make of its state once it is locked. */
export type Arrival = Readonly<{
  instanceId: string
  rootId: string
  event: Event | ((state: State) => Event)
}>

/**
 * The primitive: advances many instances in the caller's transaction, locked in order, written in one statement.
 */
export function advance(ctx: Context, batch: readonly Arrival[]): Promise<void> {
  return advancing(ctx, async (under) => {
    await take(under, batch)
    for (const { instanceId, event } of batch) {
      send(under, instanceId, typeof event === 'function' ? event(taken(under, instanceId).state) : event)
    }
  })
}
