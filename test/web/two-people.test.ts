/** Two people change one record: whoever saves second is told, sees what each of them did, and chooses; nothing is lost unseen. */
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { emailOf, openBrowsedFirm, signIn } from '../browser.ts'
import { done } from '../screens.ts'

const firm = await openBrowsedFirm()

const TOLD = 'Somebody changed this while you were working on it'

/** Two people in front of the same page; the second is refused once, which is how they learn of the first. */
async function twoAt(t: TestContext, path: string, first = 'sales', second = 'sales') {
  const visits = [await firm.visit(t, first), await firm.visit(t, second)] as const
  for (const { page } of visits) await page.goto(path)
  const [{ page: one }, { page: two, troubles }] = visits
  const forgive = () => assert.ok(troubles.splice(0).every((trouble) => / status of 412 /.test(trouble)))
  return { one, two, forgive }
}

async function edit(page: Page, button: string) {
  await page.getByRole('button', { name: button, exact: true }).first().click()
  return page.getByRole('dialog')
}

test('a client: what only the first changed is taken over, what both changed is chosen field by field', async (t) => {
  const [client] = await firm.told.cast.sales.all('clients.list', { search: 'Meridian Foods' })
  const { one, two, forgive } = await twoAt(t, `/clients/${client.id}`)
  const [mine, yours] = [await edit(one, 'Edit'), await edit(two, 'Edit')]
  await yours.getByLabel(/^Payment terms/).fill('45')
  await mine.getByLabel(/^Payment terms/).fill('21')
  await mine.getByLabel(/^Name/).first().fill('Meridian Foods Group')
  await mine.getByRole('button', { name: 'Edit' }).click()
  await done(one, 'Edit')
  await yours.getByRole('button', { name: 'Edit' }).click()
  const note = yours.getByRole('alert').filter({ hasText: TOLD })
  await note.getByText('Yours: 45').waitFor()
  await note.getByText('Theirs: 21').waitFor()
  await note.getByRole('row').filter({ hasText: 'Meridian Foods Group' }).waitFor()
  await yours.getByRole('button', { name: 'Save again' }).click()
  await done(two, 'Edit')
  const now = await (await two.request.get(`/v1/clients/${client.id}`)).json()
  assert.deepEqual([now.name, now.paymentTermsDays], ['Meridian Foods Group', 45])
  forgive()
})

test('a person: whoever saves second may take what the first has', async (t) => {
  const [person] = await firm.told.cast.controller.all('people.list', { search: 'Maya Okafor' })
  const { one, two, forgive } = await twoAt(t, `/people/${person.id}`, 'resource-manager', 'resource-manager')
  const [mine, yours] = [await edit(one, 'Edit'), await edit(two, 'Edit')]
  await yours.getByLabel(/^Weekly hours/).fill('32:00')
  await mine.getByLabel(/^Weekly hours/).fill('30:00')
  await mine.getByRole('button', { name: 'Edit' }).click()
  await done(one, 'Edit')
  await yours.getByRole('button', { name: 'Edit' }).click()
  await yours.getByText('Theirs: 30:00').click()
  await yours.getByRole('button', { name: 'Save again' }).click()
  await done(two, 'Edit')
  const now = await (await two.request.get(`/v1/people/${person.id}`)).json()
  assert.equal(now.weeklyMinutes, 1_800)
  forgive()
})

test('a contract: a form that knows no way to ask for the record shows what the screen has by now', async (t) => {
  const [contract] = await firm.told.cast.controller.all('contracts.list', { state: 'active' })
  const { one, two, forgive } = await twoAt(t, `/contracts/${contract.id}`)
  const [mine, yours] = [await edit(one, 'Set purchase order'), await edit(two, 'Set purchase order')]
  await yours.getByLabel(/^Purchase order/).fill('PO-SECOND')
  await mine.getByLabel(/^Purchase order/).fill('PO-FIRST')
  await mine.getByRole('button', { name: 'Set purchase order' }).click()
  await done(one, 'Set purchase order')
  await yours.getByRole('button', { name: 'Set purchase order' }).click()
  await yours.getByText('Theirs: PO-FIRST').waitFor()
  await yours.getByRole('button', { name: 'Save again' }).click()
  await done(two, 'Set purchase order')
  const now = await (await two.request.get(`/v1/contracts/${contract.id}`)).json()
  assert.equal(now.purchaseOrder, 'PO-SECOND')
  forgive()
})

test('a quote: the second to save does not undo what the first has written meanwhile', async (t) => {
  const quotes = await firm.told.cast.sales.all('quotes.list', { state: 'draft' })
  const { id } = quotes[0] ?? assert.fail('no quote is being written')
  // It waits for its approval, and is taken back to be written on.
  await firm.told.cast.sales.run('quotes.withdraw', { quoteId: id })
  const { one, two, forgive } = await twoAt(t, `/quotes/${id}/edit`)
  const title = (page: Page) => page.getByRole('textbox', { name: /^Title/ }).first()
  await title(two).fill('Second title')
  await title(one).fill('First title')
  await one.getByRole('button', { name: 'Save the draft' }).click()
  await one.waitForURL(/\/quotes\/[0-9a-f-]{36}$/)
  await two.getByRole('button', { name: 'Save the draft' }).click()
  await two.getByText('Theirs: First title').waitFor()
  await two.getByText('Yours: Second title').waitFor()
  await two.getByText('Theirs: First title').click()
  assert.equal(await title(two).inputValue(), 'First title')
  forgive()
})

test('a form that is opened again keeps what was typed, and nothing of the record as it was then', async (t) => {
  const [client] = await firm.told.cast.sales.all('clients.list', { search: 'Norder Werft' })
  const { one, two } = await twoAt(t, `/clients/${client.id}`)
  const left = await edit(two, 'Edit')
  await left.getByLabel(/^Payment terms/).fill('19')
  await left.getByRole('button', { name: 'Cancel' }).click()
  const mine = await edit(one, 'Edit')
  await mine.getByLabel(/^Name/).first().fill('Norder Werft Gruppe')
  await mine.getByRole('button', { name: 'Edit' }).click()
  await done(one, 'Edit')
  await two.getByRole('heading', { name: 'Norder Werft Gruppe' }).waitFor()
  const again = await edit(two, 'Edit')
  assert.equal(await again.getByLabel(/^Payment terms/).inputValue(), '19')
  assert.equal(await again.getByLabel(/^Name/).first().inputValue(), 'Norder Werft Gruppe')
})

test('what one person typed is not shown to the next at the same browser', async (t) => {
  const { page } = await firm.visit(t, 'sales')
  await page.goto('/clients')
  await page.getByRole('button', { name: 'New client' }).click()
  await page.getByRole('dialog').getByLabel(/^Name/).first().fill('Nobody must know')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /Your account/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
  await signIn(page, emailOf(firm.told, 'controller'))
  await page.goto('/clients')
  await page.getByRole('button', { name: 'New client' }).click()
  const name = page.getByRole('dialog').getByLabel(/^Name/).first()
  assert.equal(await name.inputValue(), '')
})
