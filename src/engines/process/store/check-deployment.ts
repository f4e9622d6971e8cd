/** What can only be checked where a model is deployed: that its commands and calendars are there, that its timers start. */
import type { Context, Registry } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { compileModel } from '../model/compile.ts'
import type { Finding } from '../model/findings.ts'
import type { Graph, Listener, Node } from '../model/graph.ts'
import { schedule, zoneOf } from '../model/timer.ts'
import type { Calendars } from '../model/working-time.ts'
import { calendarsNamed } from './calendar-table.ts'
import { movesProcesses } from './interest.ts'

/** What brings models into force is done by people, or a new process could replace any other by itself. */
export const reservedCommands: ReadonlySet<string> = new Set([
  'processes.deploy',
  'decisions.deploy',
  'definitions.approve',
])

export const reservedWords = (name: string) => `${name} brings models into force, which no process does.`

/** What a house has that models name. */
type House = Readonly<{ registry: Registry; calendars: Calendars; now: Temporal.Instant }>

/** Compiles a model and checks it; everything that stands in the way of its deployment is refused at once. */
export async function compileToDeploy(
  { tx, registry, call }: Pick<Context, 'tx' | 'registry' | 'call'>,
  xml: string,
): Promise<{ graphs: readonly Graph[]; warnings: readonly Finding[] }> {
  const { findings, graphs } = await compileModel(xml)
  const calendars = await calendarsNamed(
    tx,
    graphs.flatMap((graph) => graph.calendars),
  )
  const house = { registry, calendars, now: call.now }
  const all = [...findings, ...graphs.flatMap((graph) => checkDeployment(graph, house))]
  const errors = all.filter(({ severity }) => severity === 'error')
  const problems = errors.map((one) => {
    const { code, message, cure } = one
    const place = placeOf(one)
    return {
      pointer: '/xml',
      code,
      params: { element: place || 'BPMN' },
      message: `${place === '' ? '' : `${place}: `}${message} ${cure}`,
    }
  })
  const [first] = problems
  if (first) {
    throw new Refused('process_model_invalid', { count: errors.length, first: first.message }, problems)
  }
  return { graphs, warnings: all.filter(({ severity }) => severity === 'warning') }
}

/** The element a finding is about, by its name and id; empty for the whole file. */
function placeOf({ element, name }: Finding): string {
  if (element === '') return ''
  return name === '' ? element : `${name} (${element})`
}

/** Findings about a compiled process on this house. */
function checkDeployment(graph: Graph, { registry, calendars, now }: House): Finding[] {
  return [
    ...graph.nodes.flatMap((node) => commandFindings(node, registry)),
    ...nameFindings({ id: graph.key, name: graph.name }, listening(graph), registry),
    ...(graph.scopes[0]?.triggers ?? []).flatMap((index) => timerFindings(graph, graph.nodes[index], now)),
    ...zoneFindings(graph),
    ...calendarFindings(graph, calendars),
  ]
}

function finding(at: Pick<Node, 'id' | 'name'>, code: string, message: string, cure: string): Finding {
  return { severity: 'error', code, element: at.id, name: at.name, message, cure }
}

function commandFindings(node: Node, registry: Registry): Finding[] {
  const { work } = node
  const names =
    work?.kind === 'service' && work.command.constant
      ? [work.command.text]
      : work?.kind === 'user'
        ? work.commands
        : []
  const awaited = work?.kind === 'user' ? work.commands.filter(movesProcesses) : []
  const unawaited = awaited.map((name) =>
    finding(
      node,
      'command_not_awaited',
      `No task is done by ${name}: it is about tasks and processes themselves.`,
      'Name a command of the business, or none, and the task is done by tasks.complete.',
    ),
  )
  const assigning = work?.kind === 'user' ? fixedCommands(work.assigning) : []
  const all = new Set([...names, ...listening(node), ...assigning])
  return [...nameFindings(node, [...all], registry), ...unawaited]
}

const fixedCommands = (all: readonly Listener[]) =>
  all.flatMap(({ command }) => (command.constant ? command.text : []))

function listening({ listeners }: Pick<Node, 'listeners'>): string[] {
  return fixedCommands([...listeners.start, ...listeners.end])
}

/** What a process may not run, and what there is not. */
function nameFindings(
  at: Pick<Node, 'id' | 'name'>,
  names: readonly string[],
  registry: Registry,
): Finding[] {
  const reserved = names
    .filter((name) => reservedCommands.has(name))
    .map((name) => finding(at, 'command_reserved', reservedWords(name), 'Leave it to the people who decide.'))
  const unknown = names
    .filter((name) => registry.get(name)?.contract.kind !== 'command')
    .map((name) =>
      finding(at, 'command_unknown', `There is no command ${name}.`, 'Name a command of the reference.'),
    )
  return [...reserved, ...unknown]
}

function timerFindings(graph: Graph, node: Node | undefined, now: Temporal.Instant): Finding[] {
  if (node?.event?.kind !== 'timer') return []
  const clock = { now, zone: zoneOf(graph.properties) }
  try {
    schedule(node.event.form, String(node.event.value.evaluate({}, clock)), clock)
    return []
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    return [finding(node, 'timer_invalid', message, 'A start timer cannot depend on variables.')]
  }
}

function zoneFindings(graph: Graph): Finding[] {
  const zone = zoneOf(graph.properties)
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return []
  } catch {
    const at = { id: graph.key, name: graph.name }
    return [finding(at, 'zone_unknown', `"${zone}" is no time zone.`, 'Name one such as Europe/Berlin.')]
  }
}

function calendarFindings(graph: Graph, calendars: Calendars): Finding[] {
  const at = { id: graph.key, name: graph.name }
  return graph.calendars
    .filter((name) => !Object.hasOwn(calendars, name))
    .map((name) =>
      finding(at, 'calendar_unknown', `There is no calendar "${name}".`, 'Set it with calendars.set first.'),
    )
}
