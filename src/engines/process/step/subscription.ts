/** Arming and disarming: what can trigger an element while it is alive. */
import type { EventDefinition } from '../model/graph.ts'
import { following, once, schedule } from '../model/timer.ts'
import { dueIn } from './due.ts'
import { ModelTrouble } from './incident.ts'
import type { Element, Subscription } from './state.ts'
import { evaluate } from './variables.ts'
import { nextId, nodeAt, type Workspace } from './workspace.ts'

/**
 * Arms the event of a node on behalf of an element, its name, key and dates frozen now as `seenBy` sees
 * the variables. Errors, escalations and links need no arming: they are looked for when thrown.
 */
export function arm(w: Workspace, owner: Element, nodeIndex: number, seenBy: Element = owner): void {
  const { event, name, barred } = nodeAt(w.graph, nodeIndex)
  if (barred !== undefined) throw new ModelTrouble(`${name}: ${barred}`)
  const detail = event && detailOf(w, event, seenBy)
  if (!detail) return
  const subscription: Subscription = { id: nextId(w), owner: owner.id, node: nodeIndex, ...detail }
  w.state.subscriptions.push(subscription)
  announce(w, subscription)
  if (subscription.kind === 'conditional') w.changed = true
}

type Detail = Pick<Subscription, 'kind' | 'name' | 'key' | 'timer' | 'was'>

function detailOf(w: Workspace, event: EventDefinition, seenBy: Element): Detail | null {
  switch (event.kind) {
    case 'message': {
      const key = event.key ? scalar(evaluate(w, event.key, seenBy), 'correlation key') : ''
      return { kind: 'message', name: scalar(evaluate(w, event.name, seenBy), 'message name'), key }
    }
    case 'signal':
      return { kind: 'signal', name: scalar(evaluate(w, event.name, seenBy), 'signal name') }
    case 'timer': {
      const value = scalar(evaluate(w, event.value, seenBy), 'timer')
      const plan =
        event.form === 'duration'
          ? once(w.clock.now.toString(), dueIn(w, value, event.calendar))
          : schedule(event.form, value, w.clock)
      return { kind: 'timer', timer: { ...plan, fired: 0 } }
    }
    case 'conditional':
      return { kind: 'conditional' }
    default:
      return null
  }
}

/** Names and keys are compared as texts; a number reads as its digits, nothing else can be a key. */
function scalar(value: unknown, what: string): string {
  if (typeof value === 'string' && value !== '') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new ModelTrouble(`The ${what} is ${JSON.stringify(value)}, not a text.`)
}

/** Tells the world what is armed. */
export function announce(w: Workspace, subscription: Subscription): void {
  const { id, owner, node, kind, name, key, timer } = subscription
  w.effects.push({
    type: 'armed',
    subscription: id,
    element: owner,
    node: nodeAt(w.graph, node).id,
    kind,
    name: name ?? null,
    key: key ?? null,
    dueAt: timer?.due ?? null,
  })
}

/** Takes back one subscription. */
export function disarm(w: Workspace, subscription: Subscription): void {
  const index = w.state.subscriptions.indexOf(subscription)
  if (index < 0) return
  w.state.subscriptions.splice(index, 1)
  w.effects.push({ type: 'disarmed', subscription: subscription.id, kind: subscription.kind })
}

/** Takes back everything an element has armed. */
export function disarmAll(w: Workspace, owner: number): void {
  for (const subscription of w.state.subscriptions.filter((armed) => armed.owner === owner)) {
    disarm(w, subscription)
  }
}

/**
 * After a subscription has triggered without interrupting: a timer plans its next firing, counted from
 * its anchor; a message, signal or condition stays as it is.
 */
export function rearm(w: Workspace, subscription: Subscription): void {
  const { timer } = subscription
  if (!timer) return
  const { event } = nodeAt(w.graph, subscription.node)
  const next = following(timer, event?.kind === 'timer' ? event.catchUp : 'once', w.clock)
  disarm(w, subscription)
  if (!next) return
  const again: Subscription = { ...subscription, id: nextId(w), timer: next }
  w.state.subscriptions.push(again)
  announce(w, again)
}
