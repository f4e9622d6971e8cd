/**
 * What the web application costs a person: `node bench/web.ts`.
 *
 * The example firm with its present, headless Chromium on the same machine. Shown: the script before the first screen, how
 * long that takes after signing in with nothing kept, changes of screen, a cell of a week, a decision in the inbox until the
 * next task stands there, and a list of 100,000 rows. Times are taken inside the page, from the event to the frame that
 * shows what came of it, so that the way to the browser is not counted; medians of rounds.
 * The baseline beside them is a frame of an empty page of the same server.
 */
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { inTransaction } from '#kernel/run.ts'
import { sql } from '#kernel/sql.ts'
import { DESK, emailOf, signIn, startFirm } from '../test/browser.ts'
import { line, median } from './server.ts'

const ROUNDS = 7
const KILOBYTE = 1_000
const ROWS = 100_000

const wanted = (most: number) => `(wanted: at most ${most.toLocaleString('en')})`

const firm = await startFirm()
const context = await firm.browser.newContext({ ...DESK, baseURL: firm.address })
const page = await context.newPage()
const rounds = async (work: (round: number) => Promise<number>) => {
  const all: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) all.push(await work(round))
  return median(all)
}

/** Nothing is fetched and nothing waits to be fetched. */
const quiet = () => page.waitForLoadState('networkidle')

interface Act {
  /** What is pressed: an element, or the key that goes down in the one that has the focus. */
  readonly press: string
  /** What is there when it is done, on the screen and not hidden. */
  readonly until: string
  /** The text it has, where one must be told from another. */
  readonly text?: string
  /** The address must be another than before. */
  readonly leaves?: boolean
}

/** From an event in the page to the frame that shows what came of it, in milliseconds. */
function timeOf(act: Act): Promise<number> {
  return page.evaluate(({ press, until, text, leaves }) => {
    const shown = (element: Element) =>
      element.checkVisibility() && (text === undefined || new RegExp(text).test(element.textContent ?? ''))
    const before = location.href
    return new Promise<number>((resolve, reject) => {
      setTimeout(() => reject(new Error(`nothing came of ${press}`)), 20_000)
      const from = performance.now()
      const look = () => {
        if (leaves && location.href === before) return
        if (![...document.querySelectorAll(until)].some(shown)) return
        observer.disconnect()
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)))
      }
      const observer = new MutationObserver(look)
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
      const button = [...document.querySelectorAll<HTMLElement>(press)].find((one) => one.checkVisibility())
      button?.click()
    })
  }, act)
}

async function beginning(): Promise<void> {
  await page.goto('/healthz')
  const frame = await rounds(() =>
    page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const from = performance.now()
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)))
        }),
    ),
  )
  line('a frame of an empty page', frame, 'ms')
  await page.goto('/')
  await signIn(page, emailOf(firm.told, 'project-manager'))
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await page.addInitScript(() => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector('h1')) return
      observer.disconnect()
      performance.mark('first screen')
    })
    observer.observe(document, { subtree: true, childList: true })
  })
  let scripts: string[] = []
  const ready = await rounds(async () => {
    await page.goto('/', { waitUntil: 'commit' })
    await page.getByRole('heading', { level: 1 }).waitFor()
    const told = await page.evaluate(() => {
      const at = performance.getEntriesByName('first screen')[0]?.startTime ?? Number.NaN
      const names = performance
        .getEntriesByType('resource')
        .filter(({ name, startTime }) => name.endsWith('.js') && startTime < at)
        .map(({ name }) => name)
      return { at, names }
    })
    scripts = told.names
    return told.at
  })
  const bodies = await Promise.all(
    scripts.map(async (url) => Buffer.from(await (await fetch(url)).arrayBuffer())),
  )
  const gzipped = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0)
  line('script before the first screen, gzipped', gzipped / KILOBYTE, 'kB', wanted(250))
  line('files it is in', bodies.length, '')
  line('the first screen can be used', ready, 'ms', wanted(1_500))
  await session.send('Network.setCacheDisabled', { cacheDisabled: false })
  await quiet()
}

async function changesOfScreen(): Promise<void> {
  const go = async (path: string, until: string, text: string) => {
    await page.hover(`nav a[href="${path}"]`)
    const taken = await timeOf({ press: `nav a[href="${path}"]`, until, text, leaves: true })
    await quiet()
    return taken
  }
  const there = (round: number, until: string) =>
    round % 2 ? go('/clients', until, '^Clients') : go('/projects', until, '^Projects')
  await there(0, 'h1')
  await there(1, 'h1')
  line('change of screen, to its heading', await rounds((round) => there(round, 'h1')), 'ms', wanted(150))
  const rows = (round: number) => there(round + 1, '#content:has([data-index]) h1')
  line('change of screen, to its rows', await rounds(rows), 'ms')
}

