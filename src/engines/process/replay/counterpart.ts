/** A stored event in another run of the same instance: what it was about there has other numbers, or is not there. */
import type { Graph } from '../model/graph.ts'
import type { Event } from '../step/event.ts'
import type { Element, State } from '../step/state.ts'

/** One of two runs. */
export type Side = { graph: Graph; state: State }

/** The event for the other run, or in words why it would not be heard there. Pure. */
export function counterpartOf(own: Side, other: Side, event: Event): Event | string {
  switch (event.type) {
    case 'start':
      return event.node === undefined || other.graph.byId.has(event.node)
        ? event
        : `The process does not start with ${event.node}.`
    case 'timer':
    case 'message': {
      const subscription = subscriptionThere(own, other, event.subscription)
      return subscription === null ? 'Nothing waits for it.' : { ...event, subscription }
    }
    case 'retry':
    case 'resolve':
    case 'skip': {
      const incident = incidentThere(own, other, event.incident)
      return incident === null ? 'There is no such incident.' : { ...event, incident }
    }
    case 'variables':
      return event.element === undefined ? event : aboutElement(own, other, event, event.element)
    case 'complete':
    case 'fail':
    case 'stumble':
    case 'trouble':
    case 'raise':
    case 'answer':
    case 'activate':
      return aboutElement(own, other, event, event.element)
    case 'modify': {
      const number = (id: number | undefined) =>
        id === undefined ? {} : { element: elementThere(own, other, id) ?? id }
      const scope = (id: number | undefined) =>
        id === undefined ? {} : { scope: elementThere(own, other, id) ?? id }
      return {
        ...event,
        cancel: event.cancel.map((one) => ({ ...one, ...number(one.element) })),
        activate: event.activate.map((one) => ({ ...one, ...scope(one.scope) })),
      }
    }
    default:
      return event
  }
}

function aboutElement<E extends Event>(own: Side, other: Side, event: E, id: number): E | string {
  const element = elementThere(own, other, id)
  if (element !== null) return { ...event, element }
  return `Nothing waits at ${nameOf(
    own,
    own.state.elements.find((one) => one.id === id),
  )}.`
}

const nameOf = ({ graph }: Side, element: Element | undefined) =>
  graph.nodes[element?.node ?? -1]?.id ?? graph.key

/** The element on the same node, of the same turn among many, as old among its like as in the own run. */
function elementThere(own: Side, other: Side, id: number): number | null {
  const element = own.state.elements.find((one) => one.id === id)
  if (!element) return null
  const name = nameOf(own, element)
  const like = (side: Side) =>
    side.state.elements.filter(
      (one) =>
        nameOf(side, one) === name &&
        one.item === element.item &&
        (one.many === undefined) === (element.many === undefined),
    )
  const position = like(own).findIndex((one) => one.id === id)
  return like(other)[position]?.id ?? null
}

function subscriptionThere(own: Side, other: Side, id: number): number | null {
  const armed = own.state.subscriptions.find((one) => one.id === id)
  if (!armed) return null
  const name = own.graph.nodes[armed.node]?.id
  const like = (side: Side) =>
    side.state.subscriptions.filter(
      (one) =>
        side.graph.nodes[one.node]?.id === name && one.kind === armed.kind && one.again === armed.again,
    )
  const position = like(own).findIndex((one) => one.id === id)
  return like(other)[position]?.id ?? null
}

function incidentThere(own: Side, other: Side, id: number): number | null {
  const incident = own.state.incidents.find((one) => one.id === id)
  const element = incident && elementThere(own, other, incident.element)
  return other.state.incidents.find((one) => one.element === element)?.id ?? null
}
