/** A simulation of a model given as XML, for tests: the model must compile without an error. */
import assert from 'node:assert/strict'
import { compileModel, Simulation, type SimulationOptions } from '#engines/process'

/** Compiles and opens a simulation; fails with all findings when the model is refused. */
export async function simulate(xml: string, options: SimulationOptions = {}): Promise<Simulation> {
  const { findings, graphs } = await compileModel(xml)
  const errors = findings.filter((finding) => finding.severity === 'error')
  assert.deepEqual(errors, [])
  return new Simulation(graphs, options)
}

/** The handlers that undo something now, by the names `undoable` gives them. */
export const undoing = (run: Simulation) => run.waiting().filter((id) => id.startsWith('undo_'))

/** Completes each handler that waits, in the order they come to wait, and gives that order. */
export function undoAll(run: Simulation): string[] {
  const order: string[] = []
  for (let next = undoing(run)[0]; next; next = undoing(run)[0]) {
    order.push(next)
    run.complete(next)
  }
  return order
}