/** From the key that goes down in a cell to the frame that shows the sums with it. */
async function cellOfAWeek(): Promise<void> {
  await page.goto('/time')
  const cell = page.locator('input[data-cell]:not([readonly])').first()
  await cell.waitFor()
  await quiet()
  const taken = await rounds(async (round) => {
    await cell.selectText()
    // The page listens before the key goes down: keys go another way to it than questions.
    const seen = await page.evaluateHandle(() => {
      const sums = document.querySelector('#content tfoot') as Element
      let from = Number.NaN
      addEventListener('keydown', () => (from = performance.now()), { once: true, capture: true })
      const shown = new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error('the sums did not follow')), 20_000)
        const observer = new MutationObserver(() => {
          observer.disconnect()
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)))
        })
        observer.observe(sums, { subtree: true, characterData: true, childList: true })
      })
      return { shown }
    })
    await page.keyboard.press(round % 2 ? '1' : '2')
    const shown = await seen.evaluate((told) => told.shown)
    await quiet()
    return shown
  })
  line('a cell of a week is edited and its sums follow', taken, 'ms', wanted(50))
}

async function decisions(): Promise<void> {
  await page.goto('/inbox')
  const cards = page.getByRole('list', { name: 'Inbox' }).getByRole('listitem')
  await cards.filter({ hasText: 'Approve time' }).nth(1).getByRole('button').click()
  const decided = await rounds(async () => {
    await page.getByRole('article').getByText('Total').waitFor()
    await quiet()
    return timeOf({
      press: '[role=group][aria-label="Decide"] button:last-child',
      until: 'article [role=table]',
      leaves: true,
    })
  })
  line('a decision in the inbox until the next task is there', decided, 'ms', wanted(300))
}

/** Entries of the journal, as many as a busy firm writes in some weeks. */
async function fillJournal(): Promise<void> {
  const { house, tenantId } = firm.told.stage
  await inTransaction(
    house.pool,
    'begin',
    (tx) =>
      tx.run(sql`
      insert into kernel.journal (id, at, actor_id, command, correlation_id, input_hash, input, output, events)
      select kernel.new_id(), now() - interval '1 second' * n, ${firm.told.cast.controller.principalId}, 'timesheets.saveWeek',
        kernel.new_id(), '', '{}', '{}', '[]'
      from generate_series(1, ${ROWS}::int) as n`),
    tenantId,
  )
}

async function longList(): Promise<void> {
  await fillJournal()
  await page.context().clearCookies()
  await page.goto('/')
  await signIn(page, emailOf(firm.told, 'controller'))
  await page.goto('/journal')
  await page.locator('[role=row][data-index]').first().waitFor()
  const { rows, seconds, frames, drawn } = await scrollDown(page)
  line('rows of a list reached by scrolling', rows, '', `(of ${ROWS.toLocaleString('en')} and more)`)
  line('rows reached a second', rows / seconds, '')
  line('rows drawn at its end', drawn, '')
  line('the slowest hundredth of the frames meanwhile', frames, 'ms')
}

/** Scrolls to the end, and to the end again as more comes, until nothing more comes. */
function scrollDown(on: Page) {
  return on.evaluate(
    () =>
      new Promise<{ rows: number; seconds: number; frames: number; drawn: number }>((resolve) => {
        const from = performance.now()
        const frames: number[] = []
        let before = from
        let grown = from
        let height = 0
        const step = (now: number) => {
          frames.push(now - before)
          before = now
          if (document.body.scrollHeight > height) {
            height = document.body.scrollHeight
            grown = now
          }
          window.scrollTo(0, height)
          if (now - grown < 5_000) return requestAnimationFrame(step)
          const all = [...document.querySelectorAll('[role=row][data-index]')]
          frames.sort((one, other) => one - other)
          resolve({
            rows: Number.parseInt(all.at(-1)?.getAttribute('data-index') ?? '0', 10) + 1,
            seconds: (grown - from) / 1_000,
            frames: frames[Math.floor(frames.length * 0.99)] ?? 0,
            drawn: all.length,
          })
        }
        requestAnimationFrame(step)
      }),
  )
}

const parts = { beginning, changesOfScreen, cellOfAWeek, decisions, longList }
for (const part of Object.values(parts)) await part()
await firm.close()
