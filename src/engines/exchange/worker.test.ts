import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { command, id } from '#kernel/contract.ts'
import { handle, isHandler } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { openTestHouse } from '#test/house.ts'
import { type Deliverer, delivers, type Effect, isDeliverer, Undeliverable } from './deliverer.ts'
import { enqueue } from './enqueue.ts'
import { startWorker } from './worker.ts'

/** Stands for a room that has effects, like billing with its mails. */
const send = handle(
  command({
    name: 'test.send',
    summary: 'Causes effects.',
    input: z.strictObject({
      keys: z.array(z.string()),
      fail: z.boolean().default(false),
      later: z.boolean().default(false),
    }),
    output: z.array(id),
    refusals: [],
    touches: [],
    roles: { billing: 'all' },
    examples: [],
  }),
  async (context, { keys, fail, later }) => {
    const subject = { objectType: 'parcel', objectId: 'p-1' }
    const when = later ? { availableAt: context.call.now.add({ hours: 24 * 365 * 100 }) } : {}
    const output = await enqueue(
      context,
      keys.map((key) => ({ kind: 'test.parcel', key, payload: { for: key }, subject, ...when })),
    )
    if (fail) throw new Error('something else in the same transaction went wrong')
    return { output }
  },
)

const arrived = handle(
  command({
    name: 'test.arrived',
    summary: 'Brings a result back.',
    input: z.strictObject({ key: z.string() }),
    output: z.object({}),
    refusals: [],
    touches: [],
    roles: {},
    examples: [],
  }),
  async () => ({ output: {} }),
)

const handlers = ([send, arrived] as unknown[]).filter(isHandler)
const moreRooms = [{ name: 'test', layer: 'flow' as const, handlers }]
const { house, database, as, tenantId, call, tx, otherTenant } = await openTestHouse(undefined, { moreRooms })
const quiet = await otherTenant()
const clerk = as('billing')
const clock = () => ({ now: Temporal.Instant.from('2026-03-16T09:00:00Z'), today: '2026-03-16' })
const settings = { url: database.url, house, clock, concurrency: 2, takeOverMs: 300, stallMsMax: 4_000 }
const fresh = (what: string) => `${what}-${newId()}`

/** A house, and when it has told a trouble in certain words. */
function tellingOf(wanted: RegExp) {
  const { promise: told, resolve } = Promise.withResolvers<void>()
  const log = { ...house.log, error: (_: object, words: string) => wanted.test(words) && resolve() }
  return { house: { ...house, log } as typeof house, told }
}

/** Runs a worker whose deliverer is the given function, until the work is done. */
async function working<T>(deliver: Deliverer['deliver'], work: () => Promise<T>): Promise<T> {
  const worker = await startWorker({ ...settings, deliverers: [delivers('test.parcel', deliver)] })
  try {
    return await work()
  } finally {
    await worker.stop()
  }
}

/** Waits until the delivery of a key looks as asked; a lost connection is tried again after longer and longer pauses. */
async function until(key: string, ready: (delivery: { state: string; attempts: number }) => boolean) {
  for (let tries = 0; tries < 1_800; tries += 1) {
    const page = await clerk.ask('exchange.listDeliveries', {
      objectType: 'parcel',
      sort: '-createdAt',
      limit: 200,
    })
    const found = page.items.find((item: { key: string }) => item.key === key)
    if (found && ready(found)) return found
    await pause(50)
  }
  throw new Error(`${key} did not get there`)
}
const settled = ({ state }: { state: string }) => state !== 'waiting'

/** Lets a waiting delivery be due now, as if its delay were over. */
async function makeDue(key: string) {
  const { rows } = await database.admin.query('select id from exchange.delivery where key = $1', [key])
  await database.admin.query(
    `update graphile_worker._private_jobs set run_at = now() where key = 'delivery:' || $1`,
    [rows[0].id],
  )
}

test('an effect is delivered after commit, with its key and payload, and its result comes back as a command', async () => {
  const key = fresh('once')
  const seen: Effect[] = []
  await working(
    async (effect) => {
      seen.push(effect)
      return { command: 'test.arrived', input: { key } }
    },
    async () => {
      await clerk.run('test.send', { keys: [key] })
      await until(key, settled)
    },
  )
  assert.deepEqual(seen, [{ tenantId, kind: 'test.parcel', key, payload: { for: key }, attempt: 1 }])
  const { rows } = await database.admin.query(
    `select result.cause_id = cause.id as caused, principal.kind
     from kernel.journal as result
     join kernel.journal as cause on cause.command = 'test.send' and cause.input->'keys' ? $1
     join access.principal as principal on principal.id = result.actor_id
     where result.command = 'test.arrived' and result.key = 'effect ' || $1`,
    [key],
  )
  assert.deepEqual(rows, [{ caused: true, kind: 'process' }])
})

