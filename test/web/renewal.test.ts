/** A newer application takes the place of the one that people have open: nobody misses a part of theirs, and nothing typed is lost. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { type Asset, following, type Site } from '../../src/server/web/site.ts'
import { openBrowsedFirm, signIn } from '../browser.ts'

const firm = await openBrowsedFirm()
const first = firm.web.site as Site

/** The same application as if each of its files had changed: every name holds another hash. */
function newer(site: Site): Site {
  const names = [...site.keys()].flatMap((path) => /^\/assets\/(.+-[\w-]{8}\.\w+)$/.exec(path)?.[1] ?? [])
  const renamed = new Map(
    names.map((name) => [name, name.replace(/-[\w-]{8}(\.\w+)$/, `-${hashOf(name)}$1`)]),
  )
  const told = (text: string) => text.replace(/[\w.-]+-[\w-]{8}\.\w+/g, (name) => renamed.get(name) ?? name)
  return new Map(
    [...site].map(([path, asset]): [string, Asset] => {
      const isText = /html|javascript|css/.test(asset.type)
      const bytes = isText ? Buffer.from(told(asset.bytes.toString())) : asset.bytes
      return [told(path), { ...asset, bytes, etag: `${asset.etag}-newer`, encoded: async () => null }]
    }),
  )
}

const hashOf = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 8)

const beginning = (page: Page) => page.locator('script[type=module]').getAttribute('src')

/** A page with none of the parts that come later: what is prepared when there is time is left alone where data is dear. */
async function visitSparingly(t: Parameters<typeof firm.open>[0]) {
  firm.web.site = first
  const visit = await firm.open(t)
  await visit.page.addInitScript(() =>
    Object.defineProperty(Reflect.get(navigator, 'connection'), 'saveData', { value: true }),
  )
  const { email } = firm.told.signIns.find(({ name }) => name === 'Sam Ortiz') ?? assert.fail()
  await signIn(visit.page, email)
  return visit
}

test('a page opened before a newer application came loads the rest of its parts without being opened anew', async (t) => {
  const { page } = await visitSparingly(t)
  const mine = await beginning(page)
  firm.web.site = following(newer(first), first)
  await page.evaluate(() => Object.assign(window, { isMine: true }))
  await page.getByRole('link', { name: 'Clients' }).first().click()
  await page.getByRole('button', { name: 'New client' }).first().click()
  await page.getByRole('dialog').getByLabel(/^Name/).first().waitFor()
  assert.equal(await page.evaluate(() => 'isMine' in window), true)
  assert.equal(await beginning(page), mine)
  await page.reload()
  await page.locator('#content').waitFor()
  assert.notEqual(await beginning(page), mine)
})

test('a page whose parts are gone is opened anew once, and what was typed stands there again', async (t) => {
  const visit = await visitSparingly(t)
  const { page, troubles } = visit
  await page.goto('/clients')
  await page.getByRole('button', { name: 'New client' }).first().click()
  const name = page.getByRole('dialog').getByLabel(/^Name/).first()
  await name.fill('Kestrel Rail')
  await page.keyboard.press('Escape')
  const mine = await beginning(page)
  firm.web.site = newer(first)
  await page.locator('[role=row][data-index]').first().click()
  await page.waitForFunction(
    (before) => document.querySelector('script[type=module]')?.getAttribute('src') !== before,
    mine,
  )
  await page.locator('h1').first().waitFor()
  assert.match(page.url(), /\/clients\/[0-9a-f-]{36}$/)
  await page.goto('/clients')
  await page.getByRole('button', { name: 'New client' }).first().click()
  assert.equal(await name.inputValue(), 'Kestrel Rail')
  // The parts that were gone are what this is about.
  const strange = troubles.splice(0).filter((trouble) => !/ 404 |Failed to fetch dynamically/.test(trouble))
  assert.deepEqual(strange, [])
})

test('a button whose form is gone with the older application brings the newer one', async (t) => {
  const { page, troubles } = await visitSparingly(t)
  await page.goto('/clients')
  await page.getByRole('button', { name: 'New client' }).first().waitFor()
  // What the frame loads when there is time is here already.
  for (const part of ['later', 'account-menu'])
    await page.waitForFunction(
      (name) => performance.getEntriesByType('resource').some((one) => one.name.includes(`/${name}-`)),
      part,
    )
  const mine = await beginning(page)
  firm.web.site = newer(first)
  const renewed = page.waitForEvent('load')
  await page.getByRole('button', { name: 'New client' }).first().click()
  await renewed
  assert.notEqual(await beginning(page), mine)
  await page.getByRole('button', { name: 'New client' }).first().click()
  await page.getByRole('dialog').getByLabel(/^Name/).first().waitFor()
  const strange = troubles.splice(0).filter((trouble) => !/ 404 |Failed to fetch dynamically/.test(trouble))
  assert.deepEqual(strange, [])
})
