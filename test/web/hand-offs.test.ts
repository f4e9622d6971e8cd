/**
 * Hand-offs before the screens: time that is sent back and corrected on a phone, what blocks an invoice and who clears
 * it, cash that names nothing, an incident; and that nothing typed is lost on the way.
 */
import assert from 'node:assert/strict'
import test from 'node:test'
import { emailOf, openBrowsedFirm, PHONE, signIn, today } from '../browser.ts'
import { done, openTask } from '../screens.ts'

const firm = await openBrowsedFirm()

const day = Temporal.PlainDate.from(today())
const monday = day.subtract({ days: day.dayOfWeek - 1 })
const told = (one: Temporal.PlainDate) =>
  one.toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

test('a week typed on a phone is sent back with the reason, corrected and approved', async (t) => {
  const { page } = await firm.visit(t, 'Maya Okafor', PHONE)
  const { page: manager } = await firm.visit(t, 'project-manager', PHONE)
  const about = `Maya Okafor · P-0002 · ${told(monday)}`
  await page.goto(`/time?week=${monday}`)
  await page.getByRole('button', { name: 'Half an hour more' }).first().click()
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Submit' }).click()
  await done(page, 'Submit')

  const task = await openTask(manager, 'Approve time', about)
  await task.getByRole('button', { name: 'Reject' }).click()
  await manager.getByRole('dialog').getByLabel('Reason').fill('The workshop was half an hour shorter.')
  await manager.getByRole('dialog').getByRole('button', { name: 'Reject' }).click()
  await done(manager, 'Reject')

  await page.goto(`/time?week=${monday}`)
  await page.getByText('Sent back: The workshop was half an hour shorter.').first().waitFor()
  await page.getByRole('button', { name: 'Half an hour less' }).first().click()
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Submit' }).click()
  await done(page, 'Submit')

  const again = await openTask(manager, 'Approve time', about)
  await again.getByRole('button', { name: 'Approve' }).click()
  await done(manager, 'Approve')
})

test('what blocks an invoice names who must act; they do, and it is billed', async (t) => {
  const { page: billing } = await firm.visit(t, 'billing')
  await billing.goto('/billing')
  const blocked = billing.getByRole('region', { name: /^K-/ }).filter({ hasText: 'Lena Hartmann' })
  await blocked.getByText('Time not approved').first().waitFor()
  await blocked.getByRole('link', { name: 'Jonas Weber' }).first().waitFor()
  await blocked
    .getByRole('link', { name: /^Lena Hartmann/ })
    .first()
    .click()
  await billing.getByRole('heading', { level: 1, name: /Lena Hartmann/ }).waitFor()
  await billing.goBack()
  assert.ok(await blocked.getByRole('button', { name: 'Bill only this' }).isDisabled())

  const { page: manager } = await firm.visit(t, 'project-manager', PHONE)
  await manager.goto('/billing')
  const theirs = manager.getByRole('region', { name: /^K-/ }).filter({ hasText: 'Lena Hartmann' })
  await theirs.getByRole('link', { name: 'Open the task' }).first().click()
  const week = manager.getByRole('article', { name: 'Approve time' })
  await week.getByRole('button', { name: 'Approve' }).click()
  await done(manager, 'Approve')

  await billing.goto('/billing')
  await blocked.getByRole('button', { name: /^Approved work/ }).waitFor()
  await blocked.getByRole('button', { name: 'Bill only this' }).click()
  await billing.getByRole('dialog').getByRole('button', { name: 'Bill only this' }).click()
  await done(billing, 'Bill only this')
})

