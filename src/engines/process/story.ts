/** What happened in a simulation, line by line, and what can be read from it. */
import type { Variables } from './model/expression.ts'
import type { Graph } from './model/graph.ts'
import type { Reminded } from './simulated-reminders.ts'
import type { Effect, Event, TaskOffer } from './step/event.ts'
import type { State } from './step/state.ts'

/** One line of the story: an event that came in, an effect that came out, variables that got new values, or a reminder. */
export type TraceLine = Readonly<{ at: string; instance: number }> &
  (
    | Readonly<{ event: Event }>
    | Readonly<{ effect: Effect }>
    | Readonly<{ set: NewValues }>
    | Readonly<{ reminded: Reminded }>
  )

/** Variables of a live element that a step declared or changed; `node` is the key of the process for its own. */
export type NewValues = Readonly<{ element: number; node: string; variables: Variables }>

/** Work that waits for somebody, at an element of an instance. */
export type OpenWork = Readonly<{ instance: number; element: number; node: string }>

/** Open tasks of people, oldest first. */
export function openTasks(trace: readonly TraceLine[]): (OpenWork & Readonly<{ offer: TaskOffer }>)[] {
  const open = new Map<string, OpenWork & Readonly<{ offer: TaskOffer }>>()
  for (const line of trace) {
    if (!('effect' in line)) continue
    const { effect, instance } = line
    if (effect.type === 'task') {
      const { element, node, offer } = effect
      open.set(`${instance} ${element}`, { instance, element, node, offer })
    } else if (effect.type === 'task-closed') open.delete(`${instance} ${effect.element}`)
  }
  return [...open.values()]
}

/** Commands and decisions nobody has answered, oldest first. `command` is the name of the command or the decision's id. */
export function openCommands(trace: readonly TraceLine[]): (OpenWork & Readonly<{ command: string }>)[] {
  const open = new Map<string, OpenWork & Readonly<{ command: string }>>()
  for (const line of trace) {
    const { instance } = line
    if ('effect' in line) {
      const { effect } = line
      if (effect.type === 'command' || effect.type === 'decision') {
        const { element, node } = effect
        const command = effect.type === 'command' ? effect.command : effect.decision
        open.set(`${instance} ${element}`, { instance, element, node, command })
      } else if (effect.type === 'left') open.delete(`${instance} ${effect.element}`)
    } else if ('event' in line && (line.event.type === 'complete' || line.event.type === 'fail')) {
      open.delete(`${instance} ${line.event.element}`)
    }
  }
  return [...open.values()]
}

/** Which variables of which live elements a step declared or changed. */
export function newValues(graph: Graph, before: State, after: State): NewValues[] {
  const known = new Map(before.elements.map(({ id, vars }) => [id, vars]))
  return after.elements.flatMap(({ id, node, vars = {} }) => {
    const old = known.get(id) ?? {}
    // A value is never changed in place, so another one is a new one.
    const changed = Object.entries(vars).filter(
      ([name, value]) => !Object.hasOwn(old, name) || old[name] !== value,
    )
    if (changed.length === 0) return []
    const at = graph.nodes[node]?.id ?? graph.key
    return [{ element: id, node: at, variables: Object.fromEntries(changed) }]
  })
}

/** Ids of the start events of a process that wait for a message or signal of this name. */
export function startsOf(graph: Graph, kind: 'message' | 'signal', name: string): string[] {
  return (graph.scopes[0]?.triggers ?? []).flatMap((index) => {
    const node = graph.nodes[index]
    return node?.event?.kind === kind && node.event.name.text === name ? [node.id] : []
  })
}

/** The id of the subprocess a node lives in. */
export function hostOf(graphs: Iterable<Graph>, node: string): string | undefined {
  for (const { nodes, scopes, byId } of graphs) {
    const host = scopes[nodes[byId.get(node) ?? -1]?.scope ?? 0]?.node ?? -1
    if (host >= 0) return nodes[host]?.id
  }
  return undefined
}

/** The names of the messages a process begins with. */
export function startNames(graph: Graph): string[] {
  return (graph.scopes[0]?.triggers ?? []).flatMap((index) => {
    const event = graph.nodes[index]?.event
    return event?.kind === 'message' ? [event.name.text] : []
  })
}
