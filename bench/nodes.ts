/**
 * Two nodes on one database against one, and a busy firm beside a quiet one: `node bench/nodes.ts`.
 *
 * Each node is the program in a process of its own. Commands a second of 16 clients are compared in rounds taken in turn,
 * with all clients at one node and with half of them at each; the median of the rounds' ratios is wanted to be at least
 * 1. Then a quiet firm, one client at each node that rests between its commands, is measured alone and beside those 16 clients of a
 * busy one: nineteen of twenty of its commands may take at most twice as long. The same for what is not asked for by
 * anybody: a timer of the quiet firm while thousands are due in the busy one, and a mail while thousands wait to go out.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { composeMail, enqueue, MAIL } from '#engines/exchange'
import { newId } from '#kernel/id.ts'
import { caught, chain, end, message, process as model, start, timer } from '#test/diagram.ts'
import { openTestHouse, type TestHouse } from '#test/house.ts'
import { type RunningNode, startNode } from '#test/running-node.ts'
import { multiply } from './likeness.ts'
import { type Crowd, crowds, type Told } from './nodes/clients.ts'
import { line, median, onDurableServer } from './server.ts'

const CLIENTS = 16
const SECONDS = 4
const ROUNDS = 5
const REST_MS = 20
const SLOWER_MAX = 2
/** Timers that are due and mails that wait in the busy firm: more than are done while the quiet one is measured. */
const TIMERS = 80_000
const MAILS = 20_000
const PROBES = 20
/** How long the busy firm's timers wait for each other, in seconds. */
const FILLING_S = 40

const round = model(
  'round',
  start('s'),
  caught('answer', message('answered', '=reference')),
  end('e'),
  chain('s', 'answer', 'e'),
)
const waiting = model(
  'waiting',
  start('s'),
  caught('wait', timer('Date', '=until')),
  end('e'),
  chain('s', 'wait', 'e'),
)

/** A firm that works on the nodes by a key. */
interface Firm {
  readonly house: TestHouse
  readonly key: string
}

async function openFirm(house: TestHouse): Promise<Firm> {
  const administrator = house.as('administrator')
  for (const xml of [round, waiting]) await administrator.run('processes.deploy', { resource: 'bench', xml })
  const { key } = await administrator.run('access.createApiKey', { name: 'bench' })
  return { house, key }
}

async function measureThroughput(nodes: readonly string[], { key }: Firm): Promise<void> {
  const rateOn = async (some: readonly string[]) => {
    const [told] = await crowds(SECONDS, { nodes: some, key, clients: CLIENTS, restMs: 0 })
    return told?.perSecond ?? Number.NaN
  }
  await rateOn(nodes)
  const rates: { one: number; both: number }[] = []
  for (let at = 0; at < ROUNDS; at += 1)
    rates.push({ one: await rateOn(nodes.slice(0, 1)), both: await rateOn(nodes) })
  const ratio = median(rates.map(({ one, both }) => both / one))
  line('commands on one node, 16 clients', median(rates.map(({ one }) => one)), '/s')
  line('commands on two nodes, 16 clients', median(rates.map(({ both }) => both)), '/s')
  verdict('two nodes against one', ratio, ratio >= 1, '(wanted: at least 1)')
}

async function measureCommands(nodes: readonly string[], busy: Firm, quiet: Firm): Promise<void> {
  const one: Crowd = { nodes, key: quiet.key, clients: nodes.length, restMs: REST_MS }
  const many: Crowd = { nodes, key: busy.key, clients: CLIENTS, restMs: 0 }
  const rounds: { alone: Told; beside: Told; load: Told }[] = []
  for (let at = 0; at < ROUNDS; at += 1) {
    const [alone] = await crowds(SECONDS, one)
    const [beside, load] = await crowds(SECONDS, one, many)
    if (alone && beside && load) rounds.push({ alone, beside, load })
  }
  const half = (told: readonly Told[]) => `(half within ${median(told.map(({ p50 }) => p50)).toFixed(1)} ms)`
  const alone = rounds.map((round) => round.alone)
  const beside = rounds.map((round) => round.beside)
  line('a quiet firm alone, p95 of its commands', median(alone.map(({ p95 }) => p95)), 'ms', half(alone))
  line('a quiet firm beside a busy one, p95', median(beside.map(({ p95 }) => p95)), 'ms', half(beside))
  line('the busy firm meanwhile', median(rounds.map(({ load }) => load.perSecond)), '/s')
  const times = median(rounds.map((round) => round.beside.p95 / round.alone.p95))
  verdict('its commands beside a busy firm, times as long', times, times <= SLOWER_MAX, '(wanted: at most 2)')
}

/** Milliseconds from the moment something of the quiet firm is due until it is done, nineteen of twenty. */
async function p95Of(probe: () => Promise<number>): Promise<number> {
  const took: number[] = []
  for (let at = 0; at < PROBES; at += 1) took.push(await probe())
  return took.sort((a, b) => a - b)[Math.floor(PROBES * 0.95) - 1] ?? Number.NaN
}

/** Asks again and again until something is so, and gives when that was. */
async function untilSo(so: () => Promise<boolean>): Promise<number> {
  const deadline = performance.now() + 180_000
  while (!(await so())) {
    if (performance.now() > deadline) throw new Error('The quiet firm waited in vain for three minutes.')
    await pause(5)
  }
  return Date.now()
}

