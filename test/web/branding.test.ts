/** A firm appears under its own name, colour and logo: at once for everybody, and readable whatever the colour. */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { inBothThemes } from '../axe.ts'
import { openBrowsedFirm, PHONE } from '../browser.ts'

const firm = await openBrowsedFirm()

const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 32"><rect width="32" height="32" fill="#0b5563"/><path d="M44 8h60v16H44z" fill="#1c2733"/></svg>`

const save = async (page: Page) => {
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Done: Appearance').waitFor()
}

/** The colour in which buttons are filled. */
const filled = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--mantine-color-line-7'))

test('what the administrator chooses is what everybody sees, at once and before signing in', async (t) => {
  const sales = await firm.visit(t, 'sales', PHONE)
  await sales.page.goto('/')
  const { page } = await firm.visit(t, 'administrator')
  await page.goto('/branding')
  await page.getByLabel('Name shown').fill('Alder & Co')
  await page.getByRole('textbox', { name: 'Colour' }).fill('#ffd400')
  await page.getByText(/would be hard to read; .*#836c00/).waitFor()
  await page.locator('input[type=file]').setInputFiles({
    name: 'logo.svg',
    mimeType: 'image/svg+xml',
    buffer: Buffer.from(logo),
  })
  await save(page)
  // Pointed at, the news stays, and with it the way back.
  await page.getByRole('button', { name: 'Undo' }).hover()
  await sales.page.locator('header').getByRole('img', { name: 'Alder & Co' }).waitFor()
  assert.equal(await filled(sales.page), '#836c00')
  assert.match((await sales.page.locator('link[rel=icon]').getAttribute('href')) ?? '', /^data:image\/svg/)
  const stranger = await firm.open(t)
  await stranger.page.getByRole('img', { name: 'Alder & Co' }).waitFor()
  assert.equal(await stranger.page.title(), 'Sign in · Alder & Co')
  await page.getByRole('button', { name: 'Undo' }).click()
  await sales.page.locator('header').getByText('Alder Systems').waitFor()
  assert.equal(await filled(sales.page), '#1f4fd8')
  await page.getByRole('textbox', { name: 'Colour' }).fill('#0b5563')
  await save(page)
  await page.getByRole('button', { name: 'As the program looks' }).click()
  await page.waitForFunction(() => localStorage.getItem('throughline.brand')?.includes('"shades":null'))
})

test('a logo that could run something is refused in place, and what was typed stays', async (t) => {
  const { page, troubles } = await firm.visit(t, 'administrator')
  await page.goto('/branding')
  await page.getByLabel('Name shown').fill('Alder & Co')
  await page.locator('input[type=file]').setInputFiles({
    name: 'logo.svg',
    mimeType: 'image/svg+xml',
    buffer: Buffer.from(logo.replace('<rect', '<script>alert(1)</script><rect')),
  })
  await page.getByRole('button', { name: 'Save' }).click()
  assert.match(await page.getByRole('alert').innerText(), /has <script> in it/)
  assert.equal(await page.getByLabel('Name shown').inputValue(), 'Alder & Co')
  assert.equal(troubles.splice(0).filter((trouble) => /422/.test(trouble)).length, 1)
})

for (const colour of ['#ffd400', '#fdfdfd', '#060606']) {
  test(`in ${colour} everything can be read, in light and dark`, async (t) => {
    const { page } = await firm.visit(t, 'administrator')
    await page.goto('/branding')
    await page.getByRole('textbox', { name: 'Colour' }).fill(colour)
    await save(page)
    for (const path of ['/branding', '/', '/opportunities']) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      assert.deepEqual(await inBothThemes(page), [], `${path} in ${colour}`)
    }
  })
}
