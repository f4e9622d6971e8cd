/** Two nodes on one database are restarted one after the other while people work: nothing is lost, nothing done twice. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../src/server/postgres/launch.ts'
import { caught, chain, end, io, message, process, service, start, timer } from './diagram.ts'
import { openTestHouse, type TestHouse } from './house.ts'
import { type RunningNode, startNode } from './running-node.ts'
import { afterwards, temporaryDirectory } from './temporary.ts'

/** A mail goes out, a moment passes, an answer comes that may have come before it was waited for. */
const errand = process(
  'errand',
  start('s'),
  service(
    'tell',
    'exchange.notify',
    io([
      ['=["administrator"]', 'roles'],
      ['="Errand"', 'subject'],
      ['=reference', 'text'],
    ]),
  ),
  caught('rest', timer('Duration', 'PT0.3S')),
  caught('answer', message('answered', '=reference')),
  end('e'),
  chain('s', 'tell', 'rest', 'answer', 'e'),
)

const CLIENTS = 4
const PATIENCE_MS = 90_000

/** A node at one address, with the folder its mails are put into. */
interface Place {
  readonly settings: Parameters<typeof startNode>[0]
  node: RunningNode
}

async function openPlaces(t: TestContext, house: TestHouse): Promise<Place[]> {
  const folder = await temporaryDirectory(t)
  return Promise.all(
    ['first', 'second'].map(async (name) => {
      const dataDirectory = join(folder, name)
      await mkdir(dataDirectory)
      const settings = { ownerUrl: house.database.ownerUrl, dataDirectory, port: await freePort() }
      const place = { settings, node: await startNode(settings) }
      afterwards(t, () => place.node.end('SIGKILL'))
      return place
    }),
  )
}

/** Sends a command under one key, to one node after the other, until it is answered. */
async function sendUntilDone(places: readonly Place[], key: string, path: string, body: object) {
  const idempotencyKey = randomUUID()
  const deadline = performance.now() + PATIENCE_MS
  let last = 'nobody answered'
  for (let attempt = 0; performance.now() < deadline; attempt += 1) {
    const port = places[attempt % places.length]?.settings.port
    const answer = await fetch(`http://127.0.0.1:${port}/v1/processes/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    }).catch((error: unknown) => {
      last = String(error)
    })
    if (answer?.ok) return
    if (answer) last = `${answer.status} ${await answer.text()}`
    if (answer && answer.status !== 503) break
    await pause(30)
  }
  assert.fail(`${path} was not done: ${last}`)
}

/** Clients that begin errands and answer them until they are told to stop; gives what they were confirmed. */
function openWork(places: readonly Place[], key: string) {
  const confirmed: string[] = []
  let goOn = true
  const client = async (_: unknown, at: number) => {
    const mine = at % 2 === 0 ? places : [...places].reverse()
    while (goOn) {
      const reference = randomUUID()
      await sendUntilDone(mine, key, 'start', { key: 'errand', variables: { reference } })
      await sendUntilDone(mine, key, 'publish', { name: 'answered', key: reference, messageId: reference })
      confirmed.push(reference)
    }
  }
  const all = Promise.all(Array.from({ length: CLIENTS }, client))
  return {
    /** Lets some more errands be confirmed, so that each change meets work under way. */
    async more(count: number) {
      const enough = confirmed.length + count
      await until('more work is done', async () => confirmed.length >= enough)
    },
    async stop() {
      goOn = false
      await all
      return confirmed
    },
  }
}

async function until(what: string, so: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (!(await so())) {
    assert.ok(performance.now() < deadline, `waited in vain until ${what}`)
    await pause(50)
  }
}

async function countOf({ database, tenantId }: TestHouse, from: string): Promise<number> {
  const { rows } = await database.admin.query(
    `select count(*)::integer as count from ${from} and tenant_id = $1`,
    [tenantId],
  )
  return rows[0].count
}

test('a rolling restart of two nodes, a killed one and lost connections lose nothing and do nothing twice', async (t) => {
  const house = await openTestHouse(t, { now: Temporal.Now.instant().toString() })
  const administrator = house.as('administrator')
  await administrator.run('processes.deploy', { resource: 'errand.bpmn', xml: errand })
  const { key } = await administrator.run('access.createApiKey', { name: 'clients' })
  const places = await openPlaces(t, house)
  const [first, second] = places as [Place, Place]
  const work = openWork(places, key)

  await work.more(5)
  assert.equal(await first.node.end('SIGTERM'), 0, 'a node that is told to stop ends in order')
  await work.more(5)
  first.node = await startNode(first.settings)
  await work.more(5)
  await second.node.end('SIGKILL')
  await work.more(5)
  await house.database.admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name like 'throughline%' and pid <> pg_backend_pid()`,
  )
  await work.more(5)
  second.node = await startNode(second.settings)
  assert.equal(await first.node.end('SIGTERM'), 0)
  await work.more(5)
  const confirmed = await work.stop()

  // One node is left, and all that waits goes on there.
  await until(
    'nothing waits any more',
    async () =>
      (await countOf(house, `process.instance where status = 'active'`)) === 0 &&
      (await countOf(house, `exchange.delivery where state = 'waiting'`)) === 0,
  )
  assert.equal(await second.node.end('SIGTERM'), 0)
  await assertNothingLostOrDoubled(house, places, confirmed)
})

async function assertNothingLostOrDoubled(
  house: TestHouse,
  places: readonly Place[],
  confirmed: readonly string[],
): Promise<void> {
  const { database, tenantId } = house
  const { rows } = await database.admin.query(
    `select variables ->> 'reference' as reference, status, incident_count, event_count
     from process.instance where tenant_id = $1`,
    [tenantId],
  )
  assert.deepEqual(
    rows.map(({ reference }) => reference).sort(),
    [...confirmed].sort(),
    'each errand was begun once',
  )
  // Begun, told of its mail, fired, answered.
  assert.deepEqual(
    rows.filter(
      ({ status, incident_count, event_count }) =>
        status !== 'completed' || incident_count || event_count !== 4,
    ),
    [],
  )
  const left = ['process.timer', 'process.subscription', 'process.message', 'process.incident']
  for (const table of left) assert.equal(await countOf(house, `${table} where true`), 0, `${table} is empty`)
  for (const [what, from] of [
    ['commands that began errands', `kernel.journal where command = 'processes.start'`],
    ['answers', `kernel.journal where command = 'processes.publish'`],
    ['mails', `exchange.delivery where state = 'delivered'`],
  ] as const)
    assert.equal(await countOf(house, from), confirmed.length, what)
  const jobs = await database.admin.query(
    'select count(*)::integer as count from graphile_worker._private_jobs',
  )
  assert.equal(jobs.rows[0].count, 0, 'no job is left behind, locked or not')
  // A mail that was under way on a killed node may have been made on both: under one name, the key of its effect.
  // What the killed one had not finished writing has another ending.
  const files = await Promise.all(places.map(({ settings }) => readdir(join(settings.dataDirectory, 'mail'))))
  const mails = files.flat().filter((name) => name.endsWith('.eml'))
  assert.equal(new Set(mails).size, confirmed.length)
  const report = await house.as('administrator').run('replays.run', {})
  assert.deepEqual([report.instances, report.differing], [confirmed.length, 0])
}
