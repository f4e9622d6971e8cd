/** The reminders of the open tasks of a simulation: what the clock of a server would send. */
import type { Effect } from './step/event.ts'

/** A reminder of a task that goes out. `count` is how many have, with it. */
export type Reminded = Readonly<{ element: number; node: string; count: number }>

type Planned = { instance: number; element: number; node: string; moments: Temporal.Instant[]; sent: number }

export class Reminders {
  readonly #planned = new Map<string, Planned>()

  /** Learns of a task that is opened or closed. */
  learn(instance: number, effect: Effect): void {
    if (effect.type === 'task-closed') this.#planned.delete(`${instance} ${effect.element}`)
    if (effect.type !== 'task' || effect.offer.remindAt.length === 0) return
    const { element, node, offer } = effect
    const moments = offer.remindAt.map((moment) => Temporal.Instant.from(moment))
    this.#planned.set(`${instance} ${element}`, { instance, element, node, moments, sent: 0 })
  }

  /**
   * Takes the next reminder until a moment, as a line of the trace. What else is due `before` goes first, also at the same
   * moment: it may end the task. All reminders of one task that are past count as one, as after an outage.
   */
  take(
    until: Temporal.Instant,
    before: Temporal.Instant | undefined,
    now: Temporal.Instant,
  ): Readonly<{ at: string; instance: number; reminded: Reminded }> | null {
    let first: Planned | undefined
    for (const one of this.#planned.values()) {
      if (isEarlier(one.moments[0], first?.moments[0])) first = one
    }
    const moment = first?.moments[0]
    if (!first || !moment || Temporal.Instant.compare(moment, until) > 0) return null
    if (before && Temporal.Instant.compare(moment, before) >= 0) return null
    const at = Temporal.Instant.compare(moment, now) < 0 ? now : moment
    first.moments = first.moments.filter((one) => Temporal.Instant.compare(one, at) > 0)
    first.sent += 1
    const { instance, element, node, sent } = first
    return { at: at.toString(), instance, reminded: { element, node, count: sent } }
  }
}

function isEarlier(one: Temporal.Instant | undefined, other: Temporal.Instant | undefined): boolean {
  return one !== undefined && (other === undefined || Temporal.Instant.compare(one, other) < 0)
}
