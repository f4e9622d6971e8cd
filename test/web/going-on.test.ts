/** The inbox does not let people wait: the next task is there while the decision about the last one is on its way. */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowsedFirm, PHONE } from '../browser.ts'

const firm = await openBrowsedFirm()

const cardsIn = (page: Page) => page.getByRole('list', { name: 'Inbox' }).getByRole('listitem')
const approveIn = (page: Page) => page.getByRole('article').getByRole('button', { name: 'Approve' })
const taskIn = (page: Page) => new URL(page.url()).pathname

/** The second task is open, and everything about it is on the screen. */
async function openSecond(page: Page): Promise<void> {
  await page.goto('/inbox')
  await cardsIn(page).filter({ hasText: 'Approve time' }).nth(1).getByRole('button').click()
  await page.getByRole('article').getByText('Total').waitFor()
  await approveIn(page).waitFor()
  await page.waitForFunction(() => document.querySelectorAll('article [role=table]').length === 2)
}

test('the next task stands whole before the answer to the last decision has come', async (t) => {
  const { page } = await firm.visit(t, 'project-manager')
  await openSecond(page)
  const before = await cardsIn(page).count()
  const decided = taskIn(page)
  let answer: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/v1/timesheets/*/approve', async (route) => {
    await held
    await route.continue()
  })
  await approveIn(page).click()
  await page.waitForFunction((old) => location.pathname !== old, decided)
  assert.equal(await cardsIn(page).count(), before - 1)
  assert.ok(await page.getByRole('article').getByText('Total').isVisible())
  assert.equal(await page.getByText('Done: Approve').count(), 0, 'nothing is said to be done yet')
  answer()
  await page.getByText('Done: Approve').waitFor()
  assert.equal(await cardsIn(page).count(), before - 1)
})

test('a decision that is refused brings its task back, with the reason', async (t) => {
  const { page, troubles } = await firm.visit(t, 'project-manager')
  await openSecond(page)
  const before = await cardsIn(page).count()
  const decided = taskIn(page)
  await page.route('**/v1/timesheets/*/approve', (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      body: JSON.stringify({ code: 'stale_revision', status: 409, detail: 'Somebody was faster.' }),
    }),
  )
  await approveIn(page).click()
  await page.getByText('Somebody was faster.').waitFor()
  await page.waitForFunction((old) => location.pathname === old, decided)
  assert.equal(await cardsIn(page).count(), before)
  // The browser notes every answer that is no yes.
  assert.ok(troubles.splice(0).every((trouble) => /status of 409/.test(trouble)))
})

test('several approvals get one answer with its comment; one that somebody else has taken stays, with the reason', async (t) => {
  const { controller, deliveryLead } = firm.told.cast
  const titles = ['Ten laptops', 'Four desks', 'A projector']
  for (const title of titles)
    await controller.run('processes.start', {
      key: 'approval',
      variables: { subjectType: 'purchase', subjectId: title, amountUsd: 4999, outsideBudget: false, title },
    })
  const { page } = await firm.visit(t, 'delivery-lead', PHONE)
  await page.goto('/inbox')
  for (const title of titles) await cardsIn(page).filter({ hasText: title }).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Answer them all' }).click()
  const form = page.getByRole('dialog')
  for (const title of titles) await form.getByText(title).waitFor()
  await form.getByRole('textbox', { name: 'Note' }).fill('Within the budget of the office.')
  const other = (await deliveryLead.ask('tasks.list', { processKey: 'approval' })).items
  const taken = other.find(({ about }: { about: string }) => about.includes('Four desks'))
  await page.route('**/complete-many', async (route) => {
    await deliveryLead.run('tasks.complete', {
      taskId: taken.id,
      variables: { decision: 'rejected', note: 'We have desks.' },
    })
    await route.continue()
  })
  await form.getByRole('button', { name: 'Approve' }).click()
  await form.getByText('could not be answered so').waitFor()
  assert.equal(await form.getByText('Ten laptops').count(), 0)
  await form.getByRole('row').filter({ hasText: 'Four desks' }).getByRole('alert').waitFor()
})
