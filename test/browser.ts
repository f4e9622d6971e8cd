/**
 * The program with its web application and the example firm, and a real browser in front of it: what tests of screens
 * act with. Everything that goes wrong in a page on the way (an error, a failed request) fails the test that met it.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { createTenant } from '#engines/access'
import { examplePassword } from '../src/server/example/cast.ts'
import type { Told } from '../src/server/example/story.ts'
import { openHttp } from '../src/server/http.ts'
import { build, folderOf, isBuilt } from '../src/server/web/build.ts'
import { readSite } from '../src/server/web/site.ts'
import type { Web } from '../src/server/web-part.ts'
import { afterwards, type Scope } from './temporary.ts'
import { startTestWorker, toldPresent } from './told-firm.ts'

/** Where the systems we know put it: first the one that was built to have no window, and takes a quarter less time. */
const places = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * Without them the browser calls home, which a closed network answers with errors. A process of its own for every site
 * protects people from pages we have not written.
 */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-site-isolation-trials',
  '--disable-features=IsolateOrigins,site-per-process',
]

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true } as const
export const DESK = { viewport: { width: 1440, height: 900 } } as const

/** A step of a page may take as long as a busy machine needs. */
const PATIENCE_MS = 60_000

/** The day it is for the program. */
export const today = (): string => Temporal.Now.instant().toString().slice(0, 10)

export interface Visit {
  readonly page: Page
  /** What went wrong in the page so far; the test fails on it at its end. */
  readonly troubles: string[]
}

export interface Firm {
  readonly told: Told
  readonly address: string
  /** A person in front of a screen of their own, signed in; where they go first is for the test to say. */
  readonly visit: (t: Scope, name: string, options?: BrowserContextOptions) => Promise<Visit>
  /** The same for whoever keeps that screen from one test of the file to the next. */
  readonly stay: (name: string) => Promise<Visit>
  /** Does something while the server is away; afterwards it is back at the same address. */
  readonly outage: (work: () => Promise<void>) => Promise<void>
  /** What is served as the web application. */
  readonly web: Web
  /** Opens another firm on the same installation. */
  readonly openAnother: (slug: string) => Promise<void>
  /** A screen nobody has signed in at. */
  readonly open: (t: Scope, options?: BrowserContextOptions) => Promise<Visit>
}

