/** What a process knows is given by name and kind: nobody who works here has to write it as a program does. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { openBrowsedFirm } from '../browser.ts'
import { done } from '../screens.ts'

const firm = await openBrowsedFirm()

test('a process without a form asks for what its first steps read, and for more by name and kind', async (t) => {
  const { page } = await firm.visit(t, 'administrator')
  const { processes } = await (await page.request.get('/v1/processes/startable')).json()
  const { definitionId } = processes.find(({ key }: { key: string }) => key === 'book-close')
  await page.goto(`/processes/models/${definitionId}`)
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Value of Period state').fill('closed')
  await form.getByLabel('Value of Month').fill('2026-10')
  await form.getByRole('button', { name: 'Add a value' }).click()
  await form.getByLabel('Name of value 4').fill('isUrgent')
  await form.getByText('Yes', { exact: true }).click()
  await form.getByRole('button', { name: 'Add a value' }).click()
  await form.getByLabel('Name of value 5').fill('copies')
  await form.getByRole('combobox', { name: 'Kind of Copies' }).click()
  await page.getByRole('option', { name: 'Number' }).click()
  await form.getByLabel('Value of Copies').fill('2')
  await form.getByRole('button', { name: 'Start', exact: true }).click()
  await page.waitForURL(/\/processes\/instances\//)
  const instance = await (
    await page.request.get(`/v1/processes/${page.url().split('/').at(-1)}/instance`)
  ).json()
  const { periodState, month, isUrgent, copies } = instance.variables
  assert.deepEqual([periodState, month, isUrgent, copies], ['closed', '2026-10', true, 2])
})

test('a variable is put right by choosing it by its name; its value stands there to be changed', async (t) => {
  const { page } = await firm.visit(t, 'administrator')
  const { items } = await (await page.request.get('/v1/processes/instances?status=active')).json()
  const stuck = items.find(({ incidents }: { incidents: number }) => incidents > 0)
  const before = await (await page.request.get(`/v1/processes/${stuck.id}/instance`)).json()
  await page.goto(`/processes/instances/${stuck.id}`)
  await page.getByRole('button', { name: 'Set variables' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: 'Add a value' }).click()
  await form.getByLabel('Name of value 1').fill('fee')
  await page.getByRole('option', { name: 'fees', exact: true }).click()
  const value = form.getByLabel('Value of Fees')
  assert.equal(await value.inputValue(), String(before.variables.fees))
  await value.fill(String(before.variables.fees + 1))
  await form.getByLabel('Reason').fill('One was forgotten.')
  await form.getByRole('button', { name: 'Set variables' }).click()
  await done(page, 'Set variables')
  const after = await (await page.request.get(`/v1/processes/${stuck.id}/instance`)).json()
  assert.deepEqual(after.variables, { ...before.variables, fees: before.variables.fees + 1 })
})
