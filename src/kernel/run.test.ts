import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import pg from 'pg'
import { z } from 'zod'
import { createTestDatabase } from '#test/database.ts'
import { smallHouse } from '#test/small-house.ts'
import { command, id, listInput, listOutput, query } from './contract.ts'
import { answer, handle } from './handle.ts'
import type { Done, House } from './house.ts'
import { newId } from './id.ts'
import { list } from './list.ts'
import { Refused, refusalTable, refuseIf } from './refusal.ts'
import { ask, run } from './run.ts'
import { sql } from './sql.ts'

refusalTable({ jar_empty: { kind: 'conflict', message: 'Jar {jarId} is empty. Fill it first.' } })

const database = await createTestDatabase()
await database.owner.query(`
  create schema trial;
  create table trial.jar (
    tenant_id uuid not null default kernel.tenant_id(),
    id uuid not null,
    name text not null,
    sweets integer not null check (sweets >= 0),
    revision integer not null default 1,
    primary key (tenant_id, id)
  );
  select kernel.protect('trial.jar')`)

const declared = { refusals: [], touches: ['jar'], roles: {}, examples: [] }
const output = z.object({ jarId: id, sweets: z.int(), revision: z.int() })

const fill = handle(
  command({
    name: 'trial.fill',
    summary: 'Puts a new jar on the shelf.',
    input: z.strictObject({ name: z.string().min(1), sweets: z.int(), secret: z.string().optional() }),
    output,
    unjournaled: ['secret'],
    ...declared,
  }),
  async ({ tx }, { name, sweets }) => {
    const jarId = newId()
    await tx.run(sql`insert into trial.jar (id, name, sweets) values (${jarId}, ${name}, ${sweets})`)
    return {
      output: { jarId, sweets, revision: 1 },
      touched: [{ type: 'jar', id: jarId, after: { sweets } }],
    }
  },
)

const take = handle(
  command({
    name: 'trial.take',
    summary: 'Takes one sweet out of a jar.',
    input: z.strictObject({ jarId: id }),
    output,
    target: 'jarId',
    versioned: true,
    ...declared,
  }),
  async (ctx, { jarId }) => {
    const before = await ctx.tx.one(
      sql<{
        sweets: number
        revision: number
      }>`select sweets, revision from trial.jar where id = ${jarId} for update`,
    )
    ctx.checkRevision(before.revision)
    refuseIf(before.sweets === 0 ? 'jar_empty' : null, { jarId })
    const after = { sweets: before.sweets - 1, revision: before.revision + 1 }
    await ctx.tx.run(
      sql`update trial.jar set sweets = ${after.sweets}, revision = ${after.revision} where id = ${jarId}`,
    )
    return {
      output: { jarId, ...after },
      touched: [{ type: 'jar', id: jarId, before, after }],
      events: [{ type: 'trial.taken', key: jarId, payload: { jarId } }],
    }
  },
)

let stumbles = 0
const stumble = handle(
  command({
    name: 'trial.stumble',
    summary: 'Fails to serialise a few times.',
    input: z.strictObject({}),
    output: z.object({}),
    ...declared,
  }),
  async ({ tx }) => {
    if (stumbles-- > 0)
      await tx.run(
        sql`do $$ begin raise exception 'try again' using errcode = 'serialization_failure'; end $$`,
      )
    return { output: {} }
  },
)

const vanish = handle(
  command({
    name: 'trial.vanish',
    summary: 'Loses its connection.',
    input: z.strictObject({}),
    output: z.object({}),
    ...declared,
  }),
  async ({ tx }) => {
    const { pid } = await tx.one(sql<{ pid: number }>`select pg_backend_pid() as pid`)
    await database.admin.query('select pg_terminate_backend($1)', [pid])
    await tx.run(sql`select 1`)
    return { output: {} }
  },
)

const jars = answer(
  query({
    name: 'trial.list',
    summary: 'The jars on the shelf.',
    input: listInput({ name: z.string().optional() }, ['name', 'sweets']),
    output: listOutput(z.object({ id, name: z.string(), sweets: z.int() })),
    refusals: [],
    roles: {},
    examples: [{}],
  }),
  ({ tx }, input) =>
    list(
      tx,
      {
        from: sql<{ id: string; name: string; sweets: number }>`select id, name, sweets from trial.jar`,
        where: [input.name ? sql`q.name = ${input.name}` : undefined],
        sorts: { name: 'name', sweets: 'sweets' },
      },
      input,
    ),
)

const sneak = answer(
  query({
    name: 'trial.sneak',
    summary: 'Tries to write.',
    input: z.strictObject({}),
    output: z.object({}),
    refusals: [],
    roles: {},
    examples: [{}],
  }),
  async ({ tx }) => {
    await tx.run(sql`insert into trial.jar (id, name, sweets) values (${newId()}, 'stolen', 1)`)
    return {}
  },
)

const handlers = { fill, take, stumble, vanish, jars, sneak }
const { house, somebody } = smallHouse(database.pool, handlers)