export interface RunningFirm {
  readonly told: Told
  readonly address: string
  readonly browser: Browser
  /** Does something while the server is away; afterwards it is back at the same address. */
  readonly outage: (work: () => Promise<void>) => Promise<void>
  readonly web: Web
  readonly openAnother: (slug: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** The example firm with its present, served to a browser. */
export async function startFirm(): Promise<RunningFirm> {
  const checkout = fileURLToPath(new URL('..', import.meta.url))
  if (!(await isBuilt(checkout))) await build(checkout)
  const endings: (() => Promise<void>)[] = []
  const { database, house, told } = await toldPresent({ after: (work) => endings.push(work) })
  const web: Web = { site: await readSite(folderOf(checkout)), why: 'absent' }
  const serve = async (port: number) => {
    const app = await openHttp({ house, web })
    return { app, at: await app.listen({ host: '127.0.0.1', port }) }
  }
  const first = await serve(0)
  const address = first.at
  let { app } = first
  const outage = async (work: () => Promise<void>) => {
    await app.close()
    try {
      await work()
    } finally {
      app = (await serve(Number(new URL(address).port))).app
    }
  }
  const browser = await openBrowser()
  const worker = await startTestWorker(database.ownerUrl, house)
  const openAnother = async (slug: string) => {
    const administrator = { name: 'Ann Birch', email: `ann@${slug}.example`, password: examplePassword }
    await createTenant(house.pool, { slug, name: slug, administrator, now: Temporal.Now.instant() })
  }
  const close = async () => {
    await browser.close()
    await worker.stop()
    await app.close()
    // The database goes last: nobody asks it any more.
    for (const end of endings) await end()
  }
  return { told, address, browser, outage, web, openAnother, close }
}

/** The same, once for a test file. */
export async function openBrowsedFirm(): Promise<Firm> {
  // Only tests are tests: a benchmark starts a firm, too.
  const { after } = await import('node:test')
  const { told, address, browser, outage, web, openAnother, close } = await startFirm()
  const file: Scope = { after: (work) => after(work) }
  afterwards(file, close)
  const open = async (t: Scope, options: BrowserContextOptions = DESK) => {
    const opened = await openPage(t, browser, address, options)
    await opened.page.goto('/')
    return opened
  }
  const visit = async (t: Scope, name: string, options: BrowserContextOptions = DESK) => {
    const opened = await openPage(t, browser, address, options)
    await openSession(opened.page, address, emailOf(told, name))
    return opened
  }
  const staying = new Map<string, Promise<Visit>>()
  const stay = (name: string) => {
    const visiting = staying.get(name) ?? visit(file, name)
    staying.set(name, visiting)
    return visiting
  }
  return { told, address, outage, web, openAnother, open, visit, stay }
}

/** A task that was done, or ended by itself, while it was looked at: asking for it once more is how the page learns it. */
const isTaskGone = / status of 404 .*\/v1\/tasks\/[0-9a-f-]{36}$/

/** A machine with much else to do keeps a question waiting too long; the page asks again by itself. */
const isOverload = / status of 503 /

/** A screen nobody has signed in at; what went wrong in it is told when the scope ends. */
export async function openPage(
  t: Scope,
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: address,
    locale: 'en-GB',
    // Nobody waits for what moves.
    reducedMotion: 'reduce',
    ...options,
  })
  context.setDefaultTimeout(PATIENCE_MS)
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`))
  page.on('console', (message) => {
    const trouble = `console: ${message.text()} ${message.location().url}`
    const isExpected = isTaskGone.test(trouble) || isOverload.test(trouble)
    if (message.type() === 'error' && !isExpected) troubles.push(trouble)
  })
  afterwards(t, async () => {
    const unshown = await unformatted(page)
    if (unshown !== null) troubles.push(`shown: ${unshown} on ${page.url()}`)
    const cut = await cutFigures(page)
    if (cut.length > 0) troubles.push(`cut off: ${cut.join(', ')} on ${page.url()}`)
    await context.close()
    assert.deepEqual(troubles, [], 'nothing goes wrong in the page')
  })
  return { page, troubles }
}

/** Signs in as the page of sign-in does, without drawing it: afterwards the browser has the session, and knows that it has. */
async function openSession(page: Page, address: string, email: string): Promise<void> {
  const answer = await page.request.post('/v1/access/sign-in', {
    data: { email, password: examplePassword },
    headers: { origin: address },
  })
  assert.equal(answer.status(), 200, await answer.text())
  // Only with the first page: whoever signs out has signed out.
  await page.addInitScript(() => {
    if (location.protocol === 'about:' || sessionStorage.getItem('visited')) return
    sessionStorage.setItem('visited', 'yes')
    localStorage.setItem('throughline.signedIn', 'yes')
  })
}

/** What stands on a page for a value nobody could format, or null: no error of the page, and yet something that is wrong with it. */
export const unformatted = (page: Page): Promise<string | null> =>
  page.evaluate(() => /\bNaN\b|\[object \w+\]|Invalid Date/.exec(document.body.innerText)?.[0] ?? null)

const WIDENED_MS = 500

/** Figures, days and states in tables of which not all can be read. Widths follow the rows a moment after they came. */
export async function cutFigures(page: Page): Promise<readonly string[]> {
  const cut = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('[role=cell][data-whole]')]
        .filter((cell) => cell.scrollWidth > cell.clientWidth)
        .map((cell) => cell.textContent ?? ''),
    )
  if ((await cut()).length === 0) return []
  await page.waitForTimeout(WIDENED_MS)
  return cut()
}

/** Signs in as people do: by typing. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.locator('input[name=password]').fill(examplePassword)
  await page.locator('input[name=password]').press('Enter')
  await page.locator('#content').waitFor()
}

/** The address of who has a name or a role; of somebody the example does not know it is the name. */
export function emailOf({ signIns }: Told, name: string): string {
  if (name.includes('@')) return name
  const found = signIns.find((one) => one.name === name || one.roles.includes(name))
  assert.ok(found, `nobody in the example is ${name}`)
  return found.email
}

/** A browser without a window. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: findChromium(), args: flags })

/** The browser of this machine; on a bare Debian it is installed, as root. */
function findChromium(): string {
  const there = () => places.find((place) => place !== '' && existsSync(place))
  const found = there()
  if (found) return found
  let cause: unknown
  // Not every Debian has the one without a window.
  for (const name of ['chromium-headless-shell', 'chromium'])
    try {
      execFileSync('apt-get', ['update', '-q'], { stdio: 'ignore' })
      execFileSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', name], { stdio: 'ignore' })
      return there() ?? name
    } catch (refused) {
      cause = refused
    }
  throw new Error(
    'The tests of the screens need Chromium: install it, or name it in the variable CHROMIUM.',
    {
      cause,
    },
  )
}
