/**
 * The books before the screens: an entry by hand from the form to its statement, a month closed by those who must, what
 * a closed month refuses, and an incident that comes of it, whose cause is removed before it is tried again.
 */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { openBrowsedFirm } from '../browser.ts'
import { choose, done, openTask } from '../screens.ts'

const firm = await openBrowsedFirm()

/** Everybody keeps their screen; each test goes on where the one before it ended. */
const visitOf = firm.stay
const screenOf = async (role: string) => (await visitOf(role)).page

const JANUARY = { from: '2026-01-01', to: '2026-01-31' } as const
const inJanuary = `from=${JANUARY.from}&to=${JANUARY.to}`

const lineOf = (form: Locator, number: number) =>
  form.getByRole('group', { name: `Line ${number}`, exact: true })

/** Rent that is owed: what somebody types into the form of an entry. */
async function typeRent(page: Page, day: string, description: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Post by hand' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Date').fill(day)
  await form.getByLabel('Description').fill(description)
  for (const [number, account] of [
    [1, '6100 Rent and office'],
    [2, '2050 Accrued expenses'],
  ] as const)
    await choose(page, lineOf(form, number).getByRole('combobox', { name: 'Account' }), account)
  await lineOf(form, 1).getByLabel('Debit').fill('1,200.50')
  return form
}

const post = (form: Locator) => form.getByRole('button', { name: 'Post by hand' }).click()

/** The refusals that a test is about. */
async function forgive(role: string, status: number, times: number): Promise<void> {
  const { troubles } = await visitOf(role)
  const [found, strange] = [troubles.splice(0), new RegExp(`status of ${status} `)]
  assert.deepEqual(
    found.filter((trouble) => !strange.test(trouble)),
    [],
  )
  assert.equal(found.length, times)
}

test('an entry whose sides differ is refused in place, and what was typed stays; balanced, it is posted', async () => {
  const page = await screenOf('controller')
  await page.goto('/ledger')
  const form = await typeRent(page, JANUARY.to, 'Rent of January')
  await lineOf(form, 2).getByLabel('Credit').fill('1000')
  await form.getByText('€200.50 to be credited').waitFor()
  await post(form)
  await form.getByRole('alert').filter({ hasText: 'Debits and credits differ by' }).waitFor()
  assert.equal(await lineOf(form, 1).getByLabel('Debit').inputValue(), '1,200.50')
  await lineOf(form, 2).getByLabel('Credit').fill('1200.50')
  await form.getByText('Debit equals credit').waitFor()
  await post(form)
  await done(page, 'Post by hand')
  await forgive('controller', 422, 1)
})

