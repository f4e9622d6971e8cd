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
