/** A day of the example firm before its screens, by the people who act: hands on the keyboard, a thumb on the phone. */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { openBrowsedFirm, PHONE } from '../browser.ts'

const firm = await openBrowsedFirm()

/** Counts every key that goes down in the page. */
async function countKeys(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counter = globalThis as unknown as { keys: number }
    counter.keys = 0
    addEventListener('keydown', () => (counter.keys += 1), true)
  })
  return () => page.evaluate(() => (globalThis as unknown as { keys: number }).keys)
}

const cellsOf = (page: Page): Locator => page.locator('input[data-cell]')

test('a week of time takes fewer than sixty key presses, and is saved by itself', async (t) => {
  const { page } = await firm.visit(t, 'Hannah Cole')
  await page.goto('/time?week=2026-12-07')
  await page.getByRole('button', { name: 'Add a row' }).waitFor()
  const keys = await countKeys(page)
  await page.getByRole('button', { name: 'Add a row' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Work' }).waitFor()
  await page.keyboard.type('Support')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await cellsOf(page).first().waitFor()
  await cellsOf(page).first().focus()
  for (const hours of ['8', '8', '7.5', '8', '6']) {
    await page.keyboard.type(hours)
    await page.keyboard.press('ArrowRight')
  }
  await page.getByText('Saved', { exact: true }).waitFor()
  assert.equal(await cellsOf(page).nth(2).inputValue(), '7:30')
  assert.match(await page.locator('#content').innerText(), /37:30 of 40:00/)
  const pressed = await keys()
  assert.ok(pressed < 60, `${pressed} key presses`)
  await page.reload()
  await cellsOf(page).first().waitFor()
  assert.equal(await cellsOf(page).nth(0).inputValue(), '8:00')
})

test('what is typed while the network is away is kept, and saved when it is back', async (t) => {
  const { page, troubles } = await firm.visit(t, 'Tyler Brooks', PHONE)
  await page.goto('/time?week=2026-11-30')
  await page.getByRole('button', { name: 'Copy last week' }).waitFor()
  await page.getByRole('button', { name: 'Add a row' }).click()
  await page.getByRole('combobox', { name: 'Work' }).fill('Support')
  await page.getByRole('option').first().click()
  await cellsOf(page).first().waitFor()
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Half an hour more' }).first().click()
  await page.getByRole('button', { name: 'Half an hour more' }).first().click()
  assert.equal(await cellsOf(page).first().inputValue(), '1:00')
  // It has tried, and waits for the network.
  await page.getByText('Saving …', { exact: true }).waitFor()
  await page.context().setOffline(false)
  await page.getByText('Saved', { exact: true }).waitFor({ timeout: 20_000 })
  await page.reload()
  await page.getByText('1:00', { exact: false }).first().waitFor()
  // Requests that could not leave are what this is about.
  assert.ok(troubles.splice(0).every((trouble) => /ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(trouble)))
})

test('the project manager approves a week in the inbox, and the next one is there at once', async (t) => {
  const { page } = await firm.visit(t, 'project-manager')
  await page.goto('/inbox')
  const cards = page.getByRole('list', { name: 'Inbox' }).getByRole('listitem')
  await cards.first().waitFor()
  const before = await cards.count()
  // The first week waits for an answer to a question; the second is to be decided. People proposed to him wait between them.
  await cards.filter({ hasText: 'Approve time' }).nth(1).getByRole('button').click()
  await page.getByRole('article').getByText('Total').waitFor()
  await page.getByRole('article').getByRole('button', { name: 'Approve' }).click()
  await page.getByText('Done: Approve').waitFor()
  await page.waitForFunction(
    (count) => document.querySelectorAll('[role=list] > [role=listitem]').length === count,
    before - 1,
  )
  await page.getByRole('article').getByRole('button', { name: 'Approve' }).waitFor()
})

test('time is sent back from the phone, with the reason the consultant will read', async (t) => {
  const { page } = await firm.visit(t, 'project-manager', PHONE)
  await page.goto('/inbox')
  const cards = page.getByRole('list', { name: 'Inbox' }).getByRole('listitem')
  await cards.nth(2).getByRole('button').click()
  await page.getByRole('button', { name: 'Reject' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Reason').fill('Friday belongs to the other project.')
  await form.getByRole('button', { name: 'Reject' }).click()
  await page.getByText('Done: Reject').waitFor()
})

test('a change of an approval limit is proposed, replayed on the past, and approved by somebody else', async (t) => {
  const { page: proposer } = await firm.visit(t, 'controller')
  await proposer.goto('/decisions/commercial-approval')
  const note = proposer.getByLabel('Rule 1, Note')
  await note.fill('Large deals need an executive, as agreed in November.')
  await proposer.getByRole('button', { name: 'Propose as a draft' }).click()
  const form = proposer.getByRole('dialog')
  await form.getByLabel('Reason').fill('The words of the table follow the policy.')
  await form.getByRole('button', { name: 'Propose as a draft' }).click()
  await proposer.waitForURL(/\/drafts\/[0-9a-f-]{36}/)
  await proposer.getByRole('heading', { level: 1, name: 'Commercial approval' }).waitFor()
  await proposer.getByText('as agreed in November').first().waitFor()
  const place = new URL(proposer.url()).pathname

  const { page: second } = await firm.visit(t, 'administrator')
  await second.goto(`${place}?tab=replay`)
  assert.ok(await second.getByRole('button', { name: 'Approve' }).isDisabled())
  await second.getByRole('button', { name: 'Replay the past' }).click()
  await second.getByText('Came out otherwise').waitFor({ timeout: 30_000 })
  await second.getByRole('button', { name: 'Approve' }).click()
  const answer = second.getByRole('dialog')
  await answer.getByLabel('Reason').fill('Nothing of last quarter would have changed.')
  await answer.getByRole('button', { name: 'Approve' }).click()
  await second.getByText('Done: Approve').waitFor()
})

test('of two people who change one record the second is told, and both changes can stand', async (t) => {
  const [first, second] = await Promise.all([firm.visit(t, 'sales'), firm.visit(t, 'controller')])
  const [client] = await firm.told.cast.sales.all('clients.list', { search: 'Meridian Foods' })
  assert.ok(client)
  for (const { page } of [first, second]) {
    await page.goto(`/clients/${client.id}`)
    await page
      .getByRole('button', { name: /^(Update|Edit|Change)/ })
      .first()
      .click()
    await page
      .getByRole('dialog')
      .getByLabel(/^Payment terms/)
      .waitFor()
  }
  await first.page
    .getByRole('dialog')
    .getByLabel(/^Payment terms/)
    .fill('21')
  await first.page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Update|Edit|Change|Save)/ })
    .click()
  await first.page.getByText(/^Done:/).waitFor()
  await second.page
    .getByRole('dialog')
    .getByLabel(/^Payment terms/)
    .fill('45')
  await second.page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Update|Edit|Change|Save)/ })
    .click()
  await second.page.getByText('Somebody changed this while you were working on it').waitFor()
  await second.page.getByText('Theirs: 21', { exact: false }).click()
  await second.page.getByRole('button', { name: 'Save again' }).click()
  await second.page.getByText(/^Done:/).waitFor()
  const now = await second.page.request.get(`/v1/clients/${client.id}`)
  assert.equal((await now.json()).paymentTermsDays, 21)
  // The stale change is refused once; that is how its author learns of the other.
  second.troubles.splice(0)
})

test('who tries a decision gives values by name and sees the rules that hit', async (t) => {
  const { page } = await firm.visit(t, 'controller')
  await page.goto('/decisions/commercial-approval?tab=try')
  await page.getByLabel('Value in USD').fill('60000')
  await page.getByLabel('Discount in %').fill('2')
  await page.getByLabel('Margin in %').fill('40,5')
  await page.getByRole('button', { name: 'Decide' }).click()
  await page.getByRole('row').filter({ hasText: 'This rule hits' }).getByText('>= 50000').waitFor()
  assert.equal(await page.getByText('This rule hits').count(), 1)
})
