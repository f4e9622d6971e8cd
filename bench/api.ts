/**
 * What the API bears: `node bench/api.ts`, on a durable server of its own, server and clients on this machine.
 *
 * - Time entries one after the other on one connection: in process, over HTTP, and beside them the bare transaction
 *   that writes as many rows, since the disk decides how many commits there can be.
 * - Weeks of time saved as a grid, 30 entries each, one week after the other on one connection in process: entries a
 *   second, beside the bare transaction that writes as many rows. At least 4,800 entries a second are wanted.
 * - 50 clients at once, half reading and half writing. At least 950 requests a second are wanted: ten times what Odoo
 *   19 answered.
 */
import { newId } from '#kernel/id.ts'
import { run } from '#kernel/run.ts'
import { openStaffedEngagement, type StaffedEngagement } from '#test/staffed-engagement.ts'
import { openHttp } from '../src/server/http.ts'
import { underLoad } from './http-clients.ts'
import { line, onDurableServer, rateOf } from './server.ts'

const CLIENTS = 50
const SECONDS = 5
const WANTED_CONCURRENT = 950
const WANTED_ENTRIES = 4_800
/** Six rows on five days. */
const ENTRIES_A_WEEK = 30

interface Worker {
  readonly principalId: string
  readonly key: string
}

/** Consultants with an API key each. */
async function hire({ house }: StaffedEngagement, count: number): Promise<Worker[]> {
  const administrator = house.as('administrator')
  const workers: Worker[] = []
  for (let number = 1; number <= count; number += 1) {
    const { principalId } = await administrator.run('people.create', {
      ...{ number: `B-${number}`, name: `Worker ${number}`, email: `worker-${number}@alder.example` },
      ...{ entityCode: 'DE', roleCode: 'consultant', startedOn: '2024-04-01' },
      costRate: { amount: '60', currency: 'EUR' },
      accessRoles: ['consultant'],
    })
    const { key } = await house.as(principalId).run('access.createApiKey', { name: 'bench' })
    workers.push({ principalId, key })
  }
  return workers
}

async function oneByOne(engagement: StaffedEngagement, worker: Worker, url: string): Promise<void> {
  const { house, build: workPackageId } = engagement
  const { owner } = house.database
  const client = await owner.connect()
  const bare = async () => {
    await client.query('begin')
    for (let row = 0; row < 4; row += 1)
      await client.query({ name: 'bare', text: 'insert into bench.row (id) values ($1)', values: [newId()] })
    await client.query('commit')
  }
  await owner.query('create schema bench; create table bench.row (id uuid primary key)')
  let count = 0
  const record = () => {
    const workedOn = Temporal.PlainDate.from('2026-01-01').add({ days: Math.floor(count++ / 8) % 180 })
    const input = { workPackageId, workedOn: workedOn.toString(), minutes: 5, description: 'Order form' }
    return run(house.house, 'timesheets.record', input, house.call(worker.principalId))
  }
  await rateOf(1, 1, bare)
  await rateOf(1, 1, record)
  const bareRate = await rateOf(1, SECONDS, bare)
  const inProcess = await rateOf(1, SECONDS, record)
  client.release()
  const overHttp = await underLoad({
    url,
    keys: [worker.key],
    seconds: SECONDS,
    workPackageId,
    writeEvery: 1,
    offset: 4000,
  })
  line('bare transactions of four inserts, one connection', bareRate, '/s')
  line(
    'time entries one by one, in process',
    inProcess,
    '/s',
    `(${Math.round((inProcess / bareRate) * 100)} % of bare)`,
  )
  line('time entries one by one, over HTTP', overHttp.perSecond, '/s', `(${overHttp.p50.toFixed(1)} ms each)`)
}

/** Each week is another one, so that every entry is new. */
async function wholeWeeks(engagement: StaffedEngagement, worker: Worker): Promise<void> {
  const { house, build: workPackageId } = engagement
  const { owner, admin } = house.database
  await admin.query(`update projects.work_package set ends_on = '2099-12-31'`)
  const client = await owner.connect()
  const bare = async () => {
    const ids = Array.from({ length: ENTRIES_A_WEEK }, () => newId())
    await client.query('begin')
    await client.query({
      name: 'week',
      text: 'insert into bench.row select unnest($1::uuid[])',
      values: [ids],
    })
    await client.query('commit')
  }
  let week = 0
  const save = () => {
    const weekStart = Temporal.PlainDate.from('2026-07-06').add({ weeks: week++ }).toString()
    const rows = Array.from({ length: ENTRIES_A_WEEK / 5 }, (_, row) => ({
      ...{ workPackageId, description: `Part ${row}` },
      minutes: [60, 75, 90, 60, 45, 0, 0],
    }))
    return run(house.house, 'timesheets.saveWeek', { weekStart, rows }, house.call(worker.principalId))
  }
  await rateOf(1, 1, bare)
  await rateOf(1, 1, save)
  // A table that has just been made has plans for no rows; a running server's autovacuum has seen to that long ago.
  await admin.query('analyze')
  const bareRate = (await rateOf(1, SECONDS, bare)) * ENTRIES_A_WEEK
  const saved = (await rateOf(1, SECONDS, save)) * ENTRIES_A_WEEK
  client.release()
  const enough = saved >= WANTED_ENTRIES
  line(`rows of bare transactions of one insert of ${ENTRIES_A_WEEK}`, bareRate, '/s')
  line(
    `entries saved as weeks of ${ENTRIES_A_WEEK}, in process`,
    saved,
    '/s',
    `(${Math.round((saved / bareRate) * 100)} % of bare; wanted: ${WANTED_ENTRIES})${enough ? '' : ' TOO LITTLE'}`,
  )
  if (!enough) process.exitCode = 1
}

async function atOnce(
  { build: workPackageId }: StaffedEngagement,
  workers: readonly Worker[],
  url: string,
): Promise<void> {
  const keys = workers.map(({ key }) => key)
  await underLoad({ url, keys, seconds: 2, workPackageId, writeEvery: 2, offset: 0 })
  const before = process.threadCpuUsage()
  const mixed = await underLoad({ url, keys, seconds: SECONDS, workPackageId, writeEvery: 2, offset: 400 })
  const { user, system } = process.threadCpuUsage(before)
  const enough = mixed.perSecond >= WANTED_CONCURRENT
  const times = `(p50 ${mixed.p50.toFixed(1)} ms, p99 ${mixed.p99.toFixed(1)} ms; wanted: ${WANTED_CONCURRENT})`
  line(
    `${CLIENTS} clients, half reading, half writing`,
    mixed.perSecond,
    '/s',
    enough ? times : `TOO LITTLE ${times}`,
  )
  line('processor time of the server a request', (user + system) / (mixed.perSecond * SECONDS), 'µs')
  const reading = await underLoad({
    url,
    keys,
    seconds: SECONDS,
    workPackageId,
    writeEvery: 1_000_000,
    offset: 1,
  })
  line(`${CLIENTS} clients reading`, reading.perSecond, '/s', `(p50 ${reading.p50.toFixed(1)} ms)`)
  if (!enough) process.exitCode = 1
}

await onDurableServer(async (scope) => {
  const engagement = await openStaffedEngagement(scope, { now: Temporal.Now.instant().toString() })
  const app = await openHttp({ house: engagement.house.house })
  scope.after(() => app.close())
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const [first, ...others] = await hire(engagement, CLIENTS + 1)
  if (first) {
    await oneByOne(engagement, first, url)
    await wholeWeeks(engagement, first)
  }
  await atOnce(engagement, others, url)
})
