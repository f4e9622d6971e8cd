import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { createEmptyDatabase } from '#test/database.ts'
import { temporaryDirectory } from '#test/temporary.ts'
import {
  type AppliedMigration,
  historyProblem,
  type MigrationFile,
  migrate,
  readMigrations,
} from './migrate.ts'

const file = (name: string, sha256 = 'a'): MigrationFile => ({ ...row(name, sha256), sql: '' })
const row = (name: string, sha256 = 'a'): AppliedMigration => ({
  number: Number(name.slice(0, 4)),
  name,
  sha256,
})

/** What lies on disk, what the database has, and what is said about it. */
const histories: [string, MigrationFile[], AppliedMigration[], RegExp | null][] = [
  ['a new database', [file('0001-a-x.sql'), file('0002-b-y.sql')], [], null],
  ['nothing new', [file('0001-a-x.sql')], [row('0001-a-x.sql')], null],
  ['a newer version', [file('0001-a-x.sql'), file('0002-b-y.sql')], [row('0001-a-x.sql')], null],
  ['a changed file', [file('0001-a-x.sql', 'b')], [row('0001-a-x.sql')], /0001-a-x.sql was changed after/],
  ['a renamed file', [file('0001-a-z.sql')], [row('0001-a-x.sql')], /0001-a-x.sql was changed after/],
  [
    'an older version',
    [file('0001-a-x.sql')],
    [row('0001-a-x.sql'), row('0002-b-y.sql')],
    /which this version/,
  ],
  ['a file missing', [file('0001-a-x.sql'), file('0003-c-z.sql')], [], /number 2 is missing/],
  ['no first file', [file('0002-b-y.sql')], [], /number 1 is missing/],
  ['one number twice', [file('0001-a-x.sql'), file('0001-b-y.sql')], [], /have one number/],
  [
    'a file before the newest applied one',
    [file('0001-a-x.sql'), file('0002-b-y.sql'), file('0003-c-z.sql')],
    [row('0001-a-x.sql'), row('0003-c-z.sql')],
    /0002-b-y.sql comes before 0003-c-z.sql/,
  ],
]

for (const [story, files, applied, expected] of histories) {
  test(`a history with ${story} is ${expected ? 'refused' : 'continued'}`, () => {
    const problem = historyProblem(files, applied)
    if (expected) assert.match(problem ?? '', expected)
    else assert.equal(problem, null)
  })
}

/** A folder with these migrations, removed after the test. */
async function folderOf(t: TestContext, files: Record<string, string>): Promise<string> {
  const folder = await temporaryDirectory(t)
  for (const [name, sql] of Object.entries(files)) await writeFile(join(folder, name), sql)
  return folder
}

const createRoom = `
  create schema room;
  create table room.thing (id integer primary key);
  create table room.entry (id integer primary key);
  revoke update, delete on room.entry from throughline_runtime;`

test('a migration is applied once and the runtime role may use its tables', async (t) => {
  const database = await createEmptyDatabase(t)
  const folder = await folderOf(t, { '0001-room-create.sql': createRoom })
  const owner = await database.owner.connect()
  assert.deepEqual(await migrate(owner, folder), ['0001-room-create.sql'])
  assert.deepEqual(await migrate(owner, folder), [])
  owner.release()
  await database.pool.query('insert into room.thing (id) values (1)')
  await database.pool.query('update room.thing set id = 2')
  await database.pool.query('delete from room.thing')
})

test('a right that a migration takes away stays away after later migrations', async (t) => {
  const database = await createEmptyDatabase(t)
  const folder = await folderOf(t, { '0001-room-create.sql': createRoom })
  const owner = await database.owner.connect()
  await migrate(owner, folder)
  await writeFile(join(folder, '0002-room-widen.sql'), 'alter table room.entry add note text')
  await migrate(owner, folder)
  owner.release()
  await database.pool.query('insert into room.entry (id) values (1)')
  await assert.rejects(database.pool.query('update room.entry set id = 2'), /permission denied/)
})

test('the runtime role cannot rewrite the history of the schema', async (t) => {
  const database = await createEmptyDatabase(t)
  const owner = await database.owner.connect()
  await migrate(owner, await folderOf(t, { '0001-room-create.sql': createRoom }))
  owner.release()
  await assert.rejects(database.pool.query('delete from kernel.migration'), /permission denied/)
})

test('a migration that fails leaves nothing and says in which line', async (t) => {
  const database = await createEmptyDatabase(t)
  const folder = await folderOf(t, {
    '0001-room-create.sql': 'create schema room;\n\ncreate tabel room.thing ();',
  })
  const owner = await database.owner.connect()
  await assert.rejects(migrate(owner, folder), /0001-room-create.sql failed at line 3: syntax error/)
  owner.release()
  const { rows } = await database.owner.query(`
    select to_regnamespace('room') as room, (select count(*)::int from kernel.migration) as applied`)
  assert.deepEqual(rows, [{ room: null, applied: 0 }])
})

test('several nodes that start at once migrate once', async (t) => {
  const database = await createEmptyDatabase(t)
  const folder = await folderOf(t, { '0001-room-create.sql': createRoom })
  const applied = await Promise.all(
    [1, 2, 3].map(async () => {
      const owner = await database.owner.connect()
      try {
        return await migrate(owner, folder)
      } finally {
        owner.release()
      }
    }),
  )
  assert.deepEqual(applied.flat(), ['0001-room-create.sql'])
})

test('a file that is not named as a migration is refused', async (t) => {
  const folder = await folderOf(t, { '1-Room.sql': '' })
  await assert.rejects(readMigrations(folder), /1-Room.sql is not named NNNN-room-what.sql/)
})

test('line ends do not change what a migration is', async (t) => {
  const [unix] = await readMigrations(await folderOf(t, { '0001-room-create.sql': 'select 1;\nselect 2;\n' }))
  const [dos] = await readMigrations(
    await folderOf(t, { '0001-room-create.sql': 'select 1;\r\nselect 2;\r\n' }),
  )
  assert.equal(unix?.sha256, dos?.sha256)
})
