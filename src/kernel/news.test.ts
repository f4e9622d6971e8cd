import assert from 'node:assert/strict'
import test from 'node:test'
import { openTestHouse } from '#test/house.ts'
import { isSnapshot, NEWS_MAX, newsSince, snapshotNow } from './news.ts'
import { inTransaction } from './run.ts'
import { sql, type Tx } from './sql.ts'

const firm = await openTestHouse()

/** An entry of the journal, as one command leaves it. */
async function enter(tx: Tx, command: string, count = 1): Promise<void> {
  await tx.run(sql`
    insert into kernel.journal (id, at, actor_id, command, correlation_id, input_hash, input, output, events)
    select kernel.new_id(), now(), kernel.new_id(), ${command}, kernel.new_id(), '', '{}', '{}', '[{"type":"x.happened"}]'
    from generate_series(1, ${count}::integer)`)
}
const commit = (command: string, count = 1) => firm.tx((tx) => enter(tx, command, count))
const names = (news: readonly { command: string }[] | null) => news?.map(({ command }) => command)

test('an entry whose transaction was slow is told when it appears, though later ones were told before', async () => {
  const start = await firm.tx(snapshotNow)
  let finish: () => void = () => undefined
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  let entered: () => void = () => undefined
  const written = new Promise<void>((resolve) => {
    entered = resolve
  })
  const slow = inTransaction(
    firm.house.pool,
    'begin',
    async (tx) => {
      await enter(tx, 'slow.first')
      entered()
      await finished
    },
    firm.tenantId,
  )
  await written
  await commit('quick.second')
  const first = await firm.tx((tx) => newsSince(tx, start))
  assert.deepEqual(names(first.news), ['quick.second'])
  await commit('quick.third')
  finish()
  await slow
  const second = await firm.tx((tx) => newsSince(tx, first.snapshot))
  assert.deepEqual(names(second.news)?.sort(), ['quick.third', 'slow.first'])
  const third = await firm.tx((tx) => newsSince(tx, second.snapshot))
  assert.deepEqual(third.news, [])
  const missed = await firm.tx((tx) => newsSince(tx, start, first.snapshot))
  assert.deepEqual(names(missed.news), ['quick.second'])
})

test('writers at once and a reader who looks all the time: every entry is told once', async () => {
  let snapshot = await firm.tx(snapshotNow)
  const told: string[] = []
  let writing = true
  const read = async () => {
    for (let isLast = false; !isLast; ) {
      isLast = !writing
      const bulletin = await firm.tx((tx) => newsSince(tx, snapshot))
      told.push(...(names(bulletin.news) ?? []))
      snapshot = bulletin.snapshot
    }
  }
  const write = async (writer: number) => {
    for (let at = 0; at < 30; at += 1)
      await firm.tx(async (tx) => {
        await enter(tx, `writer.${writer}x${at}`)
        await tx.run(sql`select pg_sleep(${((writer * 7 + at) % 5) / 500})`)
      })
  }
  await Promise.all([
    read(),
    Promise.all([1, 2, 3, 4].map(write)).then(() => {
      writing = false
    }),
  ])
  assert.equal(told.length, 120)
  assert.equal(new Set(told).size, 120)
})

test('news say which objects and events, by names and ids only, and never those of another firm', async () => {
  const other = await firm.otherTenant()
  const start = await firm.tx(snapshotNow)
  const theirs = await other.tx(snapshotNow)
  await firm.as('administrator').run('access.createRole', {
    role: 'watcher',
    title: 'Secret title',
    commands: [{ name: 'clients.list', scope: 'all' }],
  })
  const { news } = await firm.tx((tx) => newsSince(tx, start))
  assert.ok(
    news?.some(({ objects }) => objects.some(({ kind, ids }) => kind === 'role' && ids?.length === 1)),
  )
  assert.doesNotMatch(JSON.stringify(news), /Secret/)
  assert.deepEqual((await other.tx((tx) => newsSince(tx, theirs))).news, [])
})

test('more than anybody reads, and a snapshot of another history, are told as such', async () => {
  const start = await firm.tx(snapshotNow)
  await commit('bulk.enter', NEWS_MAX + 1)
  const { news, snapshot } = await firm.tx((tx) => newsSince(tx, start))
  assert.equal(news, null)
  assert.deepEqual((await firm.tx((tx) => newsSince(tx, snapshot))).news, [])
  const future = '999999999999:999999999999:'
  const ahead = await firm.tx((tx) => newsSince(tx, future))
  assert.equal(ahead.news, null)
  assert.deepEqual((await firm.tx((tx) => newsSince(tx, ahead.snapshot))).news, [])
})

test('a snapshot is told from what is none before the database sees it', () => {
  for (const good of ['10:20:', '10:20:10,14,15', '10:10:', '740:744:741']) assert.ok(isSnapshot(good), good)
  for (const bad of [
    '',
    '10',
    '10:20',
    '20:10:',
    '0:5:',
    '10:20:25',
    '10:20:9',
    '10:20:12,11',
    '10:20:12,12',
    "1:1:'; select 1",
    '10:20:12,',
    '1'.repeat(30) + ':2:',
  ])
    assert.equal(isSnapshot(bad), false, bad)
})

test('news are found by their index, however long the journal is', async () => {
  await commit('long.journal', 20_000)
  await firm.database.admin.query('vacuum analyze kernel.journal')
  const snapshot = await firm.tx(snapshotNow)
  await commit('new.entry')
  const plan = await firm.tx((tx) =>
    tx.rows(sql<{ 'QUERY PLAN': string }>`
      explain select id from kernel.journal as j
      where j.tenant_id = kernel.tenant_id() and j.xid >= pg_snapshot_xmin(${snapshot}::pg_snapshot)
        and not pg_visible_in_snapshot(j.xid, ${snapshot}::pg_snapshot)
      order by j.xid, j.id limit 500`),
  )
  assert.match(JSON.stringify(plan), /journal_xid/)
})
