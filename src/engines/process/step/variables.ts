/** Variables: they resolve upward, and are written to the scope that declares them. */
import type { Expression, Json, Variables } from '../model/expression.ts'
import type { Mapping, Node } from '../model/graph.ts'
import type { Element } from './state.ts'
import { nodeAt, type Workspace } from './workspace.ts'

/** All variables an element sees, the nearest declaration first. */
export function visible(w: Workspace, from: Element): Variables {
  return around(w, from, true)
}

/** The same without the counts of many instances, which are told to expressions and are no variables to hand on. */
export function declared(w: Workspace, from: Element): Variables {
  return around(w, from, false)
}

function around(w: Workspace, from: Element, counted: boolean): Variables {
  const chain: Variables[] = []
  for (let at: Element | undefined = from; at; at = w.live.get(at.parent)) {
    if (at.vars) chain.push(at.vars)
    if (at.many && counted) chain.push(counts(w, at))
    if (at.seen) chain.push(at.seen)
  }
  const [only] = chain
  if (chain.length === 1 && only) return only
  return Object.assign({}, ...chain.reverse())
}

/** The counts of a multi-instance body, by the names of BPMN and of Camunda 8. */
function counts(w: Workspace, body: Element): Variables {
  const { many } = body
  // The runs of a loop are not known before; they are counted by loopCounter.
  if (!many || nodeAt(w.graph, body.node).many?.loop) return {}
  const inner = w.state.elements.filter((element) => element.parent === body.id)
  // Instances are terminated only when the body is done, and then nobody asks any more.
  const terminated = 0
  const active = inner.filter((element) => element.phase !== 'leaving').length
  return {
    nrOfInstances: many.total,
    nrOfActiveInstances: active,
    nrOfCompletedInstances: many.completed,
    nrOfTerminatedInstances: terminated,
    numberOfInstances: many.total,
    numberOfActiveInstances: active,
    numberOfCompletedInstances: many.completed,
    numberOfTerminatedInstances: terminated,
  }
}

/** The value of an expression as an element sees it. Throws what FEEL throws. */
export function evaluate(w: Workspace, expression: Expression, from: Element): Json {
  return expression.constant ? expression.text : expression.evaluate(visible(w, from), w.clock)
}

/** Declares a variable at an element, whatever its parents hold. */
export function declare(w: Workspace, at: Element, path: readonly string[], value: Json): void {
  const [name, ...rest] = path
  if (name === undefined) return
  w.changes?.push({ at: at.id, name, created: !Object.hasOwn(at.vars ?? {}, name) })
  at.vars = { ...at.vars, [name]: within(at.vars?.[name], rest, value) }
  w.changed = true
}

/**
 * Writes a variable to the nearest scope that declares it, else to the process. What an undone activity saw
 * declares nothing, but follows, so that a handler sees what it has written itself.
 */
export function write(w: Workspace, from: Element | undefined, path: readonly string[], value: Json): void {
  const [name] = path
  let at = from
  while (at && at.parent !== 0 && !(at.vars && name !== undefined && Object.hasOwn(at.vars, name))) {
    if (at.seen && name !== undefined && Object.hasOwn(at.seen, name))
      at.seen = { ...at.seen, [name]: within(at.seen[name], path.slice(1), value) }
    at = w.live.get(at.parent)
  }
  if (at) declare(w, at, path, value)
}

/** A value with one place inside it replaced; what is no context on the way becomes one. */
function within(old: Json | undefined, path: readonly string[], value: Json): Json {
  const [name, ...rest] = path
  if (name === undefined) return value
  const context = typeof old === 'object' && old !== null && !Array.isArray(old) ? (old as Variables) : {}
  return { ...context, [name]: within(context[name], rest, value) }
}

/** The input of a command is exactly what the input mappings of its element made. */
export function inputOf(element: Element, { inputs }: Pick<Node, 'inputs'>): Variables {
  const names = new Set(inputs.map(({ target }) => target[0] ?? ''))
  return Object.fromEntries(Object.entries(element.vars ?? {}).filter(([name]) => names.has(name)))
}

/** Evaluates the input mappings into the element's own variables, each seeing the ones before it. */
export function mapInputs(w: Workspace, element: Element, inputs: readonly Mapping[]): void {
  for (const { source, target } of inputs) declare(w, element, target, evaluate(w, source, element))
}

/**
 * Brings a result out of an element. With output mappings the result is local to them and their targets
 * are written outside; without, each variable is written as it is, to the element's own variable of that
 * name when it has one. An inner instance of a multi-instance writes through its own scope, so that the
 * variable its output element reads stays its own. A start event declares what it brings in its scope.
 */
export function mapOutputs(w: Workspace, element: Element, node: Node, result: Variables): void {
  const outside = w.live.get(element.parent)
  const from = element.item === undefined ? outside : element
  const put = (at: Element | undefined, path: readonly string[], value: Json) => {
    if (node.kind === 'start' && outside) declare(w, outside, path, value)
    else write(w, at, path, value)
  }
  if (node.outputs.length === 0) {
    for (const [name, value] of Object.entries(result)) put(element, [name], value)
    return
  }
  const values = outputsOf(w, element, node, result)
  node.outputs.forEach(({ target }, index) => {
    put(from, target, values[index] ?? null)
  })
}

/** The values of the output mappings, each seeing the result and the targets of the ones before it. */
function outputsOf(w: Workspace, element: Element, node: Node, result: Variables): Json[] {
  const outside = w.live.get(element.parent)
  const before = outside ? visible(w, outside) : {}
  const written: Record<string, Json> = {}
  const seen = { ...visible(w, element), ...result }
  return node.outputs.map(({ source, target }) => {
    const value = source.evaluate({ ...seen, ...written }, w.clock)
    const [name = '', ...rest] = target
    written[name] = within(Object.hasOwn(written, name) ? written[name] : before[name], rest, value)
    return value
  })
}
