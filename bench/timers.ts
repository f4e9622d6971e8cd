/**
 * What waiting costs: `node bench/timers.ts`.
 *
 * A hundred thousand instances wait (or as many as are named after the file), with five timers each. Waiting may cost a node nothing: its memory and its start are
 * compared with those on an empty database, and so is a look at what is due when nothing is, for one firm and for two
 * hundred. Then everything falls due. Claiming locks the instances of due timers, passing over those of other nodes, a
 * batch a transaction, and is compared with claiming and deleting bare rows under the same index; firing is the whole
 * work, an advance and its journal included. 4 connections, rounds taken in turn.
 *
 * Wanted: 20,000 claims a second and nothing more in memory or at start.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createTenant } from '#engines/access'
import { claimTimers, fireDueTimers } from '#engines/process'
import { newId } from '#kernel/id.ts'
import { openLog } from '#kernel/log.ts'
import { openPool } from '#kernel/pool.ts'
import { inTransaction, run } from '#kernel/run.ts'
import { caught, chain, end, flow, process as model, parallel, start, timer } from '#test/diagram.ts'
import { openTestHouse, type TestHouse } from '#test/house.ts'
import { composeHouse } from '../src/server/house.ts'
import { multiply } from './likeness.ts'
import { line, median, onDurableServer, rateOf } from './server.ts'

const INSTANCES = Number(process.argv[2] ?? 100_000)
const TIMERS = 5
const CONNECTIONS = 4
const BATCH = 500
const FIRED_AT_ONCE = 100
const SECONDS = 2
const ROUNDS = 5
const FIRMS = 200
const WANTED_CLAIMS = 20_000

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const waits = Array.from({ length: TIMERS }, (_, at) => `wait-${at}`)
const waiting = model(
  'waiting',
  start('s'),
  parallel('split'),
  ...waits.map((id) => caught(id, timer('Duration', 'P30D'))),
  end('e'),
  chain('s', 'split'),
  ...waits.flatMap((id) => [flow('split', id), flow(id, 'e')]),
)

/** As many instances as are asked for, all of which wait. */
async function fill(firm: TestHouse): Promise<void> {
  const call = firm.call(firm.administratorId)
  await run(firm.house, 'processes.deploy', { resource: 'waiting.bpmn', xml: waiting }, call)
  await run(firm.house, 'processes.start', { key: 'waiting' }, call)
  await multiply(firm, INSTANCES)
}

/** A node that is started, has looked once at what is due, and waits: how long that took, and the heap it holds. */
async function startNode(url: string, now: Temporal.Instant): Promise<{ ms: number; heapMb: number }> {
  collectGarbage()
  const before = process.memoryUsage().heapUsed
  const began = performance.now()
  const pool = openPool(url)
  const house = await composeHouse({ log: openLog('error'), pool })
  await fireDueTimers(house, now)
  const ms = performance.now() - began
  collectGarbage()
  const heapMb = (process.memoryUsage().heapUsed - before) / 1e6
  await pool.end()
  return { ms, heapMb }
}

async function several(work: () => Promise<number>): Promise<number> {
  const all: number[] = []
  for (let round = 0; round < ROUNDS * 2; round += 1) all.push(await work())
  return median(all)
}

async function measureWaiting(firm: TestHouse, title: string): Promise<void> {
  const { house, clock, database } = firm
  const nodes: { ms: number; heapMb: number }[] = []
  for (let round = 0; round < ROUNDS; round += 1) nodes.push(await startNode(database.url, clock.now))
  line(`start of a node and its first look, ${title}`, median(nodes.map(({ ms }) => ms)), 'ms')
  line(`heap of a node that waits, ${title}`, median(nodes.map(({ heapMb }) => heapMb)), 'MB')
  const look = await several(async () => {
    const began = performance.now()
    await fireDueTimers(house, clock.now)
    return performance.now() - began
  })
  line(`a look at what is due when nothing is, ${title}`, look, 'ms')
}

