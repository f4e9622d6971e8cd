import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { openPool } from '#kernel/pool.ts'
import { afterwards, temporaryDirectory } from '#test/temporary.ts'
import { type EmbeddedPostgres, startEmbedded } from './embedded.ts'
import { birthOf } from './owner-lock.ts'

async function startIn(t: TestContext, directory: string, durable = false): Promise<EmbeddedPostgres> {
  const postgres = await startEmbedded({ directory, durable, report: () => undefined })
  afterwards(t, () => postgres.stop())
  return postgres
}

async function rowsOf(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

test('what was written is there after a stop and a new start', async (t) => {
  const directory = await temporaryDirectory(t)
  const first = await startIn(t, directory)
  await rowsOf(first.ownerUrl, 'create table public.note as select 42 as answer')
  await first.stop()
  assert.equal(birthOf(first.pid()), '', 'PostgreSQL has ended')
  const second = await startIn(t, directory)
  assert.deepEqual(await rowsOf(second.ownerUrl, 'select answer from public.note'), [{ answer: 42 }])
})

test('nobody reaches the database without the password or from another machine', async (t) => {
  const postgres = await startIn(t, await temporaryDirectory(t))
  const stranger = new URL(postgres.ownerUrl)
  stranger.password = 'guess'
  await assert.rejects(rowsOf(stranger.href, 'select 1'), /password authentication failed/)
  const listening = await rowsOf(postgres.ownerUrl, `select current_setting('listen_addresses') as places`)
  assert.deepEqual(listening, [{ places: '127.0.0.1' }])
})

test('the program speaks to it through a socket that only this user can reach, and a killed one leaves none behind', async (t) => {
  const directory = await temporaryDirectory(t)
  const postgres = await startIn(t, directory)
  assert.deepEqual(await rowsOf(postgres.ownerUrl, 'select inet_server_addr() as place'), [{ place: null }])
  const folder = join(directory, 'postgres')
  assert.equal((await stat(folder)).mode & 0o077, 0)
  await postgres.stop()
  await writeFile(join(folder, '.s.PGSQL.1'), '')
  const again = await startIn(t, directory)
  const sockets = (await readdir(folder)).filter((name) => /^\.s\.PGSQL\.\d+$/.test(name))
  assert.deepEqual(sockets, [`.s.PGSQL.${new URL(again.ownerUrl).port}`])
})

test('where the name of the folder is too long for a socket it speaks to it over the loopback address', async (t) => {
  const directory = join(await temporaryDirectory(t), 'a-firm-with-a-rather-long-name-'.repeat(4))
  await mkdir(directory, { mode: 0o711 })
  const postgres = await startIn(t, directory)
  assert.equal(new URL(postgres.ownerUrl).hostname, '127.0.0.1')
  assert.deepEqual(await rowsOf(postgres.ownerUrl, 'select 1 as one'), [{ one: 1 }])
})

test('a first start that was cut short does not disturb the next one', async (t) => {
  const directory = await temporaryDirectory(t)
  await mkdir(join(directory, 'postgres.draft', 'files'), { recursive: true })
  await writeFile(join(directory, 'postgres.draft', 'files', 'PG_VERSION'), '18\n')
  await writeFile(join(directory, 'password'), 'of a database that was never finished')
  const postgres = await startIn(t, directory)
  assert.deepEqual(await rowsOf(postgres.ownerUrl, 'select 1 as one'), [{ one: 1 }])
})

test('the lock of a dead process is taken over, also when its number lives on in another process', async (t) => {
  for (const left of [
    { pid: 999_999_999, born: 'once' },
    { pid: 1, born: 'before the machine was started' },
    'cut sho',
  ]) {
    const directory = await temporaryDirectory(t)
    await writeFile(join(directory, 'owner.lock'), typeof left === 'string' ? left : JSON.stringify(left))
    const postgres = await startIn(t, directory)
    assert.equal(JSON.parse(await readFile(join(directory, 'owner.lock'), 'utf8')).pid, process.pid)
    await postgres.stop()
  }
})

test('a second start on the same folder names the process that holds it', async (t) => {
  const directory = await temporaryDirectory(t)
  await startIn(t, directory)
  const again = startEmbedded({ directory, durable: false, report: () => undefined })
  await assert.rejects(
    again,
    new RegExp(`already running on .* \\(process ${process.pid}\\).*THROUGHLINE_DATA`),
  )
})

test('files of another PostgreSQL version are refused and left alone', async (t) => {
  const directory = await temporaryDirectory(t)
  await mkdir(join(directory, 'postgres'))
  await writeFile(join(directory, 'postgres', 'PG_VERSION'), '15\n')
  const start = startEmbedded({ directory, durable: false, report: () => undefined })
  await assert.rejects(start, /was written by PostgreSQL 15/)
  assert.equal(await readFile(join(directory, 'postgres', 'PG_VERSION'), 'utf8'), '15\n')
})

test('PostgreSQL killed under a write load comes back with every confirmed change whole', async (t) => {
  const postgres = await startIn(t, await temporaryDirectory(t), true)
  const pool = openPool(postgres.ownerUrl, 4)
  afterwards(t, () => pool.end())
  await pool.query(`create table public.entry (transfer integer not null, amount integer not null)`)
  const confirmed = new Set<number>()
  let transfer = 0
  let running = true
  const write = async () => {
    while (running) {
      const mine = ++transfer
      // Both sides of a transfer or none: the second statement of a transaction is what a crash would lose.
      const done = await transferOnce(pool, mine).catch(() => sleep(10, false))
      if (done) confirmed.add(mine)
    }
  }
  const writers = [write(), write(), write()]
  try {
    for (let kill = 0; kill < 3; kill++) {
      await until('twenty more transfers', growth(confirmed, 20))
      const killed = postgres.pid()
      process.kill(killed, 'SIGKILL')
      // The sessions of a killed PostgreSQL may confirm a last few transfers before they notice.
      await until('a new PostgreSQL', () => postgres.pid() !== killed)
    }
    await until('twenty more transfers', growth(confirmed, 20))
  } finally {
    running = false
    await Promise.all(writers)
  }
  const { rows } = await pool.query<{ transfer: number; sides: number; sum: number }>(`
    select transfer, count(*)::int as sides, sum(amount)::int as sum
    from public.entry
    group by transfer`)
  assert.deepEqual(
    rows.filter((row) => row.sides !== 2 || row.sum !== 0),
    [],
    'no transfer is half done',
  )
  const stored = new Set(rows.map((row) => row.transfer))
  assert.deepEqual(
    [...confirmed].filter((one) => !stored.has(one)),
    [],
    'no confirmed transfer is lost',
  )
})

async function transferOnce(pool: pg.Pool, transfer: number): Promise<boolean> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    await client.query('insert into public.entry values ($1, 10)', [transfer])
    await client.query('insert into public.entry values ($1, -10)', [transfer])
    await client.query('commit')
    return true
  } catch (cause) {
    broken = cause as Error
    throw cause
  } finally {
    client.release(broken)
  }
}

/** Whether the set has grown by so many members since now. */
function growth(set: ReadonlySet<number>, members: number): () => boolean {
  const goal = set.size + members
  return () => set.size >= goal
}

async function until(what: string, condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 60_000
  while (!condition()) {
    assert.ok(performance.now() < deadline, `waited in vain for ${what}`)
    await sleep(20)
  }
}
