/** A worker is killed in the middle of a delivery. This file is also the worker: it starts itself with `worker`. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { newId } from '#kernel/id.ts'
import { openPool } from '#kernel/pool.ts'
import { openTestHouse } from '#test/house.ts'
import { smallHouse } from '#test/small-house.ts'
import { delivers, type Effect } from './deliverer.ts'
import { enqueue } from './enqueue.ts'
import { startWorker } from './worker.ts'

const clock = () => ({ now: Temporal.Instant.from('2026-03-16T09:00:00Z'), today: '2026-03-16' })
const [role, url = ''] = process.argv.slice(2)

if (role === 'worker') {
  const { house } = smallHouse(openPool(url), {})
  // The effect happens (a line is written), and then the worker never gets to say so.
  const parcel = delivers('test.parcel', (effect) => {
    process.stdout.write(`${effect.key}\n`)
    return new Promise(() => undefined)
  })
  await startWorker({ url, house, clock, deliverers: [parcel] })
} else {
  test('a delivery whose worker is killed is taken over and made again under the same key', async () => {
    const { house, database, as, call, tx } = await openTestHouse()
    const key = `parcel-${newId()}`
    const [deliveryId] = await tx(async (tx) => {
      const context = {
        tx,
        call: call(await as('billing').principalId),
        journalId: newId(),
        correlationId: newId(),
      }
      return enqueue(context, [{ kind: 'test.parcel', key, payload: {} }])
    })
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), 'worker', database.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    assert.equal(await firstLine(child), key)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const seen = await deliveredNext()
    assert.deepEqual([seen.key, seen.attempt], [key, 2])
    const shown = await as('billing').ask('exchange.getDelivery', { deliveryId })
    assert.equal(shown.state, 'delivered')
    assert.deepEqual(
      shown.tries.map(({ outcome }: { outcome: string }) => outcome),
      ['lost', 'delivered'],
    )

    async function deliveredNext(): Promise<Effect> {
      const { promise, resolve } = Promise.withResolvers<Effect>()
      const parcel = delivers('test.parcel', async (effect) => void resolve(effect))
      const worker = await startWorker({
        url: database.url,
        house,
        clock,
        deliverers: [parcel],
        takeOverMs: 300,
      })
      const effect = await promise
      await worker.stop()
      return effect
    }
  })
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  assert.ok(stdout)
  for await (const line of createInterface({ input: stdout })) return line
  throw new Error('the worker ended without a delivery')
}
