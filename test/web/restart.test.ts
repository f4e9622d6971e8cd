/**
 * The server goes away and comes back while people work: their screens say so, keep what was typed, and go on by
 * themselves; what was sent meanwhile is done once.
 */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowsedFirm, type Visit } from '../browser.ts'
import { choose, drawOtherName, openTask } from '../screens.ts'

const firm = await openBrowsedFirm()

const GONE = 'No connection. What you type is kept and sent when it is back.'

const isGone = (page: Page) => page.getByText(GONE).first().waitFor()
const isBack = (page: Page) => page.getByText(GONE).first().waitFor({ state: 'detached' })

/** Requests that nobody answered, and news that broke off, are what this is about. */
function forgive({ troubles }: Visit): void {
  const strange = troubles
    .splice(0)
    // A server that goes away is noticed by a browser in many ways.
    .filter((trouble) => !/503|net::ERR_|Failed to fetch/.test(trouble))
  assert.deepEqual(strange, [])
}

/** How often a command was done since a moment. */
const timesDone = async (command: string, since: Temporal.Instant) =>
  (await firm.told.cast.controller.all('access.listJournal', { command, since: since.toString() })).length

test('a form that is sent into a restart stays as it was typed, and is done once when the server is back', async (t) => {
  const visit = await firm.visit(t, 'sales')
  const { page } = visit
  const [client] = await firm.told.cast.sales.all('clients.list', { search: 'Meridian Foods' })
  await page.goto(`/clients/${client.id}`)
  await page.getByRole('button', { name: 'Edit' }).first().click()
  const form = page.getByRole('dialog')
  const terms = form.getByLabel(/^Payment terms/)
  const before = Temporal.Now.instant()
  await terms.waitFor()
  await firm.outage(async () => {
    await isGone(page)
    await terms.fill('33')
    await form.getByRole('button', { name: 'Edit' }).click()
    await form.locator('button[data-loading]').waitFor()
    assert.equal(await terms.inputValue(), '33')
  })
  await page.getByText('Done: Edit').waitFor()
  await isBack(page)
  const now = await page.request.get(`/v1/clients/${client.id}`)
  assert.equal((await now.json()).paymentTermsDays, 33)
  assert.equal(await timesDone('clients.update', before), 1)
  forgive(visit)
})

test('a week typed while the server is away is saved when it is back, the last figure too', async (t) => {
  const visit = await firm.visit(t, 'Hannah Cole')
  const { page } = visit
  const cells = page.locator('input[data-cell]')
  await page.goto('/time?week=2026-12-14')
  await page.getByRole('button', { name: 'Add a row' }).click()
  await page.getByRole('combobox', { name: 'Work' }).fill('Support')
  await page.getByRole('option').first().click()
  await cells.first().waitFor()
  await firm.outage(async () => {
    await isGone(page)
    await cells.nth(0).fill('8')
    await cells.nth(0).press('Tab')
    // The first is on its way when the second is typed.
    await page.getByText('Saving', { exact: false }).first().waitFor()
    await cells.nth(1).fill('7.5')
    await cells.nth(1).press('Tab')
  })
  await isBack(page)
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.reload()
  await cells.first().waitFor()
  assert.equal(await cells.nth(0).inputValue(), '8:00')
  assert.equal(await cells.nth(1).inputValue(), '7:30')
  forgive(visit)
})

test('a comment that is sent into a restart is said once, and one not sent outlives the page', async (t) => {
  const visit = await firm.visit(t, 'billing')
  const { page } = visit
  const task = await openTask(page, 'Review pro-forma', 'Sunda Ferries')
  const box = task.getByRole('textbox', { name: 'Comment' })
  await firm.outage(async () => {
    await isGone(page)
    await box.fill('The third line is the new rate.')
    await task.getByRole('button', { name: 'Comment', exact: true }).click()
  })
  await isBack(page)
  await task.getByText('The third line is the new rate.').first().waitFor()
  await page.waitForFunction(() => document.querySelector('article textarea')?.textContent === '')
  assert.equal(await task.getByText('The third line is the new rate.').count(), 1)
  await box.fill('And the fourth')
  await page.reload()
  await box.waitFor()
  assert.equal(await box.inputValue(), 'And the fourth')
  await box.fill('')
  forgive(visit)
})

