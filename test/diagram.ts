/**
 * BPMN models in a few words, for tests: only the semantic part, as XML text.
 *
 *     process('p', start('s'), user('approve'), end('e'), flow('s', 'approve'), flow('approve', 'e'))
 */
const header = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="http://throughline.example">`

const xmlText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const attributes = (pairs: Readonly<Record<string, string>>) =>
  Object.entries(pairs)
    .map(([name, value]) => ` ${name}="${xmlText(value)}"`)
    .join('')

const expression = (tag: string, text: string) =>
  `<bpmn:${tag} xsi:type="bpmn:tFormalExpression">${xmlText(text)}</bpmn:${tag}>`

/** Messages, signals, errors and escalations named anywhere are declared by themselves. */
export function process(id: string, ...content: string[]): string {
  return model(`<bpmn:process id="${id}" isExecutable="true">${content.join('')}</bpmn:process>`)
}

/** A file of several processes. */
export function model(...processes: string[]): string {
  const body = processes.join('')
  const roots = new Map<string, string>()
  for (const [, kind, name, key] of body.matchAll(
    /(?:message|signal|error|escalation)Ref="(\w+)--([^"]*?)(?:--([^"]*))?"/g,
  )) {
    roots.set(`${kind}--${name}${key === undefined ? '' : `--${key}`}`, rootOf(kind ?? '', name ?? '', key))
  }
  const safe = body.replace(
    /(Ref=")([^"]*--[^"]*)"/g,
    (_, start: string, ref: string) => `${start}${idOf(ref)}"`,
  )
  return `${header}${[...roots.values()].join('')}${safe}</bpmn:definitions>`
}

const idOf = (ref: string) => `r_${Buffer.from(ref).toString('hex')}`

function rootOf(kind: string, name: string, key: string | undefined): string {
  const id = idOf(`${kind}--${name}${key === undefined ? '' : `--${key}`}`)
  if (kind === 'error') return `<bpmn:error id="${id}" name="${name}" errorCode="${name}"/>`
  if (kind === 'escalation') return `<bpmn:escalation id="${id}" name="${name}" escalationCode="${name}"/>`
  const subscription = key ? extension(`<zeebe:subscription correlationKey="${key}"/>`) : ''
  return `<bpmn:${kind} id="${id}" name="${name}">${subscription}</bpmn:${kind}>`
}

const extension = (content: string) =>
  content === '' ? '' : `<bpmn:extensionElements>${content}</bpmn:extensionElements>`

/** Input and output mappings, as `[source, target]`. */
export function io(inputs: [string, string][] = [], outputs: [string, string][] = []): string {
  const one =
    (tag: string) =>
    ([source, target]: [string, string]) =>
      `<zeebe:${tag}${attributes({ source, target })}/>`
  return `<zeebe:ioMapping>${inputs.map(one('input')).join('')}${outputs.map(one('output')).join('')}</zeebe:ioMapping>`
}

/** Any extension element without content. */
export function zeebe(type: string, pairs: Readonly<Record<string, string>>): string {
  return `<zeebe:${type}${attributes(pairs)}/>`
}

/** The zeebe:properties of an element. */
export function properties(pairs: Readonly<Record<string, string>>): string {
  const each = Object.entries(pairs).map(([name, value]) => zeebe('property', { name, value }))
  return `<zeebe:properties>${each.join('')}</zeebe:properties>`
}

/** A sequence flow, with a condition or as the default of its source (see `element` with `default`). */
export function flow(source: string, target: string, condition = '', id = `${source}-${target}`): string {
  const inner = condition ? expression('conditionExpression', condition) : ''
  return `<bpmn:sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}">${inner}</bpmn:sequenceFlow>`
}

/** Flows along a chain of nodes. */
export function chain(...nodes: string[]): string {
  return nodes
    .slice(1)
    .map((node, index) => flow(nodes[index] ?? '', node))
    .join('')
}