interface Jar {
  readonly jarId: string
  readonly sweets: number
  readonly revision: number
}

const call = (more: Partial<typeof somebody> = {}) => ({ ...somebody, ...more })
const keyed = (idempotencyKey: string) => call({ idempotencyKey } as never)
const runJar = async (name: string, input: object, as = somebody, within: House = house) =>
  (await run(within, name, input, as)).output as unknown as Jar
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const journaled = async (where: string, values: unknown[] = []) =>
  (await database.admin.query(`select * from kernel.journal where ${where} order by id`, values)).rows

test('a double click does the work once, and both clicks get the same answer', async () => {
  const { jarId } = await runJar('trial.fill', { name: 'mints', sweets: 5 })
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => run(house, 'trial.take', { jarId }, keyed('click'))),
  )
  assert.equal(new Set(answers.map((one) => JSON.stringify(one.output))).size, 1)
  assert.equal(answers.filter((one) => !one.replayed).length, 1)
  assert.deepEqual(answers[0]?.output, { jarId, sweets: 4, revision: 2 })
})

test('the last sweet is taken once, however often the same click arrives', async () => {
  const { jarId } = await runJar('trial.fill', { name: 'last', sweets: 1 })
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => runJar('trial.take', { jarId }, keyed('last click'))),
  )
  assert.deepEqual(
    answers.map((one) => one.sweets),
    [0, 0, 0, 0, 0],
  )
})

test('a key that was used for another request is refused, and other people have keys of their own', async () => {
  await runJar('trial.fill', { name: 'one', sweets: 1 }, keyed('k'))
  await assert.rejects(
    runJar('trial.fill', { name: 'two', sweets: 1 }, keyed('k')),
    refusedWith('idempotency_key_reused'),
  )
  const other = await runJar(
    'trial.fill',
    { name: 'two', sweets: 1 },
    { ...keyed('k'), actorId: randomUUID() },
  )
  assert.equal(other.sweets, 1)
})

test('a refusal leaves no trace but a count', async () => {
  const counted: unknown[][] = []
  const counting: House = { ...house, count: (...what) => counted.push(what) }
  const { jarId } = await runJar('trial.fill', { name: 'empty', sweets: 0 })
  await assert.rejects(runJar('trial.take', { jarId }, keyed('refused'), counting), refusedWith('jar_empty'))
  assert.deepEqual(counted, [['refused', 'trial.take', 'jar_empty']])
  assert.deepEqual(await journaled('key = $1', ['refused']), [])
})

test('the journal tells who did what to which object, before and after, and cannot be changed by anybody', async () => {
  const { jarId } = await runJar('trial.fill', { name: 'told', sweets: 3, secret: 'hidden' })
  const deputy = { ...somebody, actorId: randomUUID(), onBehalfOf: somebody.actorId }
  const { journalId } = await run(house, 'trial.take', { jarId }, deputy)
  const [entry] = await journaled('id = $1', [journalId])
  assert.equal(entry.command, 'trial.take')
  assert.equal(entry.actor_id, deputy.actorId)
  assert.equal(entry.on_behalf_of, somebody.actorId)
  assert.deepEqual(entry.events, [{ type: 'trial.taken', key: jarId, payload: { jarId } }])
  const { rows } = await database.admin.query(
    `select before, after from kernel.journal_object where journal_id = $1`,
    [journalId],
  )
  assert.deepEqual(rows, [{ before: { sweets: 3, revision: 1 }, after: { sweets: 2, revision: 2 } }])
  const [filled] = await journaled(`command = 'trial.fill' and input ->> 'name' = 'told'`)
  assert.equal(filled.input.secret, null)
  await assert.rejects(database.admin.query(`update kernel.journal set command = 'x'`), /append-only/)
  await assert.rejects(database.owner.query('truncate kernel.journal_object'), /append-only/)
})

test('a change made against an old revision is refused with both revisions', async () => {
  const { jarId } = await runJar('trial.fill', { name: 'versions', sweets: 3 })
  await runJar('trial.take', { jarId }, call({ ifMatch: 1 } as never))
  await assert.rejects(
    runJar('trial.take', { jarId }, call({ ifMatch: 1 } as never)),
    refusedWith('stale_revision'),
  )
  await assert.rejects(
    runJar('trial.fill', { name: 'new', sweets: 1 }, call({ ifMatch: 1 } as never)),
    refusedWith('if_match_not_supported'),
  )
})

test('wrong input is refused with a pointer to each fault, and an unknown command by name', async () => {
  await assert.rejects(runJar('trial.fill', { name: '', sweets: 1.5 }), (error) => {
    assert.ok(error instanceof Refused && error.code === 'invalid_input')
    assert.deepEqual(
      error.problems.map((problem) => problem.pointer),
      ['/name', '/sweets'],
    )
    return true
  })
  await assert.rejects(runJar('trial.eat', {}), refusedWith('unknown_command'))
  await assert.rejects(ask(house, 'trial.take', {}, somebody), refusedWith('unknown_command'))
})

