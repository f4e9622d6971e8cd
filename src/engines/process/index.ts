/** The door of the process engine. */
export { fireDueTimers } from './clock.ts'
export { compileModel } from './model/compile.ts'
export type { Finding } from './model/findings.ts'
export { Simulation, type SimulationOptions } from './simulate.ts'
export { newState } from './step/state.ts'
export { step } from './step/step.ts'
export { advance } from './store/advance.ts'
export { continueProcesses } from './store/continue.ts'