test('a screen that is opened while the server is away comes when it is back', async (t) => {
  const visit = await firm.visit(t, 'controller')
  const { page } = visit
  await page.goto('/ledger?tab=entries')
  const row = page.locator('[role=row][data-index]').first()
  await row.waitFor()
  await firm.outage(async () => {
    await isGone(page)
    await row.click()
    await page.waitForURL(/\/ledger\/entries\//)
  })
  await page.getByRole('tab', { name: 'The command behind it' }).waitFor()
  await isBack(page)
  forgive(visit)
})

test('a table half changed stands as it was after a restart, and after the page was loaded anew', async (t) => {
  const visit = await firm.visit(t, 'controller')
  const { page } = visit
  await page.goto('/decisions/commercial-approval')
  const note = page.getByLabel('Rule 1, Note')
  await note.fill('As agreed in November.')
  await firm.outage(() => isGone(page))
  await isBack(page)
  assert.equal(await note.inputValue(), 'As agreed in November.')
  await page.reload()
  await page.getByRole('button', { name: 'Propose as a draft' }).waitFor()
  assert.equal(await note.inputValue(), 'As agreed in November.')
  await page.getByRole('button', { name: 'Take all back' }).click()
  await page.getByRole('button', { name: 'Propose as a draft' }).waitFor({ state: 'detached' })
  forgive(visit)
})

test('a diagram half drawn stands as it was after a restart, and after the page was loaded anew', async (t) => {
  const visit = await firm.visit(t, 'administrator')
  const { page } = visit
  const changed = await drawOtherName(page, 'Look through')
  await firm.outage(() => isGone(page))
  await isBack(page)
  assert.ok(await changed.isVisible())
  await page.reload()
  await changed.waitFor()
  assert.ok(await page.getByRole('button', { name: 'Propose as a draft' }).isEnabled())
  await page.getByRole('button', { name: 'Take all back' }).click()
  await changed.waitFor({ state: 'detached' })
  forgive(visit)
})

test('a quote half written, a receipt half allocated: both stand there after a restart, and after the page was left', async (t) => {
  const visit = await firm.visit(t, 'billing')
  const { page } = visit
  const receipts = await firm.told.cast.billing.all('collections.listReceipts', {})
  const { id } =
    receipts.find((one: { unapplied: { amount: string } }) => one.unapplied.amount !== '0.00') ??
    assert.fail('every receipt is allocated')
  await page.goto(`/collections/receipts/${id}`)
  const pay = page.locator('input[data-pay]').first()
  await pay.fill('12.34')
  await firm.outage(() => isGone(page))
  await isBack(page)
  await page.goto('/clients')
  await page.goBack()
  await pay.waitFor()
  assert.equal(await pay.inputValue(), '12.34')
  await page.getByRole('button', { name: 'Clear' }).click()
  forgive(visit)
  const seller = await firm.visit(t, 'sales')
  const [deal] = await firm.told.cast.sales.all('opportunities.list', { state: 'open' })
  await seller.page.goto(`/opportunities/${deal.id}/quote`)
  const title = seller.page.getByRole('textbox', { name: /^Title/ }).first()
  await title.fill('Half written')
  await firm.outage(() => isGone(seller.page))
  await isBack(seller.page)
  await seller.page.goto('/clients')
  await seller.page.goBack()
  await title.waitFor()
  assert.equal(await title.inputValue(), 'Half written')
  forgive(seller)
  forgive(visit)
})

test('what was done but not answered is not done again by who loads the page anew and sends it once more', async (t) => {
  const visit = await firm.visit(t, 'sales')
  const { page } = visit
  const before = Temporal.Now.instant()
  await page.goto('/clients')
  await page.getByRole('button', { name: 'New client' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel(/^Name/).first().fill('Kestrel Rail')
  await form.getByLabel(/^Legal name/).fill('Kestrel Rail plc')
  await choose(page, form.getByRole('combobox', { name: /^Country/ }).first(), /Germany/, 'Germany')
  await choose(page, form.getByRole('combobox', { name: /^Currency/ }).first(), /EUR/, 'EUR')
  const isSending = page.waitForRequest((request) => request.method() === 'POST')
  // It reaches the server, and its answer reaches nobody.
  await page.route('**/v1/clients', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch()
    await route.abort()
  })
  await form.getByRole('button', { name: 'New client' }).click()
  await isSending
  while ((await timesDone('clients.create', before)) === 0) await page.waitForTimeout(100)
  await page.unroute('**/v1/clients')
  await page.reload()
  await page.getByRole('button', { name: 'New client' }).click()
  assert.equal(await form.getByLabel(/^Name/).first().inputValue(), 'Kestrel Rail')
  await form.getByRole('button', { name: 'New client' }).click()
  await page.waitForURL(/\/clients\/[0-9a-f-]{36}$/)
  assert.equal(await timesDone('clients.create', before), 1)
  forgive(visit)
})
