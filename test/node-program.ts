/**
 * One node, as a program of its own: all that runs without its web application and the models it ships. What a killed
 * node was delivering is taken over after a second instead of a quarter of a minute, so that nobody waits for it.
 */
import { join } from 'node:path'
import { deliversMail, startWorker } from '#engines/exchange'
import { clock } from '../src/server/clock-part.ts'
import { houseOf } from '../src/server/house.ts'
import { http } from '../src/server/http-part.ts'
import { operations } from '../src/server/operations-part.ts'
import { type Part, start } from '../src/server/start.ts'

const worker: Part = async (environment) => {
  const { house } = await houseOf(environment)
  const folder = join(environment.dataDirectory, 'mail')
  return startWorker({
    url: environment.runtimeUrl,
    house,
    deliverers: [deliversMail({ folder, from: 'Node <node@localhost>' })],
    clock: () => ({ now: Temporal.Now.instant(), today: Temporal.Now.plainDateISO('UTC').toString() }),
    takeOverMs: 1_000,
    stallMsMax: 5_000,
  })
}

await start([worker, clock, operations, http])