test('an effect of a transaction that failed never happens', async () => {
  const lost = fresh('lost')
  const kept = fresh('kept')
  const seen: string[] = []
  await assert.rejects(clerk.run('test.send', { keys: [lost], fail: true }), /went wrong/)
  await working(
    async ({ key }) => void seen.push(key),
    async () => {
      await clerk.run('test.send', { keys: [kept] })
      await until(kept, settled)
    },
  )
  assert.deepEqual(seen, [kept])
})

test('an effect whose key is there already is the same effect', async () => {
  const key = fresh('same')
  const other = fresh('other')
  const [first] = await clerk.run('test.send', { keys: [key] })
  const second = await clerk.run('test.send', { keys: [key, other] })
  assert.equal(second.length, 1)
  assert.notEqual(second[0], first)
  const seen: string[] = []
  await working(
    async (effect) => void seen.push(effect.key),
    () => Promise.all([until(key, settled), until(other, settled)]),
  )
  assert.deepEqual(seen.sort(), [key, other].sort())
})

test('an effect for later waits for its day', async () => {
  const key = fresh('later')
  await clerk.run('test.send', { keys: [key], later: true })
  await working(
    () => Promise.reject(new Error('too early')),
    () => pause(300),
  )
  assert.equal((await until(key, () => true)).attempts, 0)
})

test('what fails is tried again under the same key, and every attempt is on record', async () => {
  const key = fresh('again')
  const attempts: number[] = []
  await working(
    async (effect) => {
      attempts.push(effect.attempt)
      if (effect.attempt < 3) throw new Error(`broken line ${effect.attempt}`)
    },
    async () => {
      await clerk.run('test.send', { keys: [key] })
      for (const attempt of [1, 2]) {
        const waiting = await until(
          key,
          (delivery) =>
            delivery.attempts === attempt && 'lastError' in delivery && delivery.lastError !== null,
        )
        assert.equal(waiting.state, 'waiting')
        await pause(100)
        await makeDue(key)
      }
      await until(key, settled)
    },
  )
  assert.deepEqual(attempts, [1, 2, 3])
  const { deliveryId } = await until(key, settled)
  const shown = await clerk.ask('exchange.getDelivery', { deliveryId })
  assert.deepEqual(
    shown.tries.map((one: { outcome: string; error: string | null }) => [one.outcome, one.error]),
    [
      ['failed', 'broken line 1'],
      ['failed', 'broken line 2'],
      ['delivered', null],
    ],
  )
})

test('what can never arrive is dead at once, and a person sends it again when the cause is gone', async () => {
  const key = fresh('dead')
  let cured = false
  await working(
    async () => {
      if (!cured) throw new Undeliverable('no such street')
    },
    async () => {
      await clerk.run('test.send', { keys: [key] })
      const dead = await until(key, settled)
      assert.deepEqual([dead.state, dead.lastError], ['dead', 'no such street'])
      cured = true
      await clerk.run('exchange.retryDelivery', { deliveryId: dead.deliveryId })
      assert.equal((await until(key, settled)).state, 'delivered')
      const again = clerk.run('exchange.retryDelivery', { deliveryId: dead.deliveryId })
      await assert.rejects(again, { code: 'delivery_not_dead' })
    },
  )
})

test('a result that is refused is dead with the refusal as its reason', async () => {
  const key = fresh('refused')
  await working(
    async () => ({ command: 'exchange.retryDelivery', input: { deliveryId: newId() } }),
    async () => {
      await clerk.run('test.send', { keys: [key] })
      const dead = await until(key, settled)
      assert.equal(dead.state, 'dead')
      assert.match(dead.lastError, /^delivery_not_found/)
    },
  )
})

test('a deliverer that hangs is given up after its time', async () => {
  const key = fresh('hangs')
  const deliverers = [delivers('test.parcel', () => new Promise(() => undefined))]
  const worker = await startWorker({ ...settings, attemptMsMax: 100, deliverers })
  await clerk.run('test.send', { keys: [key] })
  const failed = await until(key, (delivery) => 'lastError' in delivery && delivery.lastError !== null)
  await worker.stop()
  assert.match(failed.lastError, /no answer within 0.1 seconds/)
})

test('stopping waits for the delivery under way', async () => {
  const key = fresh('slow')
  let done = false
  const deliverers = [
    delivers('test.parcel', async () => {
      await pause(300)
      done = true
      return undefined
    }),
  ]
  const worker = await startWorker({ ...settings, deliverers })
  await clerk.run('test.send', { keys: [key] })
  await until(key, ({ attempts }) => attempts === 1)
  await worker.stop()
  assert.equal(done, true)
  assert.equal((await until(key, () => true)).state, 'delivered')
})

