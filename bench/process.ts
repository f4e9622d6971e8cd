/**
 * What an advance of a process costs: `node bench/process.ts`.
 *
 * One advance completes a person's task and offers the next: it locks the instance, steps it, and writes the instance,
 * the input event, the path, the task that ends, the task that begins and who may claim it, under row-level security.
 * Against it stands the bare persistence statement: one autocommitted data-modifying statement without any lock, guarded
 * by a revision, that updates a row with 1.2 KB of state and inserts a history row, an outbox row and a task row, in
 * tables keyed by tenant without row-level security. Same durable server, 8 connections, rounds taken in turn. Wanted: a single advance at half the bare rate, a batch of a hundred at four
 * times the rate of single ones. Also shown: the pure step, whole commands through `run`, and CPU an advance.
 */
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { advance, compileModel, newState, step } from '#engines/process'
import type { Context } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { inTransaction, run } from '#kernel/run.ts'
import { chain, end, flow, process as model, start, user, zeebe } from '#test/diagram.ts'
import { openTestHouse, type TestHouse } from '#test/house.ts'
import { line, median, onDurableServer, rateOf } from './server.ts'

const CONNECTIONS = 8
const SECONDS = 2
const ROUNDS = 5
const BATCH = 100
const INSTANCES = 8_000
const WANTED_SINGLE = 0.5
const WANTED_BATCH = 4

/** Two tasks in a circle, so that every completion offers the next and an instance never ends. */
const work = (name: string) => user(name, zeebe('assignmentDefinition', { candidateGroups: 'consultant' }))
const circle = model(
  'circle',
  start('s'),
  work('one'),
  work('two'),
  chain('s', 'one', 'two'),
  flow('two', 'one'),
)

/** The tables of an engine without anything around it: tenant first, no row-level security, no checks. */
const bareTables = `
  create schema bench;
  create table bench.instance (
    tenant uuid, id uuid, rev integer not null, state jsonb not null, primary key (tenant, id)
  ) with (fillfactor = 70);
  create table bench.history (
    tenant uuid, instance uuid, seq integer, type text not null, payload jsonb not null, at timestamptz not null,
    primary key (tenant, instance, seq)
  );
  create table bench.outbox (
    tenant uuid, id uuid, effect_key text not null, kind text not null, payload jsonb not null,
    primary key (tenant, id), unique (tenant, effect_key)
  );
  create table bench.task (
    tenant uuid, id uuid, instance uuid not null, name text not null, assignee uuid, due_at timestamptz,
    primary key (tenant, id)
  );
  create index on bench.task (tenant, instance);`

const bareStatement = `
  with moved as (
    update bench.instance set rev = rev + 1, state = $3 where tenant = $1 and id = $2 and rev = $4 returning tenant, id, rev
  ), history as (
    insert into bench.history (tenant, instance, seq, type, payload, at)
    select tenant, id, rev, 'complete', '{"element":4,"variables":{}}', now() from moved
  ), outbox as (
    insert into bench.outbox (tenant, id, effect_key, kind, payload)
    select tenant, $5::uuid, $5::uuid::text, 'mail', '{"to":"somebody"}' from moved
  )
  insert into bench.task (tenant, id, instance, name, due_at) select tenant, $5::uuid, id, 'two', now() from moved`

const stateOf = (n: number) => JSON.stringify({ n, filler: 'x'.repeat(1_180) })

/** Each worker has its own instances, so that nobody waits for anybody's lock. */
function rounds<T>(items: readonly T[], worker: number): () => T {
  const own = items.filter((_, index) => index % CONNECTIONS === worker)
  let at = 0
  return () => {
    at = (at + 1) % own.length
    return own[at] as T
  }
}

