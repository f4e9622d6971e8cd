import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import { openLog } from '#kernel/log.ts'
import { openPool } from '#kernel/pool.ts'
import { temporaryDirectory } from '#test/temporary.ts'
import { checkout, type Environment } from '../environment.ts'
import { composeHouse } from '../house.ts'
import { openHttp } from '../http.ts'
import { type Web, webIn, webOf } from '../web-part.ts'
import { build, folderOf, isBuilt } from './build.ts'
import { chosenEncoding, readSite } from './site.ts'

// Nothing here asks the database anything, so nobody needs to answer at this address.
const pool = openPool('postgres://nobody@127.0.0.1:1/none')
const house = await composeHouse({ pool, log: openLog('silent') })

const script = 'console.log("hello")\n'.repeat(100)

async function write(folder: string, files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
}

/** A server with a built application of some files. */
async function serve(t: TestContext, more: Readonly<Record<string, string | Buffer>> = {}) {
  const folder = await temporaryDirectory(t)
  await write(folder, {
    'index.html': '<!doctype html><title>app</title>',
    'assets/index-aB3_x-9Z.js': script,
    'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '.source': 'secret',
    ...more,
  })
  const web: Web = { site: await readSite(folder), why: 'absent' }
  const app = await openHttp({ house, web })
  t.after(() => app.close())
  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })
  return { app, get, web }
}

const browser = { accept: 'text/html,application/xhtml+xml' }

test('every address a person opens is the one page of the application', async (t) => {
  const { get } = await serve(t)
  for (const url of ['/', '/projects/0199d8a0', '/time?week=2026-W12', '/v1x']) {
    const reply = await get(url, browser)
    assert.deepEqual([reply.statusCode, reply.headers['cache-control']], [200, 'no-cache'], url)
    assert.match(reply.body, /<title>app<\/title>/)
  }
})

test('what is somebody else’s address stays theirs, and a file that is gone is not a page', async (t) => {
  const { get, app } = await serve(t)
  for (const url of ['/v1/nothing', '/v1', '/reference/nothing', '/assets/index-old.js', '/metrics/x']) {
    const reply = await get(url, browser)
    assert.deepEqual([reply.statusCode, reply.json().code], [404, 'no_such_path'], url)
  }
  assert.equal((await get('/projects', { accept: '*/*' })).statusCode, 404)
  assert.equal((await get('/reference', browser)).statusCode, 200)
  assert.equal((await get('/healthz', browser)).json().status, 'alive')
  const posted = await app.inject({ method: 'POST', url: '/projects', headers: browser })
  assert.equal(posted.statusCode, 404)
})