test('an order the client requires is recorded where billing misses it, and the contract names it', async (t) => {
  const { cast } = firm.told
  const { page } = await firm.visit(t, 'billing', PHONE)
  const open = (await cast.billing.ask('contracts.list', { state: 'active', limit: 200 })).items as {
    id: string
    number: string
    clientId: string
  }[]
  const orders = await Promise.all(
    open.map(({ id }) => cast.billing.ask('contracts.get', { contractId: id })),
  )
  const bare = orders.find(({ purchaseOrder }) => purchaseOrder === '')
  assert.ok(bare, 'a contract without an order')
  await cast.billing.run('clients.update', { clientId: bare.clientId, purchaseOrderRequired: true })
  await page.goto('/billing')
  const contract = page.getByRole('region', { name: bare.number })
  await contract.getByText('Purchase order missing').waitFor()
  await contract.getByRole('button', { name: 'Set purchase order' }).click()
  await page.getByRole('textbox', { name: 'Purchase order' }).fill('4500012345')
  await page.getByRole('dialog').getByRole('button', { name: 'Set purchase order' }).click()
  await done(page, 'Set purchase order')
  await contract.getByText('Purchase order missing').waitFor({ state: 'detached' })
  await page.goto(`/contracts/${bare.id}`)
  await page.getByText('4500012345').waitFor()
})

test('cash that names nothing waits in the inbox, and is put where a person says', async (t) => {
  const { page } = await firm.visit(t, 'billing')
  const task = await openTask(page, 'Allocate receipt', 'Sunda Ferries')
  await task.getByRole('link', { name: 'Open the record' }).click()
  const allocateAll = async () => {
    await page
      .getByRole('button', { name: /^Put the rest on/ })
      .first()
      .click()
    await page.getByRole('button', { name: /^Allocate .25,000.00$/ }).click()
  }
  await allocateAll()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Undone').waitFor()
  await allocateAll()
  await done(page, 'Allocate')
  await page.getByRole('button', { name: 'Take back' }).waitFor()
  await page.goto('/inbox')
  await page.getByText('Review pro-forma').first().waitFor()
  assert.equal(await page.getByText('Allocate receipt').count(), 0)
})

test('an incident is resolved by its owner, and the process goes on to the next person', async (t) => {
  const { page } = await firm.visit(t, 'administrator')
  await page.goto('/processes/incidents')
  await page.getByRole('row').filter({ hasText: 'No effort is planned' }).click()
  await page.getByRole('alert').getByRole('button', { name: 'Skip' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Reason').fill('Support is staffed from the pool.')
  await form.getByRole('button', { name: 'Skip' }).click()
  await done(page, 'Skip')
  const { page: lead } = await firm.visit(t, 'delivery-lead')
  await openTask(lead, 'Assign project manager', 'Lion Gate')
})

test('a session that ends while somebody types is asked for above the work, which is then saved', async (t) => {
  const { page, troubles } = await firm.visit(t, 'Hannah Cole')
  await page.goto(`/time?week=${monday}`)
  const cell = page.locator('input[data-cell]').first()
  await cell.waitFor()
  await page.context().clearCookies()
  await cell.fill('3.5')
  await cell.press('Tab')
  const door = page.getByRole('dialog')
  await door.getByLabel('E-mail').waitFor()
  await signIn(page, emailOf(firm.told, 'Hannah Cole'))
  await door.waitFor({ state: 'detached' })
  assert.equal(await cell.inputValue(), '3:30')
  await page.getByText('Saved', { exact: true }).waitFor()
  // Being asked to sign in again is what this is about.
  assert.ok(troubles.splice(0).every((trouble) => /401/.test(trouble)))
})

test('a move on the board is taken back by a press, and a record is found by keyboard alone', async (t) => {
  const { page } = await firm.visit(t, 'sales')
  await page.goto('/opportunities')
  const deal = page.getByRole('listitem').filter({ hasText: 'Kestrel Logistics: loyalty programme' })
  await deal.dragTo(page.getByRole('heading', { level: 2, name: 'Contract Sent' }))
  await page.getByText('loyalty programme is in Contract Sent now').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Undone').waitFor()
  const { items } = await (
    await page.request.get(`${firm.address}/v1/opportunities?search=loyalty&state=open`)
  ).json()
  assert.equal(items.find(({ name }: { name: string }) => /^Kestrel/.test(name)).stage, 'Qualified To Buy')
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: 'Search or run a command' }).waitFor()
  await page.keyboard.type('Kestrel Logistics LLC')
  await page.getByRole('option').filter({ hasText: 'Kestrel Logistics' }).first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1 }).filter({ hasText: 'Kestrel' }).waitFor()
})