/** Claims by all connections: each batch is held until its transaction ends, so they never meet. */
async function claimRate(firm: TestHouse): Promise<number> {
  let claimed = 0
  const began = performance.now()
  await rateOf(CONNECTIONS, SECONDS, () =>
    inTransaction(
      firm.house.pool,
      'begin',
      async (tx) => {
        claimed += (await claimTimers(tx, firm.clock.now, BATCH, undefined)).length
      },
      firm.tenantId,
    ),
  )
  return claimed / ((performance.now() - began) / 1000)
}

async function createBare(firm: TestHouse): Promise<void> {
  const { owner } = firm.database
  await owner.query('create schema bench')
  await owner.query('create table bench.timer (id uuid primary key, due_at timestamptz not null)')
  await owner.query('create index on bench.timer (due_at)')
}

/** As many bare rows as there are timers, anew: a round deletes them. */
async function fillBare(firm: TestHouse): Promise<void> {
  const { admin } = firm.database
  await admin.query('truncate bench.timer')
  await admin.query(
    `insert into bench.timer select uuidv7(), now() - random() * interval '1 day' from generate_series(1, ${INSTANCES * TIMERS})`,
  )
  await admin.query('vacuum analyze bench.timer')
}

/** Bare rows under the same index, claimed and deleted. */
async function bareRate(firm: TestHouse): Promise<number> {
  const claim = `
    delete from bench.timer where id in (
      select id from bench.timer where due_at <= now() order by due_at limit ${BATCH} for update skip locked)`
  let claimed = 0
  const pool = openPool(firm.database.ownerUrl, CONNECTIONS)
  const began = performance.now()
  await rateOf(CONNECTIONS, SECONDS, async () => {
    claimed += (await pool.query(claim)).rowCount ?? 0
  })
  const rate = claimed / ((performance.now() - began) / 1000)
  await pool.end()
  return rate
}

async function measureDue(firm: TestHouse): Promise<void> {
  firm.clock.now = firm.clock.now.add({ hours: 24 * 31 })
  await createBare(firm)
  const rates = { bare: [0], claims: [0], fired: [0] }
  for (const kind of Object.values(rates)) kind.pop()
  for (let round = 0; round < ROUNDS; round += 1) {
    await fillBare(firm)
    rates.bare.push(await bareRate(firm))
    rates.claims.push(await claimRate(firm))
    let fired = 0
    const began = performance.now()
    await rateOf(CONNECTIONS, SECONDS, async () => {
      fired += await fireDueTimers(firm.house, firm.clock.now, FIRED_AT_ONCE)
    })
    rates.fired.push(fired / ((performance.now() - began) / 1000))
  }
  const claims = median(rates.claims)
  if (claims < WANTED_CLAIMS) process.exitCode = 1
  line('claimed and deleted, bare rows', median(rates.bare), '/s')
  line('claimed', claims, '/s', claims < WANTED_CLAIMS ? 'TOO LITTLE (wanted: 20,000)' : '(wanted: 20,000)')
  const share = median(rates.claims.map((rate, round) => rate / (rates.bare[round] ?? 0)))
  line('share of the bare rate', share * 100, '%')
  line(`fired, ${FIRED_AT_ONCE} together`, median(rates.fired), '/s')
}

await onDurableServer(async (scope) => {
  const firm = await openTestHouse(scope)
  await measureWaiting(firm, 'nothing waits')
  await fill(firm)
  await measureWaiting(firm, `${INSTANCES.toLocaleString('en')} instances wait`)
  for (let count = 1; count < FIRMS; count += 1) {
    const slug = `firm-${newId().slice(-12)}`
    const administrator = { name: 'Admin', email: `admin@${slug}.example` }
    await createTenant(firm.house.pool, { slug, name: slug, administrator, now: firm.clock.now })
  }
  await measureWaiting(firm, `and there are ${FIRMS} firms`)
  await measureDue(firm)
})
