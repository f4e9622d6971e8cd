/** Coming in: with the right password, with a wrong one, and again when the session has ended in the middle of work. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { emailOf, openBrowsedFirm, PHONE, signIn } from '../browser.ts'

const firm = await openBrowsedFirm()

test('who signs in sees their own firm, and only the screens they may use', async (t) => {
  const { page } = await firm.open(t)
  await signIn(page, emailOf(firm.told, 'consultant'))
  await page.getByRole('link', { name: 'My time' }).first().waitFor()
  assert.equal(await page.getByRole('link', { name: 'Timesheets' }).count(), 0)
  assert.match(await page.locator('header').innerText(), /Alder Systems/)
})

test('the example firm is a press away: its people are at the door', async (t) => {
  const { page } = await firm.open(t, PHONE)
  await page.getByRole('button', { name: /Sales$/ }).click()
  await page.getByRole('link', { name: 'Pipeline' }).first().waitFor()
})

test('a wrong password is told in place, and the address typed stays', async (t) => {
  const { page, troubles } = await firm.open(t)
  await page.getByLabel('E-mail').fill('sam.ortiz@alder.example')
  await page.locator('input[name=password]').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
  assert.match(await page.getByRole('alert').innerText(), /wrong/)
  assert.equal(await page.getByLabel('E-mail').inputValue(), 'sam.ortiz@alder.example')
  // The refused sign-in itself is the one request that fails here.
  assert.equal(troubles.splice(0).filter((trouble) => /401/.test(trouble)).length, 1)
})

test('a session that ends in the middle of work is asked for above it, and nothing typed is lost', async (t) => {
  const { page, troubles } = await firm.visit(t, 'consultant', PHONE)
  await page.goto('/inbox')
  await page.context().clearCookies()
  await page.reload()
  await page.getByLabel('E-mail').waitFor()
  const people = firm.told.signIns.find(({ roles }) => roles.includes('consultant'))
  await signIn(page, people?.email ?? '')
  await page.getByRole('heading', { name: 'Inbox' }).waitFor()
  // Asking who is signed in without a session is refused; that is how the page learns it.
  assert.ok(troubles.splice(0).every((trouble) => /401/.test(trouble)))
})

test('who sees much finds the administration closed, opens it by keyboard, and finds it open again', async (t) => {
  const { page } = await firm.visit(t, 'administrator')
  await page.goto('/')
  const part = page.getByRole('button', { name: 'Administration' })
  const entry = page.getByRole('link', { name: 'Appearance' })
  assert.equal(await part.getAttribute('aria-expanded'), 'false')
  assert.equal(await entry.isVisible(), false)
  await part.focus()
  await page.keyboard.press('Enter')
  await entry.waitFor()
  await page.reload()
  await entry.waitFor()
  await part.click()
  await page.goto('/branding')
  await entry.waitFor()
  assert.equal(await part.getAttribute('aria-expanded'), 'true', 'where one is, is never hidden')
})

/** What another version, another hand or a full disk may have left behind. */
const spoilt = ['', '{', 'null', '"line"', '[1]', '{"shades":["x"]}', '{"name":7,"shades":null}', 'ä 🙂']

test('whatever the browser has kept, the application opens', async (t) => {
  const { page } = await firm.visit(t, 'consultant', PHONE)
  await page.goto('/time')
  for (const text of spoilt) {
    await page.evaluate((value) => {
      const known = ['brand', 'firm', 'language', 'navigation.work', 'signedIn', 'zone', 'week 2026-01-05']
      for (const name of known) localStorage.setItem(`throughline.${name}`, value)
      for (const key of Object.keys(localStorage)) localStorage.setItem(key, value)
    }, text)
    await page.goto('/time?week=2026-01-05')
    await page.getByRole('heading', { level: 1, name: /Week of/ }).waitFor()
  }
})

test('a browser that keeps nothing opens the application, too', async (t) => {
  const { page } = await firm.open(t)
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      },
    })
  })
  await page.goto('/')
  await signIn(page, 'maya.okafor@alder.example')
  await page.getByRole('link', { name: 'My time' }).first().click()
  await page.getByRole('heading', { level: 1 }).waitFor()
})

// The last one: from here on there are two firms.
test('where there are several firms, the door asks which one, and nothing fails on the way', async (t) => {
  await firm.openAnother('birch')
  const { page } = await firm.open(t, PHONE)
  const name = page.getByLabel('Firm')
  await name.fill('elm')
  await page.getByLabel('E-mail').fill('maya.okafor@alder.example')
  await page.locator('input[name=password]').fill('alder-example-2026')
  await page.locator('input[name=password]').press('Enter')
  await page.getByText('There is no firm of this name here').waitFor()
  const { tenant } = await firm.told.cast.billing.ask('access.whoAmI', {})
  await name.fill(tenant.slug)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator('#content').waitFor()
  await page.reload()
  await page.locator('#content').waitFor()
})