test('no address leads out of the folder, nor to what is not meant to be served', async (t) => {
  const { get } = await serve(t)
  for (const url of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/.source', '/assets'])
    assert.equal((await get(url, { accept: '*/*' })).statusCode, 404, url)
})

test('a file whose name is its hash is kept for a year, any other is asked for again in a few bytes', async (t) => {
  const { get } = await serve(t)
  const hashed = await get('/assets/index-aB3_x-9Z.js')
  assert.equal(hashed.headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.match(String(hashed.headers['content-type']), /^text\/javascript/)
  const icon = await get('/icon.svg')
  assert.equal(icon.headers['cache-control'], 'no-cache')
  const again = await get('/icon.svg', { 'if-none-match': String(icon.headers['etag']) })
  assert.deepEqual([again.statusCode, again.rawPayload.length], [304, 0])
})

test('a file goes out as small as the browser can read it', async (t) => {
  const { get } = await serve(t, { 'assets/index-aB3_x-9Z.js.gz': Buffer.from('made by the build') })
  const url = '/assets/index-aB3_x-9Z.js'
  const plain = await get(url)
  assert.deepEqual([plain.headers['content-encoding'], plain.body], [undefined, script])
  const small = await get(url, { 'accept-encoding': 'gzip, deflate, br' })
  assert.equal(small.headers['content-encoding'], 'br')
  assert.equal(brotliDecompressSync(small.rawPayload).toString(), script)
  const beside = await get(url, { 'accept-encoding': 'gzip' })
  assert.deepEqual([beside.headers['content-encoding'], beside.body], ['gzip', 'made by the build'])
  assert.equal((await get(`${url}.gz`)).statusCode, 404)
  const page = await get('/', { ...browser, 'accept-encoding': 'br' })
  assert.equal(page.headers['content-encoding'], undefined)
})

test('the preferred encoding is one the browser did not rule out', () => {
  const cases = [
    [undefined, null],
    ['', null],
    ['gzip', 'gzip'],
    ['gzip;q=1.0, br;q=0', 'gzip'],
    ['br;q=0, gzip;q=0', null],
    ['*', 'br'],
    ['identity', null],
    ['BR', 'br'],
  ] as const
  for (const [header, wanted] of cases) assert.equal(chosenEncoding(header), wanted, String(header))
})

test('a page of ours runs no script but our own files and stands in nobody’s frame', async (t) => {
  const { get } = await serve(t)
  for (const [url, headers] of [
    ['/', browser],
    ['/anything?next=//evil.example', browser],
    ['/assets/index-aB3_x-9Z.js', {}],
  ] as const) {
    const reply = await get(url, headers)
    const policy = String(reply.headers['content-security-policy'])
    const of = (name: string) =>
      policy
        .split('; ')
        .find((part) => part.startsWith(`${name} `))
        ?.slice(name.length + 1)
    assert.equal(of('script-src'), "'self'")
    assert.equal(of('connect-src'), "'self'")
    assert.equal(of('frame-ancestors'), "'none'")
    assert.equal(of('base-uri'), "'none'")
    assert.equal(of('object-src'), "'none'")
    assert.equal(of('form-action'), "'self'")
    assert.doesNotMatch(policy, /script-src[^;]*unsafe|unsafe-eval/)
    assert.equal(reply.headers['x-frame-options'], 'DENY')
    assert.equal(reply.headers['x-content-type-options'], 'nosniff')
    assert.equal(reply.headers['referrer-policy'], 'same-origin')
    assert.equal(reply.headers['cross-origin-opener-policy'], 'same-origin')
    assert.match(String(reply.headers['permissions-policy']), /camera=\(\)/)
  }
})

test('no address sends a browser on to another one', async (t) => {
  const { get } = await serve(t)
  for (const url of [
    '//evil.example',
    '/\\evil.example',
    '/%2f%2fevil.example',
    '/?next=https://evil.example',
  ])
    for (const headers of [browser, { accept: '*/*' }]) {
      const reply = await get(url, headers)
      assert.equal(reply.headers.location, undefined, url)
      assert.ok(reply.statusCode === 200 || reply.statusCode === 404, `${url} ${reply.statusCode}`)
    }
})

test('without a built application the page says what to do, and the API answers', async (t) => {
  const web: Web = { site: null, why: 'absent' }
  const app = await openHttp({ house, web })
  t.after(() => app.close())
  for (const [why, words] of [
    ['absent', /npm run build/],
    ['building', /being built/],
    ['failed', /could not be built/],
  ] as const) {
    web.why = why
    const reply = await app.inject({ url: '/', headers: browser })
    assert.equal(reply.statusCode, 200)
    assert.match(reply.body, words)
    assert.equal(reply.body.includes('http-equiv="refresh"'), why === 'building')
  }
  assert.equal((await app.inject({ url: '/time', headers: browser })).statusCode, 404)
  assert.equal((await app.inject('/healthz')).statusCode, 200)
})

/** A checkout with sources of an application and a contract it imports. */
async function sources(t: TestContext): Promise<string> {
  const folder = await temporaryDirectory(t)
  await write(folder, {
    'src/web/main.tsx': "import { create } from '#flow/clients/contract.ts'\n",
    'src/flow/clients/contract.ts': "import { codes } from './codes.ts'\n",
    'src/flow/clients/codes.ts': 'export const codes = 1\n',
    'src/flow/clients/create-client.ts': 'export const other = 1\n',
    'vite.config.ts': '',
    'package-lock.json': '{}',
  })
  return folder
}

/** Starts the part with a builder that writes a page, and waits until it is quiet again. */
async function start(folder: string, make: typeof build) {
  const said: string[] = []
  const environment = {} as Environment
  const running = await webIn({ folder, build: make, say: (line) => said.push(line) })(environment)
  return { web: webOf(environment), said, says: running.says ?? [], stop: running.stop }
}

/** As the real builder, with another way to make the page. */
const writes =
  (page: string): typeof build =>
  async (folder) => {
    const { hashOfSources } = await import('./sources.ts')
    await write(folderOf(folder), {
      'index.html': page,
      '.source': (await hashOfSources(folder)) ?? '',
    })
  }

test('a start builds the application when something it is made of has changed, and only then', async (t) => {
  const folder = await sources(t)
  const first = await start(folder, writes('one'))
  assert.equal(first.says.length, 1)
  await first.stop()
  assert.equal(first.web.site?.get('/index.html')?.bytes.toString(), 'one')
  const second = await start(folder, writes('two'))
  assert.deepEqual([second.says, second.web.site?.get('/index.html')?.bytes.toString()], [[], 'one'])
  await writeFile(join(folder, 'src/flow/clients/create-client.ts'), 'export const other = 2\n')
  assert.equal(await isBuilt(folder), true)
  for (const path of [
    'src/flow/clients/codes.ts',
    'vite.config.ts',
    'package-lock.json',
    'src/web/main.tsx',
  ]) {
    await writeFile(join(folder, path), `${await readFile(join(folder, path), 'utf8')}\n`)
    assert.equal(await isBuilt(folder), false, path)
    await (await start(folder, writes('three'))).stop()
    assert.equal(await isBuilt(folder), true, path)
  }
})

test('the files of a page that was loading when a newer application came are still there, its page is the newer one', async (t) => {
  const folder = await sources(t)
  const older = {
    'index.html': '<script src="/assets/start-aaaaaaaa.js">',
    'assets/start-aaaaaaaa.js': 'one',
  }
  await write(folderOf(folder), { ...older, 'icon.svg': 'old' })
  const newer: typeof build = async () => {
    await rm(folderOf(folder), { recursive: true })
    await write(folderOf(folder), {
      'index.html': '<script src="/assets/start-bbbbbbbb.js">',
      'assets/start-bbbbbbbb.js': 'two',
    })
  }
  const { web, stop } = await start(folder, newer)
  await stop()
  const served = (path: string) => web.site?.get(path)?.bytes.toString()
  assert.match(served('/index.html') ?? '', /bbbbbbbb/)
  assert.deepEqual(
    [served('/assets/start-aaaaaaaa.js'), served('/assets/start-bbbbbbbb.js'), served('/icon.svg')],
    ['one', 'two', undefined],
  )
})

test('an application of which a part is missing is not served, and one that is just being put there is waited for', async (t) => {
  const folder = await temporaryDirectory(t)
  await write(folder, { 'index.html': '<script src="/assets/start-aaaaaaaa.js">' })
  assert.equal(await readSite(folder), null)
  const reading = readSite(folder)
  await write(folder, { 'assets/start-aaaaaaaa.js': 'one' })
  assert.equal((await reading)?.size, 2)
})

test('an application that came without its sources is served as it came', async (t) => {
  const folder = await temporaryDirectory(t)
  await write(folderOf(folder), { 'index.html': 'shipped' })
  const { web, says } = await start(folder, writes('never'))
  assert.deepEqual([says, web.site?.get('/index.html')?.bytes.toString()], [[], 'shipped'])
})

test('a build that fails leaves what was served, and says how to mend it', async (t) => {
  const folder = await sources(t)
  await (await start(folder, writes('one'))).stop()
  await writeFile(join(folder, 'src/web/main.tsx'), 'broken')
  const fails: typeof build = async () => {
    throw new Error('main.tsx does not parse')
  }
  const { web, said, stop } = await start(folder, fails)
  await new Promise(setImmediate)
  assert.equal(web.site?.get('/index.html')?.bytes.toString(), 'one')
  assert.equal(web.why, 'failed')
  assert.match(said.join(), /main\.tsx does not parse[\s\S]*npm run build/)
  await stop()
})

test('the builder makes an application that is served, in every encoding, and leaves nothing else behind', async (t) => {
  const folder = await sources(t)
  await symlink(join(checkout, 'node_modules'), join(folder, 'node_modules'))
  await write(folder, {
    'package.json': '{"type":"module"}',
    'vite.config.ts': "export default { root: 'src/web', build: { modulePreload: { polyfill: false } } }\n",
    'src/web/index.html': '<!doctype html><title>app</title><script type="module" src="./main.ts"></script>',
    'src/web/main.ts': `document.title = '${'long '.repeat(500)}'\n`,
  })
  await build(folder)
  assert.equal(await isBuilt(folder), true)
  const site = await readSite(folderOf(folder))
  const page = site?.get('/index.html')?.bytes.toString() ?? ''
  const [, path = ''] = /src="([^"]+)"/.exec(page) ?? []
  assert.ok(site?.get(path)?.immutable, page)
  assert.doesNotMatch(page, /<script(?![^>]*src=)/)
  const names = await readdir(join(folder, 'dist'), { recursive: true })
  for (const end of ['', '.br', '.gz']) assert.ok(names.includes(`web${path}${end}`), names.join())
  assert.deepEqual(await readdir(join(folder, 'dist')), ['web'])
})

test('a stop ends a build that is under way and leaves nothing of it', async (t) => {
  const folder = await sources(t)
  await rm(join(folder, 'vite.config.ts'))
  await assert.rejects(build(folder), /Vite is not installed/)
  assert.equal(await readSite(folderOf(folder)), null)
  let ended = false
  const slow: typeof build = (_folder, stop) =>
    new Promise((_resolve, reject) => {
      stop?.addEventListener('abort', () => {
        ended = true
        reject(stop.reason)
      })
    })
  const { said, stop } = await start(folder, slow)
  await stop()
  assert.deepEqual([ended, said], [true, []])
})
