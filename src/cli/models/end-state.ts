/** The last line of a run: where everything stands. */
import type { SimulatedInstance, Simulation } from '#engines/process'

/** State, variables and what waits, instance by instance in the order of their start. */
export function endOf(simulation: Simulation): object {
  const timers = simulation.timers()
  const tasks = simulation.tasks()
  const commands = simulation.commands()
  const buffered = simulation.buffered()
  const instances = simulation.instances.map((one) => {
    const here = ({ instance }: Readonly<{ instance: number }>) => instance === one.id
    return {
      ...standing(one),
      tasks: tasks.filter(here).map(({ node, element }) => ({ element: node, elementInstance: element })),
      commands: commands.filter(here).map(({ node, element, command }) => {
        return { element: node, elementInstance: element, command }
      }),
      timers: timers.filter(here).map(({ node, due }) => ({ element: node, dueAt: due.toString() })),
    }
  })
  return {
    type: 'end',
    at: simulation.now.toString(),
    state: instances[0]?.state ?? 'not started',
    variables: instances[0]?.variables ?? {},
    instances,
    messages: buffered.map(({ name, key, variables }) => ({ name, key, variables })),
  }
}

function standing({ id, graph, state, caller, result }: SimulatedInstance) {
  const nodeOf = (index: number) => graph.nodes[index]?.id ?? graph.key
  const elementOf = (number: number) => nodeOf(state.elements.find((one) => one.id === number)?.node ?? -1)
  const own = state.elements.find(({ node }) => node === -1)
  return {
    instance: id,
    process: graph.key,
    state: state.status,
    calledBy: caller,
    variables: result ?? own?.vars ?? {},
    waiting: state.elements.filter(({ node }) => node >= 0).map(({ node }) => nodeOf(node)),
    subscriptions: state.subscriptions
      .filter(({ kind }) => kind !== 'timer')
      .map(({ kind, node, name = null, key = null }) => ({ kind, element: nodeOf(node), name, key })),
    incidents: state.incidents.map(({ element, code, message }) => {
      return { element: elementOf(element), code, message }
    }),
  }
}