/** Any flow node: its tag, id, extension elements, inner elements and attributes. */
export function element(
  tag: string,
  id: string,
  extensions = '',
  content = '',
  more: Readonly<Record<string, string>> = {},
): string {
  return `<bpmn:${tag}${attributes({ id, name: id, ...more })}>${extension(extensions)}${content}</bpmn:${tag}>`
}

export const start = (id: string, definition = '', extensions = '') =>
  element('startEvent', id, extensions, definition)
export const end = (id: string, definition = '', extensions = '') =>
  element('endEvent', id, extensions, definition)
export const user = (id: string, extensions = '', content = '') =>
  element('userTask', id, extensions, content)
export const task = (id: string) => element('task', id)
export const exclusive = (id: string, fallback = '') =>
  element('exclusiveGateway', id, '', '', fallback ? { default: fallback } : {})
export const parallel = (id: string) => element('parallelGateway', id)
export const inclusive = (id: string, fallback = '') =>
  element('inclusiveGateway', id, '', '', fallback ? { default: fallback } : {})

/** A service task that runs a command. */
export const service = (id: string, command: string, extensions = '', content = '') =>
  element('serviceTask', id, zeebe('taskDefinition', { type: command }) + extensions, content)

/** A FEEL script. */
export const script = (id: string, feel: string, result: string, content = '') =>
  element('scriptTask', id, zeebe('script', { expression: feel, resultVariable: result }), content)

export const caught = (id: string, definition: string, extensions = '') =>
  element('intermediateCatchEvent', id, extensions, definition)
export const thrown = (id: string, definition = '', extensions = '') =>
  element('intermediateThrowEvent', id, extensions, definition)

/** A boundary event; interrupting unless told otherwise. */
export const boundary = (
  id: string,
  host: string,
  definition: string,
  interrupting = true,
  extensions = '',
) =>
  element('boundaryEvent', id, extensions, definition, {
    attachedToRef: host,
    cancelActivity: String(interrupting),
  })

export const subprocess = (id: string, extensions: string, ...content: string[]) =>
  element('subProcess', id, extensions, content.join(''))

/** An event subprocess. */
export const eventSubprocess = (id: string, ...content: string[]) =>
  element('subProcess', id, '', content.join(''), { triggeredByEvent: 'true' })

/** The start of an event subprocess that does not interrupt. */
export const startBeside = (id: string, definition: string) =>
  element('startEvent', id, '', definition, { isInterrupting: 'false' })

export const call = (id: string, processId: string, extensions = '', content = '') =>
  element('callActivity', id, zeebe('calledElement', { processId }) + extensions, content)

/** Multi-instance over a list. */
export function each(
  collection: string,
  more: Readonly<Record<string, string>> = {},
  options: { sequential?: boolean; until?: string } = {},
): string {
  const condition = options.until ? expression('completionCondition', options.until) : ''
  const loop = extension(zeebe('loopCharacteristics', { inputCollection: collection, ...more }))
  return `<bpmn:multiInstanceLoopCharacteristics isSequential="${options.sequential ?? false}">${loop}${condition}</bpmn:multiInstanceLoopCharacteristics>`
}

/** Multi-instance a number of times. */
export const times = (count: string) =>
  `<bpmn:multiInstanceLoopCharacteristics>${expression('loopCardinality', count)}</bpmn:multiInstanceLoopCharacteristics>`

export const timer = (form: 'Date' | 'Duration' | 'Cycle', value: string) =>
  `<bpmn:timerEventDefinition>${expression(`time${form}`, value)}</bpmn:timerEventDefinition>`
/** A message; `key` is the FEEL correlation key of whoever waits for it. */
export const message = (name: string, key = '') =>
  `<bpmn:messageEventDefinition messageRef="message--${name}${key ? `--${xmlText(key)}` : ''}"/>`
