/** Paper is light and whole: what a dark screen of some rows shows is printed with every row that was loaded. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { DESK, openBrowsedFirm } from '../browser.ts'

const firm = await openBrowsedFirm()

test('a page prints on light ground, without what is pressed, and the screen stays as it was', async (t) => {
  const { page } = await firm.visit(t, 'controller', { ...DESK, colorScheme: 'dark' })
  await page.goto('/ledger')
  await page.getByRole('table').waitFor()
  const scheme = () => page.evaluate(() => document.documentElement.dataset['mantineColorScheme'])
  assert.equal(await scheme(), 'dark')
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  await page.emulateMedia({ media: 'print' })
  assert.equal(await scheme(), 'light')
  assert.equal(await page.getByRole('button', { name: 'Print' }).isVisible(), false)
  assert.equal(await page.getByRole('navigation', { name: 'Navigation' }).first().isVisible(), false)
  assert.equal(await page.getByRole('tab', { name: 'Trial balance' }).isVisible(), true)
  const paper = await page.locator('#content').innerText()
  for (const said of ['Carla Mendes', '1 Jan 2026 –', 'Alder Systems'])
    assert.ok(paper.includes(said), `${said} is not in ${paper}`)
  const clipped = await page.evaluate(
    () =>
      [...document.querySelectorAll('[role=cell]')].filter((cell) => cell.scrollWidth > cell.clientWidth + 1)
        .length,
  )
  assert.equal(clipped, 0)
  await page.emulateMedia({ media: 'screen' })
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
  assert.equal(await scheme(), 'dark')
})

test('a list is printed with every row that was loaded', async (t) => {
  const { page } = await firm.visit(t, 'controller', { viewport: { width: 1440, height: 300 } })
  await page.goto('/ledger?tab=entries')
  const rows = page.locator('[role=row][data-index]')
  await rows.first().waitFor()
  const onScreen = await rows.count()
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  assert.ok((await rows.count()) > onScreen, `${await rows.count()} rows on paper, ${onScreen} on the screen`)
})
