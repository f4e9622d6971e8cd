import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { createEmptyDatabase, createTestDatabase } from '#test/database.ts'
import { afterwards, temporaryDirectory } from '#test/temporary.ts'
import { checkout } from './environment.ts'

type Report = { code: number; text: string }

/** `throughline doctor` in an environment of its own. */
async function doctor(t: TestContext, settings: Record<string, string>): Promise<Report> {
  const env = { ...process.env, DATABASE_URL: '', PORT: '0', THROUGHLINE_DATA: '', ...settings }
  if (!env.THROUGHLINE_DATA) env.THROUGHLINE_DATA = await temporaryDirectory(t)
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(checkout, 'bin/throughline.js'), 'doctor'],
      { env },
      (error, out, err) => {
        resolve({ code: error ? Number(error.code) : 0, text: `${out}${err}` })
      },
    )
  })
}

test('a machine on which nothing was started yet is in order', async (t) => {
  const { code, text } = await doctor(t, {})
  assert.equal(code, 0, text)
  assert.match(text, /ok {7}There is no database yet; the first "npm start" makes it\.\n/)
  assert.match(text, /Everything is in order\.\n$/)
})

test('a database that may lose confirmed changes is a problem, whatever else is in order', async (t) => {
  const database = await createTestDatabase(t)
  const { code, text } = await doctor(t, { DATABASE_URL: database.ownerUrl })
  assert.equal(code, 1)
  assert.match(text, /PROBLEM {2}The setting fsync is off: a power cut can lose confirmed changes\./)
  assert.match(text, /ok {7}The tables are up to date\./)
  assert.match(text, /ok {7}The program works as throughline_runtime, which owns nothing/)
})

test('a tenant table that is open to other tenants is named with its cure', async (t) => {
  const database = await createTestDatabase(t)
  await database.owner.query('alter table kernel.journal no force row level security')
  const { text } = await doctor(t, { DATABASE_URL: database.ownerUrl })
  assert.match(
    text,
    /PROBLEM {2}The table kernel\.journal is not under forced.*kernel\.protect\('kernel\.journal'\)/,
  )
})

test('an empty database is told from one that was migrated by another version', async (t) => {
  const empty = await createEmptyDatabase(t)
  assert.match((await doctor(t, { DATABASE_URL: empty.ownerUrl })).text, /The database is empty/)
  const newer = await createTestDatabase(t)
  await newer.owner.query(
    `insert into kernel.migration (number, name, sha256) values (9999, '9999-later-thing.sql', repeat('a', 64))`,
  )
  const { text } = await doctor(t, { DATABASE_URL: newer.ownerUrl })
  assert.match(text, /PROBLEM {2}The database has migration 9999-later-thing\.sql, which this version/)
})

test('a database that nobody serves is a problem and its password is not told', async (t) => {
  const { code, text } = await doctor(t, { DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/firm' })
  assert.equal(code, 1)
  assert.match(text, /PROBLEM {2}The database 127\.0\.0\.1:1\/firm cannot be used: nothing answers there\./)
  assert.doesNotMatch(text, /secret/)
})

test('a port that another program has is a problem', async (t) => {
  const other = createServer((_request, response) => response.end('something else'))
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  afterwards(t, async () => other.close())
  const address = other.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const { code, text } = await doctor(t, { PORT: String(port) })
  assert.equal(code, 1)
  assert.match(text, new RegExp(`PROBLEM  Throughline cannot listen on 127\\.0\\.0\\.1:${port}`))
})
