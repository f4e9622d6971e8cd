/**
 * What an advance of a process costs: `node bench/process.ts`.
 *
 * One advance completes a person's task and offers the next: it steps the instance and writes the instance, the input
 * event with the path, the task that ends and the task that begins, in a transaction under row-level security. The
 * instance is locked and read first, as it is for every input.
 *
 * Against it stands the bare persistence statement: one autocommitted data-modifying statement without any lock, guarded
 * by a revision, that updates a row with 1.2 KB of state and inserts a history row, an outbox row and a task row, in
 * tables keyed by tenant without row-level security; and the same over a hundred instances in one statement. Same
 * durable server, 8 connections, rounds taken in turn.
 *
 * Wanted: a single advance at 60 % of the bare rate; a batch of a hundred at 70 % of the bare batch, and at four times the
 * rate of single ones; the pure step of an approval with 15 elements under 50 µs. Also shown: whole commands through
 * `run`, and CPU an advance.
 */
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { advance, compileModel, newState, step } from '#engines/process'
import type { Context } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { inTransaction, run } from '#kernel/run.ts'
import {
  boundary,
  chain,
  end,
  exclusive,
  flow,
  process as model,
  parallel,
  script,
  start,
  timer,
  user,
  zeebe,
} from '#test/diagram.ts'
import { openTestHouse, type TestHouse } from '#test/house.ts'
import { line, median, onDurableServer, rateOf } from './server.ts'

const CONNECTIONS = 8
const SECONDS = 2
const ROUNDS = 5
const BATCH = 100
const INSTANCES = 8_000
const WANTED_SINGLE = 0.6
const WANTED_GAIN = 4
const WANTED_BATCH = 0.7
const WANTED_STEP_MICROS = 50

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

/** The same over many instances: one statement, one transaction. */
const bareBatchStatement = `
  with moved as (
    update bench.instance i set rev = i.rev + 1, state = given.state
    from unnest($2::uuid[], $3::jsonb[], $4::integer[], $5::uuid[]) as given (id, state, rev, task)
    where i.tenant = $1 and i.id = given.id and i.rev = given.rev returning i.tenant, i.id, i.rev, given.task
  ), history as (
    insert into bench.history (tenant, instance, seq, type, payload, at)
    select tenant, id, rev, 'complete', '{"element":4,"variables":{}}', now() from moved
  ), outbox as (
    insert into bench.outbox (tenant, id, effect_key, kind, payload)
    select tenant, task, task::text, 'mail', '{"to":"somebody"}' from moved
  )
  insert into bench.task (tenant, id, instance, name, due_at) select tenant, task, id, 'two', now() from moved`

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

type BareWorkers = {
  one: (worker: number) => Promise<unknown>
  many: (worker: number) => Promise<unknown>
  stop: () => Promise<void>
}

