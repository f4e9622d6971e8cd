/**
 * Makes the pictures of the main screens in docs/pictures, of the example firm in a running program:
 * `npm start`, then `npm run pictures` in another shell (or `npm run pictures -- http://localhost:9000`).
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { DESK, openBrowser, PHONE, signIn } from '../test/browser.ts'
import { root } from './tree.ts'

const address = process.argv[2] ?? 'http://localhost:8080'
const folder = join(root, 'docs', 'pictures')

type Act = (page: Page) => Promise<void>

const openFirstRow: Act = async (page) => {
  await page.locator('[role=row][data-index]').first().click()
  await page.getByRole('tablist').waitFor()
}
const press =
  (name: string | RegExp): Act =>
  (page) =>
    page.getByRole('button', { name }).first().click()

/** Name, who looks, where, on what, and what they do there first. */
const pictures: readonly (readonly [string, string, string, typeof DESK | typeof PHONE, Act?])[] = [
  ['home', 'ben.carver@alder.example', '/', DESK],
  ['pipeline', 'sam.ortiz@alder.example', '/opportunities', DESK],
  ['projects', 'ingrid.falk@alder.example', '/projects', DESK],
  ['staffing', 'ruth.adeyemi@alder.example', '/staffing', DESK],
  ['inbox', 'jonas.weber@alder.example', '/inbox', DESK],
  ['inbox-phone', 'jonas.weber@alder.example', '/inbox', PHONE],
  ['time', 'maya.okafor@alder.example', '/time', DESK],
  ['time-phone', 'maya.okafor@alder.example', '/time', PHONE],
  ['billing', 'ben.carver@alder.example', '/billing', DESK],
  ['ledger', 'carla.mendes@alder.example', '/ledger', DESK],
  ['decision', 'carla.mendes@alder.example', '/decisions/commercial-approval', DESK],
  ['revenue', 'edward.lang@alder.example', '/revenue', DESK],
  ['record', 'ingrid.falk@alder.example', '/projects', DESK, openFirstRow],
  ['form', 'sam.ortiz@alder.example', '/clients', DESK, press('New client')],
  ['why', 'jonas.weber@alder.example', '/inbox', DESK, press('Why is this mine?')],
  ['palette', 'sam.ortiz@alder.example', '/', DESK, (page) => page.keyboard.press('ControlOrMeta+k')],
]

/** Long enough for every question of a page to be answered. */
const SETTLE_MS = 2_500

mkdirSync(folder, { recursive: true })
const browser = await openBrowser()
for (const [name, email, path, device, act] of pictures) {
  const context = await browser.newContext({ ...device, baseURL: address, locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto('/')
  await signIn(page, email)
  await page.goto(path)
  await page.waitForTimeout(SETTLE_MS)
  if (act) {
    await act(page)
    await page.waitForTimeout(SETTLE_MS)
  }
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(`docs/pictures/${name}.png`)
  await context.close()
}
await browser.close()
