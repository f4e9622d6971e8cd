/** Suspending: an instance stands still with everything it has, and goes on where it stood. */
import type { Event } from './event.ts'
import { announce } from './subscription.ts'
import type { Workspace } from './workspace.ts'

/** What a suspended instance still hears: what operators do to the instance itself. All else waits for the resumption. */
const heard: ReadonlySet<Event['type']> = new Set(['resume', 'cancel', 'variables', 'migrate'])

/** Whether a suspended instance takes an event. */
export const hearsWhileSuspended = (event: Event): boolean => heard.has(event.type)

/** Timers are taken back, so that nobody looks for them; messages and signals stay armed, and what they bring is kept. */
export function suspendInstance(w: Workspace): void {
  w.state.suspended = true
  for (const { id, kind } of w.state.subscriptions) {
    if (kind === 'timer') w.effects.push({ type: 'disarmed', subscription: id, kind })
  }
}

/** Timers are armed again with the dates they had: what fell due meanwhile fires at once. */
export function resumeInstance(w: Workspace): void {
  if (!w.state.suspended) {
    w.effects.push({ type: 'ignored', reason: 'The instance is not suspended.' })
    return
  }
  delete w.state.suspended
  for (const subscription of w.state.subscriptions) {
    if (subscription.kind === 'timer') announce(w, subscription)
  }
  // Variables may have been set meanwhile, which conditions were not asked about.
  w.changed = true
  // What changed meanwhile changed in other steps.
  w.changes = null
}