async function bareWorkers(
  firm: TestHouse,
): Promise<{ work: (worker: number) => Promise<unknown>; stop: () => Promise<void> }> {
  const { owner, ownerUrl } = firm.database
  await owner.query(bareTables)
  const all = Array.from({ length: INSTANCES }, newId)
  const fill = 'insert into bench.instance select $1, unnest($2::uuid[]), 1, $3::jsonb'
  await owner.query(fill, [firm.tenantId, all, stateOf(0)])
  const clients = Array.from({ length: CONNECTIONS }, () => new pg.Client({ connectionString: ownerUrl }))
  await Promise.all(clients.map((client) => client.connect()))
  const revisions = new Map<string, number>()
  const next = clients.map((_, worker) => rounds(all, worker))
  return {
    async work(worker) {
      const id = next[worker]?.() ?? ''
      const rev = revisions.get(id) ?? 1
      revisions.set(id, rev + 1)
      const values = [firm.tenantId, id, stateOf(rev), rev, newId()]
      await clients[worker]?.query({ name: 'bare', text: bareStatement, values })
    },
    stop: async () => {
      await Promise.all(clients.map((client) => client.end()))
    },
  }
}

/** Advances instances in one transaction of its own: each one's waiting task is completed. */
async function advanceAll(firm: TestHouse, ids: readonly string[]): Promise<void> {
  const { house, tenantId, processId } = firm
  await inTransaction(
    house.pool,
    'begin',
    async (tx) => {
      const ctx: Context = {
        tx,
        call: firm.call(processId),
        scope: 'all',
        registry: house.registry,
        journalId: newId(),
        correlationId: newId(),
        checkRevision: () => undefined,
        attempt: (doing) => doing(),
        run: () => Promise.reject(new Error('this process runs no commands')),
      }
      const batch = ids.map((id) => ({
        instanceId: id,
        rootId: id,
        event: (state: ReturnType<typeof newState>) => {
          const waiting = state.elements.find(({ phase, node }) => phase === 'active' && node >= 0)
          return { type: 'complete' as const, element: waiting?.id ?? 0, variables: {} }
        },
      }))
      await advance(ctx, batch)
    },
    tenantId,
  )
}

async function startInstances(firm: TestHouse): Promise<string[]> {
  const call = firm.call(firm.administratorId)
  await run(firm.house, 'processes.deploy', { resource: 'circle.bpmn', xml: circle }, call)
  const ids: string[] = []
  const one = async () => {
    while (ids.length < INSTANCES) {
      const { output } = await run(
        firm.house,
        'processes.start',
        { key: 'circle', variables: { filler: 'x'.repeat(900) } },
        call,
      )
      ids.push((output as { instanceId: string }).instanceId)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, one))
  await firm.database.owner.query('analyze')
  return ids
}

/** CPU ticks of each of the server's processes so far; null where the system does not tell. */
async function serverTicks(firm: TestHouse): Promise<Map<number, number> | null> {
  const { rows } = await firm.database.admin.query<{ pid: number }>('select pid from pg_stat_activity')
  const ticks = new Map<number, number>()
  for (const { pid } of rows) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
    if (stat === null) continue
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    ticks.set(pid, Number(fields[11]) + Number(fields[12]))
  }
  return ticks.size > 0 ? ticks : null
}

/** CPU of this program and of PostgreSQL while some work is done, a piece of it. A tick is 10 ms. */
async function cpuOf(firm: TestHouse, name: string, work: () => Promise<number>): Promise<void> {
  const [node, before] = [process.cpuUsage(), await serverTicks(firm)]
  const done = await work()
  const used = process.cpuUsage(node)
  const after = await serverTicks(firm)
  line(`CPU of the program, ${name}`, (used.user + used.system) / 1000 / done, 'ms')
  if (!before || !after) return
  const ticks = [...after].reduce((sum, [pid, now]) => sum + now - (before.get(pid) ?? now), 0)
  line(`CPU of PostgreSQL, ${name}`, (ticks * 10) / done, 'ms')
}

