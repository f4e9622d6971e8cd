/** Work that broke down: tried again after a while as often as the model allows, and only then an incident. */
import type { Expression } from '../model/expression.ts'
import { attemptsMax } from '../model/read-retry.ts'
import { schedule } from '../model/timer.ts'
import { guarded, ModelTrouble, openIncident } from './incident.ts'
import type { Element, Subscription } from './state.ts'
import { announce, disarm } from './subscription.ts'
import { evaluate } from './variables.ts'
import { nextId, nodeAt, type Workspace } from './workspace.ts'

/** The work of an element broke down: not refused, but failed as it was, which another try may mend. */
export function stumble(
  w: Workspace,
  element: Element,
  { code, message }: Readonly<{ code: string; message: string }>,
): void {
  const { work } = nodeAt(w.graph, element.node)
  const policy = work?.kind === 'service' ? work.retry : null
  const attempts = (element.attempts ?? 0) + 1
  element.attempts = attempts
  element.note = `Attempt ${attempts} failed: ${message}`
  let inAll = 0
  if (
    policy &&
    !guarded(w, element, 'retries_failed', () => {
      inAll = attemptsOf(w, element, policy.attempts)
    })
  )
    return
  const wait = policy && attempts < inAll ? (policy.waits[attempts - 1] ?? policy.waits.at(-1)) : null
  if (!policy || !wait) {
    openIncident(w, element, code, message)
    return
  }
  element.note = `Attempt ${attempts} of ${inAll} failed: ${message}`
  const timer = { ...schedule('duration', wait, w.clock), fired: 0 }
  const again: Subscription = {
    id: nextId(w),
    owner: element.id,
    node: element.node,
    kind: 'timer',
    timer,
    again: true,
  }
  w.state.subscriptions.push(again)
  announce(w, again)
}

/** How often the work is tried in all: as the model says, or as the variables tell when it has broken down. */
function attemptsOf(w: Workspace, element: Element, said: number | Expression): number {
  if (typeof said === 'number') return said
  const value = evaluate(w, said, element)
  if (typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= attemptsMax) return value
  throw new ModelTrouble(
    `The number of retries is ${JSON.stringify(value)}, not a whole number from 1 to ${attemptsMax}.`,
  )
}

/** The element whose next try has become due, to be taken up again; null when the timer is another, or not due. */
export function takeAgain(w: Workspace, id: number): Element | null {
  const armed = w.state.subscriptions.find((one) => one.id === id && one.again)
  const due = armed?.timer?.due
  if (!armed || !due || Temporal.Instant.compare(Temporal.Instant.from(due), w.clock.now) > 0) return null
  disarm(w, armed)
  return w.live.get(armed.owner) ?? null
}