const now = () => Temporal.Now.instant()

async function timerLateness({ house }: Firm): Promise<number> {
  const due = now().add({ milliseconds: 200 })
  const { instanceId } = await wait(house, due)
  const done = await untilSo(async () => {
    const { rows } = await house.database.admin.query(
      `select from process.instance where id = $1 and status = 'completed'`,
      [instanceId],
    )
    return rows.length > 0
  })
  return done - due.epochMilliseconds
}

const wait = (house: TestHouse, until: Temporal.Instant) =>
  house
    .as('administrator')
    .run('processes.start', { key: 'waiting', variables: { until: until.toString() } }, { now: now() })

async function mailLateness({ house }: Firm): Promise<number> {
  const sent = now()
  await notify(house, sent)
  const done = await untilSo(async () => {
    const { rows } = await house.database.admin.query(
      `select from exchange.delivery where tenant_id = $1 and state = 'waiting' limit 1`,
      [house.tenantId],
    )
    return rows.length === 0
  })
  return done - sent.epochMilliseconds
}

const notify = (house: TestHouse, at: Temporal.Instant) =>
  house
    .as('administrator')
    .run('exchange.notify', { roles: ['administrator'], subject: 'Bench', text: 'A line.' }, { now: at })

/** How long the quiet firm waits while the nodes do nothing else, and while the busy one has a backlog that lasts. */
async function measureBacklog(
  what: string,
  lateness: () => Promise<number>,
  backlog: { size: number; fill: () => Promise<void>; left: () => Promise<number> },
): Promise<void> {
  const { size, fill, left } = backlog
  const alone = await p95Of(lateness)
  await fill()
  const beside = await p95Of(lateness)
  const remaining = await left()
  line(`${what} of a quiet firm, p95 from due to done`, alone, 'ms')
  line(`beside a busy firm (of its ${size} ${remaining} were left)`, beside, 'ms')
  if (remaining === 0) throw new Error('The busy firm was done too soon: nothing was measured. Give it more.')
  verdict(`${what}, times as long`, beside / alone, beside <= alone * SLOWER_MAX, '(wanted: at most 2)')
}

async function count(house: TestHouse, from: string): Promise<number> {
  const { rows } = await house.database.admin.query(`select count(*)::integer as count from ${from}`)
  return rows[0].count
}

/** Makes them under a moment at which all fall due together, and waits for it. */
async function fillTimers({ house }: Firm): Promise<void> {
  const due = now().add({ seconds: FILLING_S })
  // The instances of the rounds have ended or wait for an answer nobody gives any more.
  await house.database.admin.query(
    `update process.instance set status = 'cancelled' where tenant_id = $1 and status = 'active'`,
    [house.tenantId],
  )
  await wait(house, due)
  await multiply(house, TIMERS)
  const early = due.epochMilliseconds - Date.now()
  if (early < 0) throw new Error(`Making ${TIMERS} timers took ${-early} ms longer than they wait.`)
  await pause(early)
}

/** In one transaction, so that none goes out before the last is written. */
async function fillMails({ house }: Firm): Promise<void> {
  const call = house.call(house.administratorId, { now: now() })
  const letter = { language: 'en', subject: 'Bench', paragraphs: ['A line.'], signature: ['Bench'] } as const
  const payload = { to: [{ address: 'somebody@bench.example' }], ...composeMail(letter) }
  const effects = Array.from({ length: MAILS }, () => ({ kind: MAIL, key: newId(), payload }))
  await house.tx((tx) => enqueue({ tx, call, journalId: newId(), correlationId: newId() }, effects))
}

function verdict(what: string, value: number, good: boolean, wanted: string): void {
  if (!good) process.exitCode = 1
  line(what, value, '', good ? wanted : `MISSED ${wanted}`)
}

async function startNodes(house: TestHouse, folder: string): Promise<RunningNode[]> {
  const nodes: RunningNode[] = []
  for (const name of ['first', 'second']) {
    const dataDirectory = join(folder, name)
    await mkdir(dataDirectory)
    nodes.push(await startNode({ ownerUrl: house.database.ownerUrl, dataDirectory }))
  }
  return nodes
}

await onDurableServer(async (scope) => {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-nodes-'))
  scope.after(() => rm(folder, { recursive: true, force: true }))
  const house = await openTestHouse(scope, { now: now().toString() })
  const busy = await openFirm(house)
  const quiet = await openFirm(await house.otherTenant())
  const nodes = await startNodes(house, folder)
  for (const node of nodes) scope.after(async () => void (await node.end('SIGTERM')))
  const addresses = nodes.map(({ address }) => address)
  await measureThroughput(addresses, busy)
  await measureCommands(addresses, busy, quiet)
  const timers = `process.timer where tenant_id = '${busy.house.tenantId}'`
  const mails = `exchange.delivery where tenant_id = '${busy.house.tenantId}' and state = 'waiting'`
  await measureBacklog('a timer', () => timerLateness(quiet), {
    size: TIMERS,
    fill: () => fillTimers(busy),
    left: () => count(house, timers),
  })
  await measureBacklog('a mail', () => mailLateness(quiet), {
    size: MAILS,
    fill: () => fillMails(busy),
    left: () => count(house, mails),
  })
})
