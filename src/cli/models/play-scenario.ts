/** One scenario, played in memory with a virtual clock, and what is not as it was expected. */
import { type Effect, Simulation, SimulationFault, type TraceLine, type Variables } from '#engines/process'
import { type Difference, differences, inOrder } from './compare.ts'
import { firstProcess, happen } from './happen.ts'
import type { Models } from './load-models.ts'
import type { Expectation, Scenario } from './scenario-file.ts'
import { type Decided, worldOf } from './world.ts'

export type Played = Readonly<{ simulation: Simulation; failures: readonly Difference[] }>

/** Plays until something cannot happen or is not as expected: what comes after a failure proves nothing. */
export function playScenario({ world, steps }: Scenario, models: Models, tell: Decided): Played {
  const simulation = new Simulation(models.graphs, worldOf(world, models.decisions, tell))
  const events = steps.flatMap(({ when }) => when)
  const first = firstProcess(world, events, models.own)
  let seen = 0
  for (const { at, when, expected } of steps) {
    try {
      if (first !== null && simulation.instances.length === 0)
        simulation.start(world.variables as Variables, first)
      for (const event of when) happen(simulation, event, world.zone, models.graphs)
    } catch (cause) {
      if (!(cause instanceof SimulationFault)) throw cause
      const failure = { at: `${at}/when`, message: cause.message, expected: null, actual: cause.code }
      return { simulation, failures: [failure] }
    }
    const failures = check(simulation, expected ?? {}, simulation.trace.slice(seen), `${at}/then`)
    if (failures.length > 0) return { simulation, failures }
    if (expected) seen = simulation.trace.length
  }
  return { simulation, failures: [] }
}

/** How the short form of each list is meant: by the id of the element, or by the name. */
const shortOf = {
  tasks: 'element',
  timers: 'element',
  incidents: 'element',
  commands: 'command',
  decisions: 'decision',
  messages: 'name',
  signals: 'name',
  reminded: 'element',
} as const

function check(
  simulation: Simulation,
  { process, completed, incidents = [], ...expected }: Expectation,
  lines: readonly TraceLine[],
  at: string,
): Difference[] {
  const actual = { ...standingOf(simulation, process), ...happenedIn(lines) }
  const said = Object.entries({ ...expected, incidents }).flatMap(([name, value]) =>
    value === undefined
      ? []
      : differences(value, actual[name as keyof typeof actual], `${at}/${name}`, shortOf[name as 'tasks']),
  )
  return [...said, ...inOrder(completed ?? [], actual.completed, `${at}/completed`)]
}

/** How things stand: in the instance that is meant, and in all of them together. */
function standingOf(simulation: Simulation, process: string | undefined) {
  const { instances } = simulation
  const meant =
    process === undefined ? instances[0] : instances.findLast(({ graph }) => graph.key === process)
  const own = meant?.state.elements.find(({ node }) => node === -1)
  return {
    state: meant?.state.status ?? 'not started',
    variables: meant?.result ?? own?.vars ?? {},
    waiting: instances.flatMap(({ graph, state }) =>
      state.elements.flatMap(({ node }) => graph.nodes[node]?.id ?? []),
    ),
    tasks: simulation.tasks().map(({ node, offer }) => ({ element: node, ...offer })),
    timers: simulation.timers().map(({ node, due }) => ({ element: node, dueAt: due.toString() })),
    incidents: instances.flatMap(({ graph, state }) =>
      state.incidents.map(({ element, code, message }) => {
        const live = state.elements.find(({ id }) => id === element)
        return { element: graph.nodes[live?.node ?? -1]?.id ?? graph.key, code, message }
      }),
    ),
  }
}

/** What the processes have asked of the world, in the order they did. */
function happenedIn(lines: readonly TraceLine[]) {
  const effects = lines.flatMap((line) => ('effect' in line ? [line.effect] : []))
  const ofType = <T extends Effect['type']>(type: T) =>
    effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type)
  return {
    commands: ofType('command').map(({ node, command, input }) => ({ element: node, command, input })),
    decisions: ofType('decision').map(({ node, decision, context }) => ({
      element: node,
      decision,
      context,
    })),
    messages: ofType('publish').map(({ name, key, variables }) => ({ name, key, variables })),
    signals: ofType('signal').map(({ name, variables }) => ({ name, variables })),
    reminded: lines.flatMap((line) =>
      'reminded' in line ? [{ element: line.reminded.node, count: line.reminded.count }] : [],
    ),
    completed: ofType('left').flatMap(({ node, outcome }) => (outcome === 'completed' ? [node] : [])),
  }
}
