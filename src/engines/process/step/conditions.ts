/** Conditions of conditional events: looked at after variables have changed. */
import type { ConditionFilter } from '../model/graph.ts'
import type { Element, Subscription } from './state.ts'
import { trigger } from './trigger.ts'
import { visible } from './variables.ts'
import { nodeAt, remark, type Workspace } from './workspace.ts'

/**
 * Looks at every armed condition after variables have changed. A condition triggers when it becomes true;
 * it must have been false in between to trigger again. Returns whether one did.
 */
export function triggerConditions(w: Workspace): boolean {
  w.changed = false
  for (const subscription of w.state.subscriptions) {
    if (subscription.kind !== 'conditional') continue
    const owner = w.live.get(subscription.owner)
    const { event, id } = nodeAt(w.graph, subscription.node)
    if (!owner || event?.kind !== 'conditional' || !concerns(w, subscription, owner, event.filter)) continue
    let value: unknown = null
    try {
      value = event.condition.evaluate(visible(w, owner), w.clock)
    } catch (cause) {
      const message = `The condition failed: ${cause instanceof Error ? cause.message : String(cause)}`
      remark(w, owner, `${id}: ${message}`)
    }
    const becomesTrue = value === true && !subscription.was
    subscription.was = value === true
    if (!becomesTrue) continue
    w.changed = true
    trigger(w, subscription, {})
    return true
  }
  w.changes = []
  return false
}

/** Whether a condition is to be looked at: always when it is armed, later when something it filters for has changed. */
function concerns(
  w: Workspace,
  { was }: Subscription,
  owner: Element,
  filter: ConditionFilter | null,
): boolean {
  if (!filter || was === undefined || !w.changes) return true
  return w.changes.some(
    ({ at, name, created }) =>
      (created ? filter.created : filter.updated) &&
      (filter.names?.includes(name) ?? true) &&
      isSeenFrom(w, owner, at),
  )
}

/** Whether variables of an element are seen from another: itself or one around it. */
function isSeenFrom(w: Workspace, from: Element, declaredAt: number): boolean {
  for (let at: Element | undefined = from; at; at = w.live.get(at.parent))
    if (at.id === declaredAt) return true
  return false
}
