/** A part of the running program that looks for work again and again, and rests while there is none. */
import { setTimeout as pause } from 'node:timers/promises'
import { houseOf, type OpenHouse } from './house.ts'
import type { Part } from './start.ts'

/** Between two looks when nothing was to do. In milliseconds. */
const restMs = 1_000

/** `work` does what there is to do and says how much that was; `what` is what could not be looked for when it fails. */
export const loopingPart =
  (work: (house: OpenHouse, now: Temporal.Instant) => Promise<number>, what: string): Part =>
  async (environment) => {
    const { house } = await houseOf(environment)
    const stopping = new AbortController()
    const run = async () => {
      while (!stopping.signal.aborted) {
        const done = await work(house, Temporal.Now.instant()).catch((err: unknown) => {
          house.log.error({ err }, `${what} could not be looked for`)
          return 0
        })
        if (done === 0) await pause(restMs, undefined, { signal: stopping.signal }).catch(() => undefined)
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