export const signal = (name: string) => `<bpmn:signalEventDefinition signalRef="signal--${name}"/>`
export const error = (code = '') => `<bpmn:errorEventDefinition${code ? ` errorRef="error--${code}"` : ''}/>`
export const escalation = (code = '') =>
  `<bpmn:escalationEventDefinition${code ? ` escalationRef="escalation--${code}"` : ''}/>`
export const terminate = () => '<bpmn:terminateEventDefinition/>'
export const link = (name: string) => `<bpmn:linkEventDefinition name="${name}"/>`
/** A condition, looked at for some changes only where a filter says so. */
export const conditional = (condition: string, filter?: Readonly<Record<string, string>>) => {
  const filtered = filter ? extension(zeebe('conditionalFilter', filter)) : ''
  return `<bpmn:conditionalEventDefinition>${filtered}${expression('condition', condition)}</bpmn:conditionalEventDefinition>`
}

/** Undoes all of its scope, or one activity; `wait` tells whether the event waits for that. Caught without either. */
export const compensation = (activity = '', wait = true) =>
  `<bpmn:compensateEventDefinition${activity ? ` activityRef="${activity}"` : ''}${wait ? '' : ' waitForCompletion="false"'}/>`
/** The compensation event of an activity, and what undoes it. */
export const undoneBy = (host: string, handler: string) =>
  boundary(`${host}_undone`, host, compensation()) +
  `<bpmn:association id="${host}_to_${handler}" sourceRef="${host}_undone" targetRef="${handler}"/>`
/** A person's task that undoes an activity. */
export const undoer = (id: string, extensions = '', content = '') =>
  element('userTask', id, extensions, content, { isForCompensation: 'true' })
/** A person's task that is undone by another, whose name begins with `undo`. */
export const undoable = (id: string, content = '') =>
  user(id, '', content) + undoneBy(id, `undo_${id}`) + undoer(`undo_${id}`)
export const cancel = () => '<bpmn:cancelEventDefinition/>'
export const transaction = (id: string, ...content: string[]) =>
  element('transaction', id, '', content.join(''))

/** A loop: while a condition is true, at most so often, asked before the first run or not. */
export const loop = (options: { condition?: string; maximum?: string; before?: boolean }) => {
  const more = attributes({
    ...(options.before && { testBefore: 'true' }),
    ...(options.maximum && { loopMaximum: options.maximum }),
  })
  const condition = options.condition ? expression('loopCondition', options.condition) : ''
  return `<bpmn:standardLoopCharacteristics${more}>${condition}</bpmn:standardLoopCharacteristics>`
}

/** An ad-hoc subprocess: what begins with it, until when, and whether the rest is kept or runs one at a time. */
export function adHoc(
  id: string,
  options: {
    begins?: string
    until?: string
    keepRest?: boolean
    sequential?: boolean
    outputCollection?: string
    outputElement?: string
  },
  ...content: string[]
): string {
  const { begins, until, keepRest, sequential, outputCollection, outputElement } = options
  const extensions = {
    ...(begins && { activeElementsCollection: begins }),
    ...(outputCollection && { outputCollection }),
    ...(outputElement && { outputElement }),
  }
  const condition = until ? expression('completionCondition', until) : ''
  return element('adHocSubProcess', id, zeebe('adHoc', extensions), content.join('') + condition, {
    ...(keepRest && { cancelRemainingInstances: 'false' }),
    ...(sequential && { ordering: 'Sequential' }),
  })
}

/** A receive task; one that begins a process has the attribute `instantiate`. */
export const receive = (id: string, name: string, more: Readonly<Record<string, string>> = {}) =>
  element('receiveTask', id, '', '', { messageRef: `message--${name}`, ...more })

/** Listeners of an execution or of a task of people, as `[event, command]`. */
export const listeners = (kind: 'execution' | 'task', ...all: [event: string, command: string][]) => {
  const written = all.map(([eventType, type]) => zeebe(`${kind}Listener`, { eventType, type }))
  return `<zeebe:${kind}Listeners>${written.join('')}</zeebe:${kind}Listeners>`
}
