import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { openTestHouse } from '#test/house.ts'
import { openHttp } from '../../server/http.ts'

const program = fileURLToPath(new URL('../../../bin/throughline.js', import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'throughline-cli-'))
const firm = await openTestHouse(undefined, { now: Temporal.Now.instant().toString() })
const app = await openHttp({ house: firm.house })
const url = await app.listen({ host: '127.0.0.1', port: 0 })
test.after(async () => {
  await app.close()
  rmSync(home, { recursive: true })
})
const password = 'a long enough password'
await firm.as('administrator').run('access.createPerson', {
  ...{ name: 'Ada Stern', email: 'ada@example.com', password, roles: ['administrator'] },
})

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly said: string
}

function throughline(
  words: readonly string[],
  environment: Record<string, string> = {},
  input = '',
): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...words], {
    env: { PATH: process.env['PATH'] ?? '', XDG_CONFIG_HOME: home, THROUGHLINE_URL: url, ...environment },
  })
  const read = { out: '', said: '' }
  child.stdout.on('data', (part: Buffer) => (read.out += part))
  child.stderr.on('data', (part: Buffer) => (read.said += part))
  child.stdin.end(input)
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...read })))
}

test('a person signs in once, works, and signs out', async () => {
  const before = await throughline(['access', 'who-am-i'])
  assert.equal(before.code, 3)
  assert.match(before.said, /throughline sign-in.*\n\(unauthenticated\)/)
  const wrong = await throughline(['sign-in', '--email', 'ada@example.com'], {}, 'not the password\n')
  assert.deepEqual([wrong.code, /\(sign_in_refused\)/.test(wrong.said)], [3, true])
  const signedIn = await throughline(['sign-in', '--email', 'ada@example.com'], {}, `${password}\n`)
  assert.deepEqual([signedIn.code, signedIn.out], [0, 'Signed in as Ada Stern at Test firm.\n'])
  assert.equal(statSync(join(home, 'throughline', 'session.json')).mode & 0o777, 0o600)
  const list = await throughline(['access', 'list-principals', '--kind', 'person'])
  assert.match(list.out, /^id +kind +name .*\n─+/)
  assert.match(list.out, /Ada Stern +ada@example\.com/)
  const elsewhere = await throughline(['access', 'who-am-i'], { THROUGHLINE_URL: 'http://127.0.0.1:9' })
  assert.equal(elsewhere.code, 6)
  assert.match(elsewhere.said, /Nothing answers at http:\/\/127\.0\.0\.1:9\./)
  assert.equal((await throughline(['sign-out'])).out, 'Signed out.\n')
  assert.equal((await throughline(['access', 'who-am-i'])).code, 3)
})

test('a script uses a key, JSON and exit codes', async () => {
  const { key } = await firm.as('administrator').run('access.createApiKey', { name: 'script' })
  const as = { THROUGHLINE_API_KEY: key as string }
  const made = await throughline(
    ['access', 'create-service', '--json', '-', '--output', 'json', '--key', 'k-1'],
    as,
    '{"name":"Export"}',
  )
  const { principalId } = JSON.parse(made.out)
  const again = await throughline(
    ['access', 'create-service', '--name', 'Export', '--output', 'json', '--key', 'k-1'],
    as,
  )
  assert.deepEqual(JSON.parse(again.out), JSON.parse(made.out), 'the same key does nothing twice')
  const stale = await throughline(['access', 'deactivate', principalId, '--if-match', '7'], as)
  assert.deepEqual([stale.code, /\(stale_revision\)/.test(stale.said)], [5, true])
  assert.equal((await throughline(['access', 'deactivate', principalId], as)).code, 0)
  const cases = [
    [['access', 'deactivate', principalId], 5, /\(principal_inactive\)/],
    [
      ['access', 'deactivate', '0199d8a0-0000-7000-8000-00000000dead', '--if-match', '1'],
      4,
      /\(principal_not_found\)/,
    ],
    [['access', 'deactivate'], 2, /Which one/],
    [['access', 'create-service', '--name', ''], 2, /\/name: .*\n\(invalid_input\)/s],
    [['access', 'create-service', '--nam', 'x'], 2, /no --nam/],
    [['access', 'dance'], 2, /access has no dance/],
  ] as const
  for (const [words, code, message] of cases) {
    const ended = await throughline(words, as)
    assert.equal(ended.code, code, ended.said)
    assert.match(ended.said, message)
  }
})

