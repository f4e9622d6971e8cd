/**
 * Goes through pages and their tabs as somebody who opens one after the other, and asks of each whether everybody can use
 * it: no violation that axe finds, nothing wider than the page, no figure cut off, nothing unformatted, no error.
 */
import type { Page, Request } from 'playwright-core'
import { type Asked, inTheme, type Theme } from './axe.ts'
import { cutFigures, DESK, PHONE, unformatted, type Visit } from './browser.ts'
import type { Looker, Place } from './pages.ts'

/** On what and in which theme a page is looked at, and what is asked of it. */
export interface Look {
  readonly size: typeof PHONE | typeof DESK
  readonly theme: Theme
  readonly asked: Asked
}

/** Both sizes in both themes; the second theme has other colours and nothing else. */
export const everyLook: readonly Look[] = [PHONE, DESK].flatMap((size) => [
  { size, theme: 'light', asked: 'all' } as const,
  { size, theme: 'dark', asked: 'colours' } as const,
])

/** One look a page, dealt out in turn: whatever is on many pages is seen at both sizes in both themes. */
export const dealtLook = (turn: number): readonly Look[] => [
  { size: turn % 2 === 0 ? PHONE : DESK, theme: turn % 4 < 2 ? 'light' : 'dark', asked: 'all' },
]

export interface Crawled {
  /** Pages and tabs by their screen, address and person. */
  readonly pages: number
  /** How often something was asked of them. */
  readonly looks: number
  /** What is wrong: where, for whom, at which width, in which theme. */
  readonly findings: readonly string[]
}

interface Crawl {
  readonly places: readonly Place[]
  /** A screen of somebody who has signed in. */
  readonly open: (looker: Looker) => Promise<Visit>
  /** How the page that comes so many-th is looked at. */
  readonly looks: (turn: number) => readonly Look[]
  /** One tab of each page, dealt out in turn: the first of one, the second of the next. */
  readonly oneTab?: boolean
  /** How many people look at the same time. */
  readonly atOnce?: number
  /** Where whoever else may open the same screens looks for tabs that nobody has seen yet; what was seen has one look. */
  readonly again?: readonly Place[]
  /** Hears of each page, or of what is wrong with it. */
  readonly tell?: (line: string) => void
}

export async function crawl(settings: Crawl): Promise<Crawled> {
  const { places, again = [] } = settings
  const counted = { pages: 0, looks: 0 }
  const findings: string[] = []
  const seen = new Set<string>()
  const walk = { ...settings, counted, findings, seen }
  await byPerson({ ...walk, isAgain: false }, places)
  await byPerson({ ...walk, isAgain: true }, again)
  return { ...counted, findings }
}

interface Walk extends Crawl {
  readonly counted: { pages: number; looks: number }
  readonly findings: string[]
  /** Tabs by their screen. */
  readonly seen: Set<string>
  /** Somebody has looked at all of it before: new is what only others are shown. */
  readonly isAgain: boolean
}

/** Everybody goes through their pages on one screen of their own; some of them at the same time. */
async function byPerson(walk: Walk, places: readonly Place[]): Promise<void> {
  const people = [...Map.groupBy(places, ({ looker }) => looker)]
  const turns = Array.from({ length: walk.atOnce ?? 1 }, async () => {
    for (let next = people.shift(); next; next = people.shift()) await goThrough(walk, ...next)
  })
  await Promise.all(turns)
}

async function goThrough(walk: Walk, looker: Looker, places: readonly Place[]): Promise<void> {
  const visit = await walk.open(looker)
  const quiet = quietOf(visit.page)
  for (const { pattern, path } of places) {
    await visit.page.goto(path)
    await quiet()
    const tabs = visit.page.getByRole('tab')
    const names = await tabs.evaluateAll((all) => all.map(({ id }) => id.replace(/^.*-tab-/, '')))
    const all = [...(names.length > 0 ? names : ['']).entries()]
    const dealt = walk.counted.pages % all.length
    for (const [index, name] of walk.oneTab ? all.slice(dealt, dealt + 1) : all) {
      const isSeen = walk.isAgain && walk.seen.has(`${pattern} ${name}`)
      if (isSeen && index > 0) continue
      walk.seen.add(`${pattern} ${name}`)
      if (index > 0) {
        await tabs.nth(index).click()
        await quiet()
      }
      const turn = walk.counted.pages
      walk.counted.pages += 1
      const looks = isSeen ? dealtLook(turn) : walk.looks(turn)
      const wrong = [...(await emptiness(visit.page)), ...(await lookAt(visit, quiet, looks))]
      walk.counted.looks += looks.length
      const { pathname, search } = new URL(visit.page.url())
      const where = `${looker.name}, ${pattern} (${pathname}${search})`
      const told = wrong.map((finding) => `${where}: ${finding}`)
      walk.findings.push(...told)
      for (const line of told.length > 0 ? told : [where]) walk.tell?.(line)
    }
  }
}

/** What is wrong with what a page shows now. */
async function lookAt({ page, troubles }: Visit, quiet: Quiet, looks: readonly Look[]): Promise<string[]> {
  const found: string[] = []
  for (const { size, theme, asked } of looks) {
    const { width } = size.viewport
    await page.setViewportSize(size.viewport)
    await quiet()
    const wrong = await inTheme(page, theme, asked)
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    if (wider > 0) wrong.push(`${wider} px wider than the page`)
    wrong.push(...(await cutFigures(page)).map((figure) => `cut off: ${figure}`))
    found.push(...wrong.map((finding) => `${width} px, ${finding}`))
  }
  const unshown = await unformatted(page)
  if (unshown !== null) found.push(`shown: ${unshown}`)
  return [...found, ...troubles.splice(0)]
}

/** Comes back when a page has all it asked for, and has shown it. */
type Quiet = () => Promise<void>

function quietOf(page: Page): Quiet {
  const asking = new Set<Request>()
  // News never end.
  page.on('request', (request) => request.resourceType() !== 'eventsource' && asking.add(request))
  page.on('requestfinished', (request) => asking.delete(request))
  page.on('requestfailed', (request) => asking.delete(request))
  const idle = () =>
    page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
    )
  const settled = async () => {
    do await idle()
    while (asking.size > 0)
  }
  return async () => {
    await page.locator('#content').waitFor()
    await settled()
  }
}

/** Long after everything has been answered, in milliseconds. */
const EMPTY_MS = 10_000

/** What is wrong when a page shows nothing that has a heading, even a while after everything has been answered. */
async function emptiness(page: Page): Promise<string[]> {
  const heading = page.locator('#content').locator('h1, h2').first()
  return heading.waitFor({ timeout: EMPTY_MS }).then(
    () => [],
    () => ['nothing is shown that has a heading'],
  )
}
