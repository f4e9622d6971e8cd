/**
 * What opens over a screen can be used by everybody, too: drawers, menus, the palette, the form of many answers and the
 * door in the colours of a firm. No violation that axe finds, in both themes, on a phone and on a desk.
 */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { inBothThemes } from '../axe.ts'
import { DESK, openBrowsedFirm, PHONE } from '../browser.ts'

const firm = await openBrowsedFirm()

interface Opening {
  readonly role: string
  readonly path: string
  readonly what: string
  /** Opens it and waits until it is there. */
  readonly open: (page: Page) => Promise<void>
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click()
const drawer = (name: string) => async (page: Page) => {
  await press(page, name)
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).waitFor()
}

const openings: readonly Opening[] = [
  { role: 'sales', path: '/clients', what: 'a command form', open: drawer('New client') },
  {
    role: 'sales',
    path: '/opportunities?view=list',
    what: 'the views of a list',
    open: async (page) => {
      await press(page, 'Views')
      await page.getByRole('textbox', { name: 'Name of the view' }).fill('Mine')
      await press(page, 'Save this view')
      await press(page, 'Change Mine')
      await page.getByRole('combobox', { name: 'Show Mine to others' }).waitFor()
    },
  },
  {
    role: 'sales',
    path: '/opportunities?view=list',
    what: 'the palette',
    open: async (page) => {
      await page.locator('#content').getByRole('heading', { level: 1 }).waitFor()
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: /Search/ }).fill('meridian')
      await page.getByRole('option').first().waitFor()
    },
  },
  { role: 'controller', path: '/ledger', what: 'posting by hand', open: drawer('Post by hand') },
  { role: 'controller', path: '/ledger?tab=periods', what: 'closing a month', open: drawer('Close a month') },
  {
    role: 'delivery-lead',
    path: '/inbox',
    what: 'the form of many answers',
    open: async (page) => {
      const card = page.getByRole('listitem').filter({ hasText: 'Approve in turn' }).first()
      await card.getByRole('checkbox').check()
      await press(page, 'Answer them all')
      await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).waitFor()
    },
  },
]

for (const { role, path, what, open } of openings) {
  test(`${what} can be used by everybody, on a phone and a desk, in light and dark`, async (t) => {
    const { page } = await firm.visit(t, role, PHONE)
    await page.goto(path)
    await open(page)
    for (const { viewport } of [PHONE, DESK]) {
      await page.setViewportSize(viewport)
      assert.deepEqual(await inBothThemes(page), [], `${what}, ${viewport.width} px wide`)
    }
  })
}

test('the door can be used by everybody in whatever colour a firm has chosen', async (t) => {
  const { page: administrator } = await firm.visit(t, 'administrator')
  await administrator.goto('/branding')
  for (const colour of ['#ffd400', '#0b5563']) {
    await administrator.getByRole('textbox', { name: 'Colour' }).fill(colour)
    await administrator.getByRole('button', { name: 'Save' }).click()
    await administrator.getByText('Done: Appearance').last().waitFor()
    for (const size of [PHONE, DESK]) {
      const { page } = await firm.open(t, size)
      await page.getByRole('button', { name: 'Sign in' }).waitFor()
      assert.deepEqual(await inBothThemes(page), [], `${colour}, ${size.viewport.width} px wide`)
    }
  }
})