test('a file is imported by its noun, tried first without changing anything', async () => {
  const { key } = await firm.as('administrator').run('access.createApiKey', { name: 'import' })
  const as = { THROUGHLINE_API_KEY: key as string }
  const administrator = firm.as('administrator')
  await administrator.run('firm.addEntity', {
    ...{ code: 'DE', name: 'Alder Germany', legalName: 'Alder Systems GmbH', country: 'DE', currency: 'EUR' },
    ...{ address: { lines: ['Lindenstr. 12'], city: 'Berlin', postalCode: '10969', country: 'DE' } },
    ...{
      taxNumber: 'DE811234567',
      timeZone: 'Europe/Berlin',
      bank: { name: 'Spreebank', iban: 'DE02120300000000202051' },
    },
  })
  await administrator.run('people.addRole', { code: 'architect', name: 'Architect' })
  const header = 'Number,Name,Email,Entity,Role,Started On,Hourly Cost'
  const ben = 'E-1,Ben Carver,ben@example.com,DE,architect,2024-04-01,68.50'
  const file = join(home, 'people.csv')
  writeFileSync(file, `${header}\n${ben}\n`)
  const tried = await throughline(['import', 'people', file, '--dry-run'], as)
  assert.match(tried.out, /^dryRun +true\nrows +1\ncreate +1$/m, tried.said)
  const done = await throughline(['import', 'people', file, '--output', 'json'], as)
  assert.deepEqual([JSON.parse(done.out).dryRun, JSON.parse(done.out).create], [false, 1])
  const wrong = await throughline(
    ['import', 'people', '-'],
    as,
    `${header}\n${ben.replace('68.50', 'much')}\n`,
  )
  assert.deepEqual(
    [wrong.code, /\/rows\/2\/Hourly Cost: .*\n\(import_has_errors\)/.test(wrong.said)],
    [2, true],
  )
  assert.match((await throughline(['import', 'people', join(home, 'none.csv')], as)).said, /cannot be read/)
  assert.match((await throughline(['import', 'people', '--dry-run'], as)).said, /Which file\?/)
  const unknown = await throughline(['import', 'weather', file], as)
  assert.deepEqual(
    [unknown.code, unknown.said],
    [2, 'There is no import of weather. There is: people, rates, deals, time.\n'],
  )
  assert.match((await throughline(['import'])).out, /deals +Adds and changes opportunities/)
  assert.match((await throughline(['import', 'time', '--help'])).out, /--submit/)
})

test('what is piped in answers one question after the other', async () => {
  const signedIn = await throughline(['sign-in'], {}, `ada@example.com\n${password}\n`)
  assert.deepEqual([signedIn.out, signedIn.said], ['Signed in as Ada Stern at Test firm.\n', ''])
})

test('help is written by the contracts', async () => {
  const room = await throughline(['access'])
  assert.match(room.out, /assign-role +Gives a role/)
  const verb = await throughline(['access', 'deactivate', '--help'])
  assert.match(verb.out, /Usage: throughline access deactivate <principal-id>/)
  assert.match(verb.out, /--if-match <revision>/)
  assert.match(verb.out, /principal_inactive/)
  assert.equal((await throughline(['dance'])).code, 1)
})

test('a firm of one’s own is made once, with somebody who can sign in', async () => {
  const own = { DATABASE_URL: firm.database.ownerUrl, THROUGHLINE_DATA: join(home, 'data') }
  const words = [
    'create-firm',
    '--slug',
    'alder',
    '--name',
    'Alder Systems',
    '--administrator',
    'Ada',
    '--email',
    'Ada@alder.example',
  ]
  const short = await throughline(words, own, 'short\n')
  assert.match(short.said, /fewer than 12 characters/)
  const made = await throughline(words, own, `${password}\n`)
  assert.equal(made.out, 'Alder Systems is there. Ada signs in as Ada@alder.example.\n', made.said)
  const again = await throughline(words, own, `${password}\n`)
  assert.deepEqual([again.code, /called alder already/.test(again.said)], [1, true])
  const signIn = ['sign-in', '--tenant', 'alder', '--email', 'ada@alder.example']
  assert.equal((await throughline(signIn, {}, `${password}\n`)).out, 'Signed in as Ada at Alder Systems.\n')
  const { out } = await throughline(['processes', 'list', '--output', 'json'], {}, '')
  const keys = JSON.parse(out).items.map(({ key }: { key: string }) => key)
  assert.ok(
    keys.includes('opportunity-to-project'),
    'its processes are there, without a start of the program',
  )
  const unnamed = await throughline(['sign-in', '--email', 'ada@alder.example'], {}, `${password}\n`)
  assert.match(unnamed.said, /tenant_unknown/)
})
