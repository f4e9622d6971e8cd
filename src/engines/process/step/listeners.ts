/** Listeners: commands an element waits for before it begins its work, and before it is left. */
import type { Variables } from '../model/expression.ts'
import type { Listener, Listeners, Node } from '../model/graph.ts'
import { guarded, ModelTrouble } from './incident.ts'
import type { Element } from './state.ts'
import { declare, evaluate, inputOf } from './variables.ts'
import { nodeAt, type Workspace } from './workspace.ts'

/** What listens to an element, or to the process, which maps no inputs. */
function listening({ graph }: Workspace, { node }: Element): Pick<Node, 'id' | 'listeners' | 'inputs'> {
  return node < 0 ? { id: graph.key, listeners: graph.listeners, inputs: [] } : nodeAt(graph, node)
}

/** Asks for the next listener of a moment. Returns whether all of them have answered. */
export function haveListened(w: Workspace, element: Element, on: keyof Listeners): boolean {
  const { listeners } = listening(w, element)
  let next = element.listening?.on === on ? element.listening.next : 0
  const known = guarded(w, element, 'listener_not_asked', () => {
    while (isIdle(w, element, listeners[on][next])) next += 1
  })
  const listener = listeners[on][next]
  if (known && !listener) {
    delete element.listening
    return true
  }
  element.listening = { on, next }
  element.phase = 'listening'
  if (known && listener) ask(w, element, listener)
  return false
}

/** Whether a listener has nothing to listen to. */
function isIdle(w: Workspace, element: Element, listener: Listener | undefined): boolean {
  return listener?.onlyIf !== undefined && evaluate(w, listener.onlyIf, element) === null
}

function ask(w: Workspace, element: Element, { command: told, headers }: Listener): void {
  const { id, inputs } = listening(w, element)
  guarded(w, element, 'listener_not_asked', () => {
    const command = evaluate(w, told, element)
    if (typeof command !== 'string' || command === '')
      throw new ModelTrouble(`The type of the listener is ${JSON.stringify(command)}, not a text.`)
    const input = inputOf(element, { inputs })
    w.effects.push({ type: 'command', element: element.id, node: id, command, input, headers })
  })
}

/** A listener has answered: what it says are variables of the element alone. */
export function listened(w: Workspace, element: Element, variables: Variables): void {
  for (const [name, value] of Object.entries(variables)) declare(w, element, [name], value)
  if (element.listening) element.listening = { ...element.listening, next: element.listening.next + 1 }
}