test('deliveries go on after the database has dropped every connection', async () => {
  const key = fresh('dropped')
  await working(
    async () => undefined,
    async () => {
      await database.admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'throughline%' and pid <> pg_backend_pid()`,
      )
      await pause(100)
      await clerk.run('test.send', { keys: [key] }).catch(() => clerk.run('test.send', { keys: [key] }))
      assert.equal((await until(key, settled)).state, 'delivered')
    },
  )
})

test('a job that was taken by an answer that was lost is taken again', async () => {
  const key = fresh('lost')
  let workerId = ''
  let made = 0
  const deliver = async (effect: Effect) => {
    if (effect.key === key) made += 1
    const { rows } = await database.admin.query(
      `select locked_by from graphile_worker._private_jobs where locked_by is not null`,
    )
    workerId = rows[0].locked_by
    return undefined
  }
  await working(deliver, async () => {
    const first = fresh('first')
    await clerk.run('test.send', { keys: [first] })
    await until(first, settled)
    // As if the worker had asked for it and its connection had gone before the answer came.
    await clerk.run('test.send', { keys: [key], later: true })
    const { rows } = await database.admin.query('select id from exchange.delivery where key = $1', [key])
    await database.admin.query(
      `update graphile_worker._private_jobs set run_at = now(), locked_at = now(), locked_by = $2
       where key = 'delivery:' || $1`,
      [rows[0].id, workerId],
    )
    assert.equal((await until(key, settled)).state, 'delivered')
  })
  assert.equal(made, 1)
})

test('a worker that broke down and waits to be started again can be stopped at once', async () => {
  const key = fresh('broken')
  const rename = (from: string, to: string) =>
    database.admin.query(`alter table graphile_worker.${from} rename to ${to}`)
  const { house: telling, told: down } = tellingOf(/started again/)
  // The end of the job cannot be written down, and nobody starts the worker again within the hour.
  const deliverers = [delivers('test.parcel', async () => void (await rename('_private_jobs', 'hidden')))]
  const worker = await startWorker({ ...settings, house: telling, deliverers, takeOverMs: 3_600_000 })
  try {
    await clerk.run('test.send', { keys: [key] })
    await down
    const patience = pause(20_000, 'still running', { ref: false })
    assert.equal(await Promise.race([worker.stop().then(() => 'stopped'), patience]), 'stopped')
  } finally {
    await rename('hidden', '_private_jobs')
    await worker.stop()
  }
})

test('a worker whose questions are never answered is started again, and the deliveries go on', async () => {
  const key = fresh('stalled')
  const { house: telling, told: stalled } = tellingOf(/nothing about work any more/)
  const deliverers = [delivers('test.parcel', async () => undefined)]
  const worker = await startWorker({ ...settings, house: telling, deliverers })
  const blocker = await database.admin.connect()
  try {
    // Held by somebody else, the table answers nobody: neither with jobs nor with an error.
    await blocker.query('begin; lock table graphile_worker._private_jobs in access exclusive mode')
    await stalled
    await blocker.query('rollback')
    await clerk.run('test.send', { keys: [key] })
    assert.equal((await until(key, settled)).state, 'delivered')
  } finally {
    blocker.release()
    await worker.stop()
  }
})

test('a kind has one deliverer', async () => {
  const twice = delivers('test.parcel', async () => undefined)
  await assert.rejects(startWorker({ ...settings, deliverers: [twice, { ...twice }] }), /two deliverers/)
  assert.deepEqual([isDeliverer(twice), isDeliverer({ ...twice })], [true, false])
})

test('a delivery nobody knows is refused', async () => {
  await assert.rejects(clerk.ask('exchange.getDelivery', { deliveryId: newId() }), {
    code: 'delivery_not_found',
  })
  await assert.rejects(clerk.run('exchange.retryDelivery', { deliveryId: newId() }), {
    code: 'delivery_not_found',
  })
})

test('the effects of a firm that has few do not wait behind those of a firm that has many', async () => {
  const busy = Array.from({ length: 40 }, () => fresh('busy'))
  const few = [fresh('quiet'), fresh('quiet')]
  const other = await quiet.as('billing')
  await clerk.run('test.send', { keys: busy })
  for (const key of few) await other.run('test.send', { keys: [key] })
  const order: string[] = []
  const deliverers = [delivers('test.parcel', async ({ key }) => void order.push(key))]
  const worker = await startWorker({ ...settings, concurrency: 1, deliverers })
  await until(busy.at(-1) ?? '', settled)
  await worker.stop()
  const places = few.map((key) => order.indexOf(key))
  assert.ok(
    places.every((place) => place >= 0 && place < 6),
    `they went out as number ${places.join(' and ')}`,
  )
  assert.deepEqual(
    order.filter((key) => busy.includes(key)),
    busy,
  )
})

test('a thousand effects are one statement', async () => {
  const actorId = await clerk.principalId
  const count = await tx(async (tx) => {
    const context = { tx, call: call(actorId), journalId: newId(), correlationId: newId() }
    const effects = Array.from({ length: 1_000 }, () => ({
      kind: 'test.nobody',
      key: fresh('bulk'),
      payload: {},
    }))
    return (await enqueue(context, effects)).length
  })
  assert.equal(count, 1_000)
})
