/** What operators do to an instance, and what the engine does by itself before it asks for them. */
import type { Variables } from '../model/expression.ts'
import type { Graph } from '../model/graph.ts'
import { cancelContent, closeWork } from './cancel.ts'
import type { Event } from './event.ts'
import { closeIncidents } from './incident.ts'
import { complete, depart } from './life.ts'
import { modify } from './modify.ts'
import { skipListener } from './process.ts'
import type { Element, State } from './state.ts'
import { disarmAll } from './subscription.ts'
import { resumeInstance, suspendInstance } from './suspend.ts'
import { write } from './variables.ts'
import { nodeAt, type Workspace } from './workspace.ts'

const operations = ['suspend', 'resume', 'modify', 'migrate', 'resolve', 'skip'] as const

/** An event of an operator that is more than a retry, a cancellation or a variable. */
export type Operation = Extract<Event, { type: (typeof operations)[number] }>

/** Whether an event is one of these. */
export function isOperation(event: Event): event is Operation {
  return (operations as readonly string[]).includes(event.type)
}

/** Lets an operation act. */
export function operate(w: Workspace, event: Operation): void {
  switch (event.type) {
    case 'suspend':
      suspendInstance(w)
      return
    case 'resume':
      resumeInstance(w)
      return
    case 'modify':
      for (const { message } of modify(w, event)) ignore(w, message)
      return
    case 'migrate':
      ignore(w, 'An instance migrates from one graph to another, not within one.')
      return
    case 'resolve':
    case 'skip':
      settleIncident(w, event)
      return
  }
}

const ignore = (w: Workspace, reason: string) => w.effects.push({ type: 'ignored', reason })

/** Why an incident cannot be settled so, in words; null when it can. Pure. */
export function settlingProblem(
  graph: Graph,
  state: Pick<State, 'elements' | 'incidents'>,
  number: number,
  how: 'resolve' | 'skip',
): string | null {
  const incident = state.incidents.find(({ id }) => id === number)
  const element = state.elements.find(({ id }) => id === incident?.element)
  if (!element) return `The incident ${number} is not open.`
  if (element.node < 0) {
    const listens = how === 'skip' && element.phase === 'listening'
    return listens ? null : 'It is an incident of the process as a whole.'
  }
  const { id, kind, event } = nodeAt(graph, element.node)
  if (kind === 'event-gateway' || event?.kind === 'link') return `No way leads on from ${id} by itself.`
  if (how === 'skip') return null
  const begun = !element.stopped && !element.many && element.phase !== 'leaving'
  return begun ? null : `${id} has no result that could be given.`
}

function settleIncident(w: Workspace, event: Extract<Operation, { type: 'resolve' | 'skip' }>): void {
  const problem = settlingProblem(w.graph, w.state, event.incident, event.type)
  const incident = w.state.incidents.find(({ id }) => id === event.incident)
  const element = incident && w.live.get(incident.element)
  if (problem !== null || !incident || !element) {
    ignore(w, problem ?? `The incident ${event.incident} is not open any more.`)
    return
  }
  element.note = event.reason
  if (event.type === 'resolve') {
    closeIncidents(w, element.id, 'resolved')
    complete(w, element, event.variables)
  } else skip(w, element, event.variables)
}

/** Goes on after an element as if it had nothing to do: what it waits for is taken back, its results are not mapped. */
function skip(w: Workspace, element: Element, variables: Variables): void {
  closeIncidents(w, element.id, 'skipped')
  if (element.node < 0) {
    skipListener(w, element, variables)
    return
  }
  for (const [name, value] of Object.entries(variables)) write(w, w.live.get(element.parent), [name], value)
  cancelContent(w, element)
  closeWork(w, element, 'cancelled')
  disarmAll(w, element.id)
  delete element.result
  depart(w, element)
}
