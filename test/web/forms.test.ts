/** Forms made of contracts: codes that everybody knows are typed or found by their names. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { openBrowsedFirm } from '../browser.ts'
import { done } from '../screens.ts'

const firm = await openBrowsedFirm()

test('a country and a currency are found by their names, and stored by their codes', async (t) => {
  const { page } = await firm.visit(t, 'sales')
  await page.goto('/clients')
  await page.getByRole('button', { name: 'New client' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: /^Name/ }).fill('Rigi Bahnen')
  await form.getByRole('combobox', { name: 'Country' }).first().fill('switz')
  await page.getByRole('option', { name: 'CH · Switzerland' }).click()
  await form.getByRole('combobox', { name: 'Currency' }).fill('franc')
  await page.getByRole('option', { name: 'CHF · Swiss Franc' }).click()
  await form.getByRole('button', { name: 'New client' }).click()
  await done(page, 'New client')
  const { items } = await (await page.request.get(`${firm.address}/v1/clients?search=Rigi`)).json()
  assert.deepEqual(
    items.map(({ country, currency }: { country: string; currency: string }) => [country, currency]),
    [['CH', 'CHF']],
  )
})

test('the stages in use are offered where a deal is written down', async (t) => {
  const { page } = await firm.visit(t, 'sales')
  await page.goto('/opportunities')
  await page.getByRole('button', { name: 'New opportunity' }).click()
  const stage = page.getByRole('dialog').getByRole('combobox', { name: 'Stage' })
  await stage.fill('contract')
  await page.getByRole('option', { name: 'Contract Sent' }).click()
  assert.equal(await stage.inputValue(), 'Contract Sent')
})