test('it stands in the trial balance and the statement of the account, and opens down to who posted it', async () => {
  const page = await screenOf('controller')
  await page.goto(`/ledger?${inJanuary}`)
  const row = page.getByRole('row').filter({ hasText: 'Rent and office' })
  await row.filter({ hasText: '€1,200.50' }).waitFor()
  await row.click()
  await page.waitForURL(/accounts\/6100/)
  await page.getByRole('row').filter({ hasText: 'Rent of January' }).click()
  await page.waitForURL(/\/ledger\/entries\//)
  await page.getByRole('row').filter({ hasText: 'Accrued expenses' }).waitFor()
  await page.getByRole('tab', { name: 'The command behind it' }).click()
  await page.getByRole('tabpanel').getByText('Carla Mendes').waitFor()
})

test('a month is closed book by book, from the tasks of its process, and the process ends with the last', async () => {
  const page = await screenOf('controller')
  await page.goto('/ledger?tab=periods')
  await page.getByRole('button', { name: 'Close a month' }).click()
  const asked = page.getByRole('dialog', { name: 'Close a month' })
  await asked.getByLabel('Month').fill('2026-01')
  await asked.getByRole('button', { name: 'Close a month' }).click()
  await page.waitForURL(/\/processes\/instances\//)
  const begun = page.url()
  for (const book of ['DE', 'SG', 'US']) {
    const task = await openTask(page, 'Close period', `${book} · January 2026`)
    await task.getByText('Hours waiting').waitFor()
    await task.getByRole('button', { name: 'Close period' }).click()
    await done(page, 'Close period')
  }
  await page.goto(begun)
  await page.getByText('Completed', { exact: true }).first().waitFor()
  await page.goto('/ledger?tab=periods')
  await page.getByRole('row').filter({ hasText: 'January 2026' }).filter({ hasText: 'Closed' }).waitFor()
})

test('into a closed month nothing is posted, and the form says why; what was wrong there is reversed in an open one', async () => {
  const page = await screenOf('controller')
  await page.goto('/ledger')
  const form = await typeRent(page, JANUARY.to, 'Rent of January, once more')
  await lineOf(form, 2).getByLabel('Credit').fill('1200.50')
  await post(form)
  await form.getByRole('alert').filter({ hasText: 'closed' }).waitFor()
  await form.getByRole('button', { name: 'Cancel' }).click()

  await page.goto(`/ledger?tab=entries&entries.account=6100`)
  await page.locator('[role=row][data-index]').filter({ hasText: 'Rent of January' }).first().click()
  await page.getByRole('button', { name: 'Reverse' }).click()
  const reversal = page.getByRole('dialog')
  await reversal.getByLabel('Date').fill(JANUARY.to)
  await reversal.getByRole('button', { name: 'Reverse' }).click()
  await reversal.getByRole('alert').filter({ hasText: 'closed' }).waitFor()
  await reversal.getByLabel('Date').fill('2026-02-01')
  await reversal.getByRole('button', { name: 'Reverse' }).click()
  await done(page, 'Reverse')
  await page.getByRole('link', { name: 'Was reversed' }).click()
  await page.getByRole('link', { name: 'Reverses another entry' }).waitFor()
  await forgive('controller', 409, 2)
})

test('an incident is tried again once its cause is gone, and the process goes on', async () => {
  const lead = await screenOf('delivery-lead')
  const task = await openTask(lead, 'Accept milestone', 'Target architecture agreed')
  await task.getByRole('button', { name: 'Accept milestone' }).click()
  await lead.getByRole('dialog').getByLabel('Accepted').fill(JANUARY.to)
  await lead.getByRole('dialog').getByRole('button', { name: 'Accept milestone' }).click()
  await done(lead, 'Accept milestone')

  const administrator = await screenOf('administrator')
  await administrator.goto('/processes/incidents')
  const incident = administrator.getByRole('row').filter({ hasText: /January 2026 is closed/ })
  await incident.first().waitFor()
  await incident.first().getByRole('button', { name: 'Retry' }).click()
  await done(administrator, 'Retry')
  // The cause is still there: it stopped again at the same place.
  await administrator.reload()
  await incident.first().waitFor()

  const controller = await screenOf('controller')
  await controller.goto('/ledger?tab=periods')
  for (const book of [/GmbH/, /Inc\./, /Pte/]) {
    await choose(controller, controller.getByRole('combobox', { name: 'Book' }), book)
    const january = controller.getByRole('row').filter({ hasText: 'January 2026' })
    await january.getByRole('button', { name: 'Ask to reopen' }).click()
    await controller
      .getByRole('dialog')
      .getByLabel('Reason')
      .fill('A milestone of January was accepted late.')
    await controller.getByRole('dialog').getByRole('button', { name: 'Ask to reopen' }).click()
    await done(controller, 'Ask to reopen')
    const executive = await screenOf('executive')
    await executive.goto('/ledger?tab=periods')
    await choose(executive, executive.getByRole('combobox', { name: 'Book' }), book)
    await executive
      .getByRole('row')
      .filter({ hasText: 'A milestone of January was accepted late.' })
      .getByRole('button', { name: 'Reopen' })
      .click()
    await done(executive, 'Reopen')
  }

  await administrator.goto('/processes/incidents')
  await incident.first().click()
  await administrator.getByRole('alert').getByRole('button', { name: 'Retry' }).click()
  await done(administrator, 'Retry')
  await administrator.getByText('Completed', { exact: true }).first().waitFor()
})
