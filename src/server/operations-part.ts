/** Operations on many process instances as a part of the running program: worked off in slices, on every node. */
import { setTimeout as pause } from 'node:timers/promises'
import { workOperations } from '#engines/process'
import { houseOf } from './house.ts'
import type { Part } from './start.ts'

/** Between two looks when nothing was to do. In milliseconds. */
const restMs = 1_000

export const operations: Part = async (environment) => {
  const { house } = await houseOf(environment)
  const stopping = new AbortController()
  const run = async () => {
    while (!stopping.signal.aborted) {
      const worked = await workOperations(house, Temporal.Now.instant()).catch((err: unknown) => {
        house.log.error({ err }, 'the operations on process instances could not be looked for')
        return 0
      })
      if (worked === 0) await pause(restMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    says: [],
    async stop() {
      stopping.abort()
      await running
    },
  }
}
