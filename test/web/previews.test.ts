/** What cannot easily be taken back shows what it will do before it does it. */
import test from 'node:test'
import { openBrowsedFirm } from '../browser.ts'

const firm = await openBrowsedFirm()

test('who closes a month sees the steps, how each book stands, and what would be left behind', async (t) => {
  const { page } = await firm.visit(t, 'controller')
  await page.goto('/ledger?tab=periods')
  await page.getByRole('button', { name: 'Close a month' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Month').fill('2026-11')
  await form.getByText('Closing November 2026 begins a process:').waitFor()
  const books = form.getByRole('table', { name: 'How the books stand now' }).getByRole('row')
  for (const entity of ['DE', 'SG', 'US']) await books.filter({ hasText: entity }).waitFor()
  await form.getByText(/come into a later month/).waitFor()
  await form.getByLabel('Month').fill('2031-01')
  await form.getByText('No book has January 2031 open').waitFor()
})

test('who suspends a process is told what waits and what becomes of it', async (t) => {
  const { page } = await firm.visit(t, 'controller')
  const { items } = await (
    await page.request.get('/v1/processes/instances?status=active&key=invoice-review')
  ).json()
  await page.goto(`/processes/instances/${items[0].id}`)
  await page.getByRole('button', { name: 'Suspend' }).click()
  await page
    .getByRole('dialog')
    .getByText(/1 step waits: its task stays where it is/)
    .waitFor()
})