async function bareWorkers(firm: TestHouse): Promise<BareWorkers> {
  const { owner, ownerUrl } = firm.database
  await owner.query(bareTables)
  const all = Array.from({ length: INSTANCES }, newId)
  const fill = 'insert into bench.instance select $1, unnest($2::uuid[]), 1, $3::jsonb'
  await owner.query(fill, [firm.tenantId, all, stateOf(0)])
  const clients = Array.from({ length: CONNECTIONS }, () => new pg.Client({ connectionString: ownerUrl }))
  await Promise.all(clients.map((client) => client.connect()))
  const revisions = new Map<string, number>()
  const next = clients.map((_, worker) => rounds(all, worker))
  const turn = (worker: number) => {
    const id = next[worker]?.() ?? ''
    const rev = revisions.get(id) ?? 1
    revisions.set(id, rev + 1)
    return { id, rev, state: stateOf(rev), task: newId() }
  }
  return {
    async one(worker) {
      const { id, state, rev, task } = turn(worker)
      const values = [firm.tenantId, id, state, rev, task]
      await clients[worker]?.query({ name: 'bare', text: bareStatement, values })
    },
    async many(worker) {
      const all = Array.from({ length: BATCH }, () => turn(worker))
      const columns = (['id', 'state', 'rev', 'task'] as const).map((name) => all.map((one) => one[name]))
      await clients[worker]?.query(bareBatchStatement, [firm.tenantId, ...columns])
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
        log: house.log,
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
  for (const warmUp of [bare.one, single, bare.many, batch]) await rateOf(CONNECTIONS, 1, warmUp)
  const rates = { bare: [0], single: [0], bareBatch: [0], batch: [0] }
  for (const kind of Object.values(rates)) kind.pop()
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.bare.push(await rateOf(CONNECTIONS, SECONDS, bare.one))
    rates.single.push(await rateOf(CONNECTIONS, SECONDS, single))
    rates.bareBatch.push((await rateOf(CONNECTIONS, SECONDS, bare.many)) * BATCH)
    rates.batch.push((await rateOf(CONNECTIONS, SECONDS, batch)) * BATCH)
  }
  const ratio = (a: keyof typeof rates, b: keyof typeof rates) =>
    median(rates[a].map((rate, round) => rate / (rates[b][round] ?? 0)))
  const [share, gain, batchShare] = [
    ratio('single', 'bare'),
    ratio('batch', 'single'),
    ratio('batch', 'bareBatch'),
  ]
  line('bare persistence statement', median(rates.bare), '/s')
  line('advance, single', median(rates.single), '/s')
  line('share of the bare rate', share * 100, '%', verdict(share, WANTED_SINGLE, '60 %'))
  line(`bare statement over ${BATCH} instances`, median(rates.bareBatch), '/s')
  line(`advance, batch of ${BATCH}`, median(rates.batch), '/s')
  line('share of the bare batch', batchShare * 100, '%', verdict(batchShare, WANTED_BATCH, '70 %'))
  line('times the rate of single ones', gain, 'x', verdict(gain, WANTED_GAIN, '4 x'))
  await cpuOf(firm, 'bare statement', async () => (await rateOf(CONNECTIONS, SECONDS, bare.one)) * SECONDS)
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

/** An approval as firms have it: 15 elements, two conditions, a reminder, two who decide at the same time. */
const approval = model(
  'approval',
  start('asked'),
  script('sum', '=net + net * 0.2', 'gross'),
  exclusive('large', 'small'),
  user('lead', zeebe('assignmentDefinition', { candidateGroups: 'lead' })),
  boundary('remind', 'lead', timer('Duration', 'P1D'), false),
  user('reminder', zeebe('assignmentDefinition', { candidateGroups: 'office' })),
  exclusive('after-lead'),
  parallel('both'),
  user('finance', zeebe('assignmentDefinition', { candidateGroups: 'finance' })),
  user('legal', zeebe('assignmentDefinition', { candidateGroups: 'legal' })),
  parallel('together'),
  exclusive('decided', 'no'),
  end('approved'),
  end('rejected'),
  end('reminded'),
  chain('asked', 'sum', 'large'),
  flow('large', 'lead', '=gross > 1000'),
  chain('lead', 'after-lead', 'both', 'finance', 'together', 'decided'),
  chain('both', 'legal', 'together'),
  chain('remind', 'reminder', 'reminded'),
  flow('large', 'after-lead', '', 'small'),
  flow('decided', 'approved', '=gross < 100000', 'yes'),
  flow('decided', 'rejected', '', 'no'),
)

/** The pure steps of an approval, from its start over everybody's decision to its end. */
async function measureStep(): Promise<void> {
  const {
    graphs: [graph],
    findings,
  } = await compileModel(approval)
  if (!graph) throw new Error(`the model does not compile: ${JSON.stringify(findings)}`)
  const now = Temporal.Instant.from('2026-01-01T00:00:00Z')
  const whole = () => {
    let { state } = step(graph, newState(), { type: 'start', variables: { net: 5_000 }, zone: 'UTC' }, now)
    let steps = 1
    for (let open = waitingIn(state); open !== undefined; open = waitingIn(state)) {
      state = step(graph, state, { type: 'complete', element: open, variables: {} }, now).state
      steps += 1
    }
    if (state.status !== 'completed') throw new Error('the approval did not end')
    return steps
  }
  const count = 5_000
  for (let n = 0; n < count; n += 1) whole()
  const began = performance.now()
  let steps = 0
  for (let n = 0; n < count; n += 1) steps += whole()
  const micros = ((performance.now() - began) * 1000) / steps
  const note = `(${steps / count} steps, ${graph.nodes.length} elements)`
  line(
    'pure step of an approval',
    micros,
    'µs',
    `${verdict(WANTED_STEP_MICROS / micros, 1, '50 µs')} ${note}`,
  )
}

function waitingIn({ elements }: ReturnType<typeof newState>): number | undefined {
  return elements.find(({ phase, node }) => phase === 'active' && node >= 0)?.id
}

await measureStep()
await onDurableServer(async (scope) => {
  const firm = await openTestHouse(scope)
  await measure(firm)
  await measureCommands(firm)
})
