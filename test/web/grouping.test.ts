/** Lists in groups, by those who look at them: what each group comes to, its rows when it is opened, and a link that keeps it. */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowsedFirm } from '../browser.ts'

const firm = await openBrowsedFirm()

const groupsIn = (page: Page) => page.locator('[role=table] button[aria-expanded]')
const rowsIn = (page: Page) => page.locator('[role=table] [role=row][data-index]')

/** Waits until so many rows of the groups are there. */
const untilRows = (page: Page, count: number) =>
  page.waitForFunction(
    (wanted) => document.querySelectorAll('[role=table] [role=row][data-index]').length === wanted,
    count,
  )

test('invoices are grouped by client, with what each owes, and a group opens to its own', async (t) => {
  const { page } = await firm.visit(t, 'billing')
  const asked = await firm.told.cast.billing.ask('billing.listInvoices', { groupBy: 'clientId' })
  await page.goto('/billing?tab=invoices')
  await page.getByRole('button', { name: 'Group', exact: true }).click()
  await page.getByRole('menuitemradio', { name: 'Client' }).click()
  await groupsIn(page).first().waitFor()
  assert.equal(await rowsIn(page).count(), 0, 'groups begin closed')
  const names = await groupsIn(page).allInnerTexts()
  assert.deepEqual(
    names.map((name) => name.replace(/\s+/g, ' ').trim()),
    asked.groups.map(({ label, count }: { label: string; count: number }) => `${label} ${count}`),
  )
  await groupsIn(page).nth(1).click()
  await untilRows(page, asked.groups[1].count)
  assert.equal(await groupsIn(page).nth(1).getAttribute('aria-expanded'), 'true')
  for (const text of await rowsIn(page).allInnerTexts()) assert.ok(text.includes(asked.groups[1].label), text)
})

test('a link to a grouped list opens as it was, and can be kept as a view', async (t) => {
  const { page } = await firm.visit(t, 'billing')
  const { groups } = await firm.told.cast.billing.ask('billing.listInvoices', { groupBy: 'state' })
  const [first] = groups
  await page.goto(`/billing?tab=invoices&invoices.groupBy=state&invoices.open=${first.value}`)
  await untilRows(page, first.count)
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('By state')
  await page.getByRole('textbox', { name: 'Name of the view' }).press('Enter')
  await page.getByRole('button', { name: 'Standard' }).click()
  await page.waitForFunction(() => !location.search.includes('groupBy'))
  assert.equal(await groupsIn(page).count(), 0)
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('button', { name: 'By state', exact: true }).click()
  await untilRows(page, first.count)
  assert.match(page.url(), /invoices\.groupBy=state/)
})

test('groups are opened, gone through and closed by keyboard alone', async (t) => {
  const { page } = await firm.visit(t, 'sales')
  await page.goto('/contracts?groupBy=state')
  await groupsIn(page).first().focus()
  await page.keyboard.press('ArrowRight')
  await rowsIn(page).first().waitFor()
  await page.keyboard.press('ArrowDown')
  const place = () => page.evaluate(() => document.activeElement?.getAttribute('data-index'))
  assert.equal(await place(), '0', 'the first row of the group')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowLeft')
  await untilRows(page, 0)
  await page.keyboard.press('ArrowRight')
  await rowsIn(page).first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/contracts\/[\da-f-]{36}/)
})

test('rows chosen in several groups are done at once', async (t) => {
  const { page } = await firm.visit(t, 'project-manager')
  await page.goto('/timesheets?submitted.groupBy=personId')
  await groupsIn(page).nth(1).waitFor()
  await groupsIn(page).nth(0).click()
  await groupsIn(page).nth(1).click()
  const boxes = page.getByRole('checkbox', { name: 'Choose', exact: true })
  await boxes.nth(1).waitFor()
  await boxes.first().check()
  await boxes.last().check()
  await page.getByRole('region', { name: 'Actions' }).getByText('2 chosen').waitFor()
})