test('what does not serialise is tried again, and given up with words after some attempts', async () => {
  stumbles = 3
  await run(house, 'trial.stumble', {}, somebody)
  stumbles = 100
  await assert.rejects(run(house, 'trial.stumble', {}, somebody), refusedWith('too_busy'))
  stumbles = 0
})

test('a connection that breaks is an answer the caller can act on', async () => {
  await assert.rejects(run(house, 'trial.vanish', {}, somebody), refusedWith('database_unavailable'))
  const deaf = smallHouse(
    new pg.Pool({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 1_000 }),
    handlers,
  )
  await assert.rejects(deaf.run('trial.fill', { name: 'x', sweets: 1 }), refusedWith('database_unavailable'))
})

test('a query cannot write', async () => {
  await assert.rejects(ask(house, 'trial.sneak', {}, somebody), /read-only transaction/)
})

test('a tenant sees and touches nothing of another', async () => {
  const { jarId } = await runJar('trial.fill', { name: 'ours', sweets: 1 })
  const stranger = { ...somebody, tenantId: randomUUID() }
  await assert.rejects(runJar('trial.take', { jarId }, stranger), /expected one row, got none/)
  assert.deepEqual(await ask(house, 'trial.list', {}, stranger), { items: [], nextCursor: null })
  const { rows } = await database.pool.query('select count(*)::int as seen from trial.jar')
  assert.deepEqual(rows, [{ seen: 0 }])
})

test('a list is read page by page, each row once, while others come and go', async () => {
  const mine = { ...somebody, tenantId: randomUUID() }
  for (let index = 0; index < 25; index += 1)
    await runJar('trial.fill', { name: `jar ${index % 5}`, sweets: index }, mine)
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page = (await ask(
      house,
      'trial.list',
      { sort: '-name', limit: 4, ...(cursor ? { cursor } : {}) },
      mine,
    )) as never as {
      items: { name: string; sweets: number }[]
      nextCursor: string | null
    }
    seen.push(...page.items.map((jar) => `${jar.name} ${jar.sweets}`))
    cursor = page.nextCursor
    await runJar('trial.fill', { name: 'zz in front', sweets: 0 }, mine)
  } while (cursor)
  assert.equal(seen.length, 25)
  assert.equal(new Set(seen).size, 25)
  assert.deepEqual(
    seen.map((name) => name.slice(0, 5)),
    [...seen.map((name) => name.slice(0, 5))].sort().reverse(),
  )
  for (const bad of ['nonsense', Buffer.from('["name","a","b"]').toString('base64url')]) {
    await assert.rejects(
      ask(house, 'trial.list', { sort: 'sweets', cursor: bad }, mine),
      refusedWith('invalid_cursor'),
    )
  }
})

test('a process continues in the same transaction, with the chain of causes kept', async () => {
  const told: Done[] = []
  const process = randomUUID()
  const chained: House = {
    ...house,
    advance: async (ctx, done) => {
      told.push(done)
      if (done.contract.name === 'trial.fill') {
        await ctx.run(
          'trial.take',
          { jarId: (done.output as unknown as Jar).jarId },
          { actorId: process, onBehalfOf: done.actorId, authority: 'process' },
        )
      }
    },
  }
  const answered = await run(chained, 'trial.fill', { name: 'chain', sweets: 2 }, somebody)
  assert.deepEqual(
    told.map((done) => done.contract.name),
    ['trial.fill', 'trial.take'],
  )
  const [first, second] = await journaled('correlation_id = $1', [answered.journalId])
  assert.equal(second.cause_id, first.id)
  assert.equal(second.actor_id, process)
  assert.equal(second.on_behalf_of, somebody.actorId)
})

test('a nested command that is refused vanishes alone when its caller says so', async () => {
  const told: string[] = []
  const careful: House = {
    ...house,
    advance: async (ctx, done) => {
      told.push(done.contract.name)
      const { jarId, sweets } = done.output as unknown as Jar
      if (done.contract.name !== 'trial.fill') return
      const attempt = ctx.attempt(async () => {
        for (let taken = 0; taken <= sweets; taken += 1) await ctx.run('trial.take', { jarId })
      })
      await assert.rejects(attempt, refusedWith('jar_empty'))
    },
  }
  const { output: filled } = await run(careful, 'trial.fill', { name: 'careful', sweets: 2 }, somebody)
  const { jarId } = filled as unknown as Jar
  const { rows } = await database.admin.query('select sweets from trial.jar where id = $1', [jarId])
  assert.deepEqual(rows, [{ sweets: 2 }])
  assert.deepEqual(told, ['trial.fill'])
})

test('two processes that call each other without end are stopped', async () => {
  const endless: House = {
    ...house,
    advance: async (ctx) => {
      await ctx.run('trial.fill', { name: 'more', sweets: 1 })
    },
  }
  await assert.rejects(run(endless, 'trial.fill', { name: 'first', sweets: 1 }, somebody), /without end/)
  assert.deepEqual(await journaled(`input ->> 'name' = 'more'`), [])
})
