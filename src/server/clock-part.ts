/** The clock of the processes as a part of the running program: fires what is due, every second, on every node. */
import { setTimeout as pause } from 'node:timers/promises'
import { fireDueTimers } from '#engines/process'
import { houseOf } from './house.ts'
import type { Part } from './start.ts'

/** Between two looks when nothing was due. In milliseconds. */
const restMs = 1_000

export const clock: Part = async (environment) => {
  const { house } = await houseOf(environment)
  const stopping = new AbortController()
  const run = async () => {
    while (!stopping.signal.aborted) {
      const fired = await fireDueTimers(house, Temporal.Now.instant()).catch((err: unknown) => {
        house.log.error({ err }, 'the clock of the processes could not look at what is due')
        return 0
      })
      if (fired === 0) await pause(restMs, undefined, { signal: stopping.signal }).catch(() => undefined)
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
