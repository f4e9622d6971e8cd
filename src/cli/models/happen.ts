/** One event of a script, done to the simulation. */
import { type Graph, type Simulation, SimulationFault, type Variables } from '#engines/process'
import { UsageFault } from '../rooms/arguments.ts'
import type { ScriptEvent, World } from './script.ts'

/** Whether a process begins at a start event that waits for nothing. */
export const hasPlainStart = ({ scopes }: Graph) => (scopes[0]?.starts.length ?? 0) > 0

/** The process that starts by itself: none when an event starts one, or when none is meant or has a plain start. */
export function firstProcess(
  { process: asked, variables }: World,
  events: readonly ScriptEvent[],
  own: readonly Graph[],
): string | null {
  const graph = asked === undefined ? own[0] : own.find(({ key }) => key === asked)
  const keys = own.map(({ key }) => key).join(', ')
  if (!graph && keys === '')
    throw new UsageFault('The first file is to be a BPMN model; DMN models come with it.')
  if (!graph) throw new UsageFault(`The file has no process ${asked}; there is: ${keys}.`)
  const startsLater = events.some(({ kind }) => kind === 'start')
  const mayStart = !startsLater && (asked !== undefined || own.length === 1) && hasPlainStart(graph)
  if (mayStart) return graph.key
  if (Object.keys(variables).length > 0)
    throw new UsageFault('/variables: no process starts by itself here; give the variables with the event.')
  const starts = events.some(({ kind }) => kind === 'start' || kind === 'message' || kind === 'signal')
  if (!starts) throw new UsageFault(`Nothing starts. Name a "process" or a "start" event; there is: ${keys}.`)
  return null
}

/** Lets one thing happen. */
export function happen(
  simulation: Simulation,
  event: ScriptEvent,
  zone: string,
  graphs: readonly Graph[],
): void {
  const values = 'variables' in event ? (event.variables as Variables) : {}
  switch (event.kind) {
    case 'start':
      startProcess(simulation, graphs, event, values)
      break
    case 'complete':
      simulation.complete(event.complete, values, event.nth)
      break
    case 'answer':
      answer(simulation, event, values)
      break
    case 'error':
      simulation.fail(event.at, event.error, event.message, event.nth)
      break
    case 'message': {
      const { key, id, timeToLive = null } = event
      simulation.message(event.message, key, values, { ...(id !== undefined && { id }), timeToLive })
      break
    }
    case 'signal':
      simulation.signal(event.signal, values)
      break
    case 'advance':
      simulation.advance(event.advance, zone)
      break
    case 'until':
      simulation.advanceTo(Temporal.Instant.from(event.until))
      break
    case 'retry':
      simulation.retry(event.retry, values)
      break
    case 'activate':
      simulation.activate(event.activate, values, event.nth)
      break
    case 'set':
      toInstance(simulation, event.instance, { type: 'variables', variables: event.set as Variables })
      break
    case 'cancel':
      toInstance(simulation, event.instance, { type: 'cancel', reason: event.cancel })
      break
  }
}

function startProcess(
  simulation: Simulation,
  graphs: readonly Graph[],
  { start, event }: Extract<ScriptEvent, { kind: 'start' }>,
  variables: Variables,
): void {
  const graph = graphs.find(({ key }) => key === start)
  const triggers = (graph?.scopes[0]?.triggers ?? []).map((index) => graph?.nodes[index]?.id)
  if (graph && event === undefined && !hasPlainStart(graph))
    throw new SimulationFault('nothing_starts', `${start} starts by an event: ${triggers.join(', ')}.`)
  if (graph && event !== undefined && !triggers.includes(event))
    throw new SimulationFault(
      'nothing_starts',
      `${start} has no start event ${event} that waits for something.`,
    )
  simulation.start(variables, start, event)
}

/** An element, or the oldest element that waits for a command or decision of this name. */
function answer(
  simulation: Simulation,
  { answer: name, error, message, nth }: Extract<ScriptEvent, { kind: 'answer' }>,
  variables: Variables = {},
): void {
  const commands = simulation.commands()
  const byElement = commands.filter(({ node }) => node === name)
  const waiting = byElement.length > 0 ? byElement : commands.filter(({ command }) => command === name)
  const one = waiting[nth - 1]
  if (!one) {
    const there = commands.map(({ node, command }) => `${node} (${command})`).join(', ') || 'nothing'
    throw new SimulationFault('nothing_waits', `Nobody asks ${name} a ${nth}. time; asking: ${there}.`)
  }
  const { instance, element } = one
  if (error === undefined) simulation.send(instance, { type: 'complete', element, variables })
  else simulation.send(instance, { type: 'fail', element, code: error, message })
}

function toInstance(
  simulation: Simulation,
  instance: number,
  event: Parameters<Simulation['send']>[1],
): void {
  if (!simulation.instances[instance])
    throw new SimulationFault(
      'nothing_waits',
      `There is no instance ${instance} yet; the first has the number 0.`,
    )
  simulation.send(instance, event)
}
