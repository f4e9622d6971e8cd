/** What is drawn is what the server said: charts beside their tables, for the eye and for whoever reads. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { openBrowsedFirm, PHONE } from '../browser.ts'

const firm = await openBrowsedFirm()

test('revenue by month is drawn in each currency, and its table says the same sums as the server', async (t) => {
  const { page } = await firm.visit(t, 'executive')
  await page.goto('/revenue')
  const figure = page.getByRole('figure', { name: 'Revenue by month, EUR' })
  await figure.locator('svg').waitFor()
  await figure.getByText('As a table').click()
  const table = figure.getByRole('table', { name: 'Revenue by month, EUR' })
  const cells = await table.locator('tbody td').allInnerTexts()
  const shown = cells.reduce((sum, text) => sum + BigInt(text.replaceAll(/\D/g, '')), 0n)
  const [from = '', to = ''] = [0, 11].map((index) => {
    const month = Temporal.Now.plainDateISO('UTC')
      .with({ day: 1 })
      .subtract({ months: 11 - index })
    return (index === 0 ? month : month.add({ months: 1 }).subtract({ days: 1 })).toString()
  })
  const answer = await page.request.get(`${firm.address}/v1/revenue/by-month?from=${from}&to=${to}`)
  const { items } = (await answer.json()) as { items: { revenue: { amount: string; currency: string } }[] }
  const euros = items.filter(({ revenue }) => revenue.currency === 'EUR')
  const told = euros.reduce((sum, { revenue }) => sum + BigInt(revenue.amount.replace('.', '')), 0n)
  assert.ok(told > 0n)
  const difference = shown - told / 100n
  assert.ok(difference * difference <= BigInt(cells.length) ** 2n, 'each cell is rounded to whole units')
})

test('the load of the firm is drawn on a phone, with what nobody meets yet', async (t) => {
  const { page } = await firm.visit(t, 'resource-manager', PHONE)
  await page.goto('/staffing')
  const figure = page.getByRole('figure', { name: 'Load of all shown, by week' })
  await figure.locator('svg').waitFor()
  await figure.getByText('As a table').click()
  for (const name of ['Firm', 'Soft', 'Not met yet', 'Capacity'])
    await figure.getByRole('columnheader', { name }).waitFor()
  assert.match(await figure.getByRole('row').nth(1).innerText(), /\d/)
})
