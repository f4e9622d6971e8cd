/**
 * What the web application costs a person: `node bench/web.ts`.
 *
 * The example firm with its present, headless Chromium on the same machine, nothing kept from before. Shown: the script a
 * browser needs before the first screen can be used (gzip, as sent), how long that takes after signing in, a change of
 * screen, and a decision in the inbox until the next task stands there. Medians of rounds.
 * The baseline beside them is the empty page of the same server.
 */
import { DESK, emailOf, signIn, startFirm } from '../test/browser.ts'
import { line, median } from './server.ts'

const ROUNDS = 7
const KILOBYTE = 1_000

const wanted = (most: number) => `(wanted: at most ${most.toLocaleString('en')})`

const firm = await startFirm()
const context = await firm.browser.newContext({ ...DESK, baseURL: firm.address })
const page = await context.newPage()
const timed = async (work: () => Promise<unknown>) => {
  const from = performance.now()
  await work()
  return performance.now() - from
}
const rounds = async (work: (round: number) => Promise<number>) => {
  const all: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) all.push(await work(round))
  return median(all)
}

const nothing = await rounds(() => timed(() => page.goto('/healthz')))
line('an empty answer in the browser', nothing, 'ms')
await page.goto('/')
await signIn(page, emailOf(firm.told, 'project-manager'))

let sent = 0
const session = await context.newCDPSession(page)
await session.send('Network.enable')
await session.send('Network.setCacheDisabled', { cacheDisabled: true })
const scripts = new Set<string>()
session.on('Network.responseReceived', ({ requestId, type }) => {
  if (type === 'Script') scripts.add(requestId)
})
session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
  if (scripts.has(requestId)) sent += encodedDataLength
})
const ready = await rounds(async () => {
  sent = 0
  scripts.clear()
  return timed(async () => {
    await page.goto('/')
    await page.getByRole('heading', { level: 1 }).waitFor()
  })
})
line('script before the first screen', sent / KILOBYTE, 'kB', wanted(250))
line('the first screen can be used', ready, 'ms', wanted(1_500))

await session.send('Network.setCacheDisabled', { cacheDisabled: false })
const go = (name: string, heading: RegExp) =>
  timed(async () => {
    await page.getByRole('link', { name, exact: true }).first().click()
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  })
await go('Projects', /^Projects/)
await go('Clients', /^Clients/)
line(
  'change of screen',
  await rounds((round) => (round % 2 ? go('Clients', /^Clients/) : go('Projects', /^Projects/))),
  'ms',
  wanted(150),
)

await page.goto('/inbox')
const cards = page.getByRole('list', { name: 'Inbox' }).getByRole('listitem')
await cards.nth(1).getByRole('button').click()
const approve = page.getByRole('article').getByRole('button', { name: 'Approve' })
const decided = await rounds(async () => {
  await page.getByRole('article').getByText('Total').waitFor()
  const task = page.url()
  return timed(async () => {
    await approve.click()
    await page.waitForFunction(
      (before) => location.href !== before && document.querySelector('article tfoot'),
      task,
    )
  })
})
line('a decision in the inbox until the next task is there', decided, 'ms', wanted(300))
await firm.close()