async function measure(firm: TestHouse): Promise<void> {
  const ids = await startInstances(firm)
  const bare = await bareWorkers(firm)
  const next = Array.from({ length: CONNECTIONS }, (_, worker) => rounds(ids, worker))
  const single = (worker: number) => advanceAll(firm, [next[worker]?.() ?? ''])
  const batch = (worker: number) =>
    advanceAll(
      firm,
      Array.from({ length: BATCH }, () => next[worker]?.() ?? ''),
    )
  for (const warmUp of [bare.work, single, batch]) await rateOf(CONNECTIONS, 1, warmUp)
  const rates = { bare: [] as number[], single: [] as number[], batch: [] as number[] }
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.bare.push(await rateOf(CONNECTIONS, SECONDS, bare.work))
    rates.single.push(await rateOf(CONNECTIONS, SECONDS, single))
    rates.batch.push((await rateOf(CONNECTIONS, SECONDS, batch)) * BATCH)
  }
  const share = median(rates.single.map((rate, round) => rate / (rates.bare[round] ?? 0)))
  const gain = median(rates.batch.map((rate, round) => rate / (rates.single[round] ?? 0)))
  line('bare persistence statement', median(rates.bare), '/s')
  line('advance, single', median(rates.single), '/s')
  line('share of the bare rate', share * 100, '%', verdict(share, WANTED_SINGLE, '50 %'))
  line(`advance, batch of ${BATCH}`, median(rates.batch), '/s')
  line('times the rate of single ones', gain, 'x', verdict(gain, WANTED_BATCH, '4 x'))
  await cpuOf(firm, 'bare statement', async () => (await rateOf(CONNECTIONS, SECONDS, bare.work)) * SECONDS)
  await cpuOf(firm, 'single advance', async () => (await rateOf(CONNECTIONS, SECONDS, single)) * SECONDS)
  await cpuOf(
    firm,
    'advance in a batch',
    async () => (await rateOf(CONNECTIONS, SECONDS, batch)) * SECONDS * BATCH,
  )
  await bare.stop()
}

function verdict(value: number, wanted: number, inWords: string): string {
  if (value >= wanted) return `(wanted: ${inWords})`
  process.exitCode = 1
  return `TOO LITTLE (wanted: ${inWords})`
}

/** From the start of a process to its person's task, and the completion of that task, as whole commands. */
async function measureCommands(firm: TestHouse): Promise<void> {
  const xml = model('one-task', start('s'), work('u'), end('e'), chain('s', 'u', 'e'))
  const call = () => firm.call(firm.administratorId)
  await run(firm.house, 'processes.deploy', { resource: 'one-task.bpmn', xml }, call())
  const consultant = await firm.as('consultant').principalId
  const rate = await rateOf(CONNECTIONS, SECONDS * 2, async () => {
    const { output } = await run(firm.house, 'processes.start', { key: 'one-task' }, call())
    const { instanceId } = output as { instanceId: string }
    const { rows } = await firm.database.admin.query('select id from process.task where instance_id = $1', [
      instanceId,
    ])
    await run(firm.house, 'tasks.complete', { taskId: rows[0].id }, firm.call(consultant))
  })
  line('processes from start to human task and its completion', rate, '/s', '(two journaled commands each)')
}

/** The pure step: completing the first of the two tasks. */
async function measureStep(): Promise<void> {
  const [graph] = (await compileModel(circle)).graphs
  if (!graph) throw new Error('the model does not compile')
  const now = Temporal.Instant.from('2026-01-01T00:00:00Z')
  const { state } = step(graph, newState(), { type: 'start', variables: {}, zone: 'UTC' }, now)
  const waiting = state.elements.find(({ phase, node }) => phase === 'active' && node >= 0)?.id ?? 0
  const count = 50_000
  const complete = { type: 'complete', element: waiting, variables: {} } as const
  for (let n = 0; n < count; n += 1) step(graph, state, complete, now)
  const began = performance.now()
  for (let n = 0; n < count; n += 1) step(graph, state, complete, now)
  line('pure step', ((performance.now() - began) * 1000) / count, 'µs')
}

await measureStep()
await onDurableServer(async (scope) => {
  const firm = await openTestHouse(scope)
  await measure(firm)
  await measureCommands(firm)
})
