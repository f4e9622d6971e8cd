/** Moments in a person's own zone, and documents in place. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { openBrowsedFirm } from '../browser.ts'

const firm = await openBrowsedFirm()

/** The offset in hours of the clocks of two zones, of the moment in a row of the journal. */
const hourIn = (text: string) => Number.parseInt(/(\d{1,2}):\d\d/.exec(text)?.[1] ?? 'NaN', 10)

test('who works elsewhere than their browser chooses their zone, and reads every moment by its clock', async (t) => {
  const { page } = await firm.visit(t, 'controller', {
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1440, height: 900 },
  })
  const firstMoment = async () => {
    await page.goto('/journal')
    return (await page.locator('[role=row][data-index]').first().innerText()).trim()
  }
  const atHome = hourIn(await firstMoment())
  await page.getByRole('button', { name: /account/i }).click()
  await page.getByRole('menuitem', { name: 'Europe/Berlin' }).click()
  const choice = page.getByRole('combobox', { name: 'Time zone' })
  await choice.fill('Asia/Singapore')
  await page.getByRole('option', { name: 'Asia/Singapore' }).click()
  await page.getByText('Moments are shown by its clock').waitFor()
  const away = hourIn(await firstMoment())
  assert.ok([7, 7 - 24, 6, 6 - 24].includes(away - atHome), `${atHome} in Berlin, ${away} in Singapore`)
})

test('the document of an invoice stands on its record', async (t) => {
  const { page } = await firm.visit(t, 'billing')
  const [sent] = await firm.told.cast.billing.all('billing.listInvoices', { state: 'sent' })
  const invoiceId = String(sent?.['id'])
  await page.goto(`/billing/invoices/${invoiceId}`)
  await page.getByRole('tab', { name: 'Document' }).click()
  const frame = page.locator(`iframe[title="${sent?.['number']}"]`)
  await frame.waitFor()
  assert.match((await frame.getAttribute('src')) ?? '', /^\/v1\/documents\/[0-9a-f-]{36}\/content\?view$/)
})
