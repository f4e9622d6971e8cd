/** The door of the process engine. */
export { type Compiled, compileModel } from './model/compile.ts'
export { type Finding, isDeployable } from './model/findings.ts'
export { Simulation, type SimulationOptions } from './simulate.ts'
