/** One declaration, every surface: what is derived is complete, and a new command appears everywhere by being there. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { query } from '#kernel/contract.ts'
import { openLog } from '#kernel/log.ts'
import { operationOf } from '#kernel/operation.ts'
import { openPool } from '#kernel/pool.ts'
import { operationsOf, rooms } from '../src/cli/rooms/room.ts'
import { composeHouse } from '../src/server/house.ts'
import { openHttp } from '../src/server/http.ts'
import { ownPaths } from '../src/server/surfaces/own-paths.ts'
import { operationsPage } from '../src/server/surfaces/reference/page.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
// Nothing here asks the database anything, so nobody needs to answer at this address.
const house = await composeHouse({
  pool: openPool('postgres://nobody@127.0.0.1:1/none'),
  log: openLog('silent'),
})
const app = await openHttp({ house })
test.after(() => app.close())
const operations = [...house.registry.values()].map(({ contract }) => operationOf(contract))

interface Document {
  readonly paths: Record<
    string,
    Record<string, { operationId: string; parameters: { name?: string; in?: string }[] }>
  >
}

test('every command and query has one route, and the OpenAPI document has all of them and no others', async () => {
  const document = (await app.inject('/openapi.json')).json() as Document
  const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`,
    ),
  )
  const derived = operations.map(({ contract, method, path }) => `${contract.name} ${method} ${path}`)
  const own = Object.entries(ownPaths).map(
    ([path, { get }]) => `${(get as { operationId: string }).operationId} GET ${path}`,
  )
  assert.deepEqual(documented.sort(), [...derived, ...own].sort())
  assert.equal(new Set(operations.map(({ method, path }) => `${method} ${path}`)).size, operations.length)
  for (const { method, path } of operations)
    assert.ok(app.hasRoute({ method, url: path.replace('{id}', ':id') }), `${method} ${path}`)
})

test('what is no command or query is in the OpenAPI document, too, besides the pages for people', async () => {
  const address = (path: string) => path.replaceAll(/\{(\w+)\}/g, ':$1')
  for (const path of Object.keys(ownPaths))
    assert.ok(app.hasRoute({ method: 'GET', url: address(path) }), path)
  const folder = new URL('../src/server/surfaces/', import.meta.url)
  const said = readdirSync(folder)
    .filter((name) => /\.ts$/.test(name) && !/\.test\.ts$/.test(name))
    .flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/app\.get\(\s*'([^']+)'/g)])
    .map(([, path = '']) => path)
  const forPeople = (path: string) => path.startsWith('/reference') || path === '/*'
  assert.deepEqual(said.filter((path) => !forPeople(path)).sort(), Object.keys(ownPaths).map(address).sort())
})

test('the command line has every command and query, under the first word of its name', async () => {
  const reachable = (await Promise.all(rooms.map(operationsOf))).flat().map(({ contract }) => contract.name)
  assert.deepEqual(reachable.sort(), [...house.registry.keys()].sort())
})

test('the OpenAPI document refers to nothing it does not have', async () => {
  const document = (await app.inject('/openapi.json')).json() as Record<string, unknown>
  const references = new Set(JSON.stringify(document).match(/(?<="\$ref":")[^"]+/g))
  for (const reference of references) {
    assert.match(reference, /^#\/components\//)
    const found = reference
      .slice(2)
      .split('/')
      .reduce<unknown>((at, step) => (at as Record<string, unknown>)?.[step], document)
    assert.ok(found, reference)
  }
})

test('every operation is on the reference page, with each of its refusals explained', async () => {
  const page = (await app.inject('/reference')).body
  const refusals = (await app.inject('/reference/refusals')).body
  for (const { contract } of operations) {
    assert.ok(page.includes(`id="${contract.name}"`), contract.name)
    for (const code of contract.refusals) assert.ok(refusals.includes(`<tr id="${code}">`), code)
  }
})

test('what a contract says is text on the page, whatever it says', () => {
  const rude = query({
    name: 'memos.get',
    summary: 'Shows </summary><script>alert("memo")</script>.',
    input: z.strictObject({ 'a"b': z.string().meta({ description: '<img src=x onerror=alert(1)>' }) }),
    output: z.object({}),
    refusals: [],
    roles: {},
    examples: [{ 'a"b': "'; rm -rf / #" }],
  })
  const page = operationsPage([operationOf(rude)])
  for (const sign of ['<script>', '<img']) assert.ok(!page.includes(sign), sign)
  assert.ok(page.includes('Shows &lt;/summary&gt;&lt;script&gt;'))
})

test('a page is sent small, and not again to who has it', async () => {
  const zipped = await app.inject({ url: '/reference', headers: { 'accept-encoding': 'gzip, br' } })
  assert.equal(zipped.headers['content-encoding'], 'gzip')
  assert.equal(gunzipSync(zipped.rawPayload).toString(), (await app.inject('/reference')).body)
  const tag = String(zipped.headers['etag'])
  const again = await app.inject({ url: '/reference', headers: { 'if-none-match': tag } })
  assert.deepEqual([again.statusCode, again.body], [304, ''])
})

const greeting = `
import { z } from 'zod'
import { command } from '#kernel/contract.ts'

export const greetContract = command({
  name: 'access.greetKindly',
  summary: 'Greets a principal.',
  input: z.strictObject({ principalId: z.uuid(), words: z.string() }),
  output: z.object({ said: z.string() }),
  refusals: [],
  touches: ['principal'],
  target: 'principalId',
  roles: { executive: 'all' },
  examples: [{ principalId: '0199d8a0-0000-7000-8000-000000000001', words: 'hello' }],
})
`
const handler = `
import { handle } from '#kernel/handle.ts'
import { greetContract } from './contract-greeting.ts'

export const greetKindly = handle(greetContract, async (_context, { words }) => ({ output: { said: words } }))
`
const look = `
import { z } from 'zod'
import { query } from '#kernel/contract.ts'
import { openLog } from '#kernel/log.ts'
import { openPool } from '#kernel/pool.ts'
import { commandsOfRole } from './src/engines/access/conflicts.ts'
import { composeHouse } from './src/server/house.ts'
import { openHttp } from './src/server/http.ts'

const house = await composeHouse({ pool: openPool('postgres://nobody@127.0.0.1:1/none'), log: openLog('silent') })
const app = await openHttp({ house })
const contracts = [...house.registry.values()].map(({ contract }) => contract)
const { paths } = (await app.inject('/openapi.json')).json()
console.log(JSON.stringify({
  registered: house.registry.has('access.greetKindly'),
  route: app.hasRoute({ method: 'POST', url: '/v1/access/:id/greet-kindly' }),
  documented: paths['/v1/access/{id}/greet-kindly']?.post.operationId,
  onPage: (await app.inject('/reference')).body.includes('id="access.greetKindly"'),
  permitted: commandsOfRole('executive', contracts).has('access.greetKindly'),
}))
await app.close()
await house.pool.end()
`

test('a command file that is added appears on every surface', async (t) => {
  const copy = mkdtempSync(join(tmpdir(), 'throughline-copy-'))
  t.after(() => rmSync(copy, { recursive: true }))
  for (const name of ['src', 'bin', 'package.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  const room = join(copy, 'src/engines/access')
  writeFileSync(join(room, 'contract-greeting.ts'), greeting)
  writeFileSync(join(room, 'greet-kindly.ts'), handler)
  cpSync(join(room, 'contract.ts'), join(room, 'contract-before.ts'))
  writeFileSync(
    join(room, 'contract.ts'),
    "export * from './contract-before.ts'\nexport * from './contract-greeting.ts'\n",
  )
  writeFileSync(join(copy, 'look.ts'), look)
  const run = promisify(execFile)
  const seen = await run(process.execPath, ['look.ts'], { cwd: copy })
  assert.deepEqual(JSON.parse(seen.stdout), {
    registered: true,
    route: true,
    documented: 'access.greetKindly',
    onPage: true,
    permitted: true,
  })
  const help = await run(process.execPath, ['bin/throughline.js', 'access', 'greet-kindly', '--help'], {
    cwd: copy,
  })
  assert.match(help.stdout, /Usage: throughline access greet-kindly <principal-id>/)
  assert.match(help.stdout, /--words <text> +Needed\./)
})
