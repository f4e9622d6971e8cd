/**
 * A rule is changed as a controller would want it: what it would have done with the deals of last quarter is seen before
 * it is in force, a second person decides, and from then on it decides.
 */
import assert from 'node:assert/strict'
import test from 'node:test'
import { openBrowsedFirm } from '../browser.ts'
import { done } from '../screens.ts'

const firm = await openBrowsedFirm()

/** Everybody keeps their screen; each test goes on where the one before it ended. */
const visitOf = firm.stay
const screenOf = async (role: string) => (await visitOf(role)).page

let place = ''

test('a limit is lowered in the table and proposed, and whoever proposed it cannot put it in force', async () => {
  const page = await screenOf('controller')
  await page.goto('/decisions/commercial-approval')
  await page.getByLabel('Rule 4, Value in USD').fill('>= 20000')
  await page.getByText('1 cell changed').waitFor()
  await page.getByRole('button', { name: 'Propose as a draft' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Reason').fill('Finance wants to see smaller deals, too.')
  await form.getByRole('button', { name: 'Propose as a draft' }).click()
  await page.waitForURL(/\/drafts\/[0-9a-f-]{36}/)
  place = new URL(page.url()).pathname
  await page.getByRole('button', { name: 'Replay the past' }).click()
  await done(page, 'Replay the past')
  await page.getByRole('button', { name: 'Approve' }).click()
  await form.getByLabel('Reason').fill('I am in a hurry.')
  await form.getByRole('button', { name: 'Approve' }).click()
  await form.getByText('own_approval').waitFor()
  await form.getByRole('button', { name: 'Cancel' }).click()
  const { troubles } = await visitOf('controller')
  assert.ok(troubles.splice(0).every((trouble) => /status of 403/.test(trouble)))
})

test('the second person sees the difference, and which deals would have gone another way', async () => {
  const page = await screenOf('administrator')
  await page.goto(place)
  const difference = page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: '>= 20000' })
  await difference.filter({ hasText: '>= 50000' }).waitFor()
  await page.goto(`${place}?tab=replay`)
  const otherwise = page.getByRole('button', { name: /^Came out otherwise/ })
  await otherwise.getByText('2', { exact: true }).waitFor()
  const outcome = page.getByRole('tabpanel')
  await outcome.getByText('The deal is small, undiscounted and has a sound margin.').waitFor()
  await outcome.getByText('The deal is worth 50,000 USD or more.').waitFor()
  // Each of them opens: which deal it is, and how it went.
  await otherwise.click()
  const cases = page.getByRole('dialog')
  await cases.getByRole('row').nth(1).click()
  await page.waitForURL(/\/processes\/instances\//)
  await page.getByText('Approve in turn').first().waitFor()
})

test('approved by the second person it is in force, and decides from then on', async () => {
  const page = await screenOf('administrator')
  await page.goto(place)
  await page.getByText('Carla Mendes').waitFor()
  await page.getByRole('button', { name: 'Approve' }).click()
  await page.getByRole('dialog').getByLabel('Reason').fill('Two deals of last quarter: worth a look.')
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await done(page, 'Approve')
  await page.getByText('Approved', { exact: true }).first().waitFor()
  const controller = await screenOf('controller')
  await controller.goto('/decisions/commercial-approval')
  const limit = controller.getByLabel('Rule 4, Value in USD')
  await limit.waitFor()
  assert.equal(await limit.inputValue(), '>= 20000')
  await controller.goto('/decisions/commercial-approval?tab=try')
  await controller.getByLabel('Value in USD').fill('30000')
  await controller.getByLabel('Discount in %').fill('0')
  await controller.getByLabel('Margin in %').fill('40')
  await controller.getByRole('button', { name: 'Decide' }).click()
  await controller.getByRole('row').filter({ hasText: 'This rule hits' }).getByText('>= 20000').waitFor()
})
