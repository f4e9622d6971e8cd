/** Two people change one record: whoever saves second is told, sees what each of them did, and chooses; nothing is lost unseen. */
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { exampleAdministrator, examplePassword } from '../../src/server/example/cast.ts'
import { emailOf, openBrowsedFirm, signIn } from '../browser.ts'
import { choose, done, drawOtherName } from '../screens.ts'

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

test('a deal: the second chooses field by field, also when the page is opened anew in between', async (t) => {
  const [deal] = await firm.told.cast.sales.all('opportunities.list', { state: 'open' })
  const { one, two, forgive } = await twoAt(t, `/opportunities/${deal.id}`)
  const [mine, yours] = [await edit(one, 'Edit'), await edit(two, 'Edit')]
  const name = (form: typeof mine) => form.getByRole('textbox', { name: /^Name/ })
  await name(yours).fill('Second name')
  await name(mine).fill('First name')
  await mine.getByLabel(/^Expected close/).fill('2027-02-01')
  await mine.getByRole('button', { name: 'Edit' }).click()
  await done(one, 'Edit')
  await yours.getByRole('button', { name: 'Edit' }).click()
  await yours.getByText('Theirs: First name').waitFor()
  await two.reload()
  const again = await edit(two, 'Edit')
  await again.getByText('Theirs: First name').waitFor()
  assert.equal(await name(again).inputValue(), 'Second name')
  assert.equal(await again.getByLabel(/^Expected close/).inputValue(), '2027-02-01')
  await again.getByText('Theirs: First name').click()
  await again.getByRole('button', { name: 'Save again' }).click()
  await done(two, 'Edit')
  const now = await (await two.request.get(`/v1/opportunities/${deal.id}`)).json()
  assert.deepEqual([now.name, now.expectedClose], ['First name', '2027-02-01'])
  forgive()
})

test('an entity: what was typed and left is told from what somebody has changed since', async (t) => {
  const [entity] = await firm.told.cast.controller.all('firm.listEntities', {})
  const { one, two } = await twoAt(t, `/firm/${entity.id}`, 'controller', 'controller')
  const registration = (page: Page) =>
    page.getByRole('dialog').getByRole('textbox', { name: /^Registration/ })
  const left = await edit(two, 'Edit')
  await registration(two).fill('HRB SECOND')
  await left.getByRole('button', { name: 'Cancel' }).click()
  const mine = await edit(one, 'Edit')
  await registration(one).fill('HRB FIRST')
  await mine.getByRole('button', { name: 'Edit' }).click()
  await done(one, 'Edit')
  await two.getByText('HRB FIRST').waitFor()
  const again = await edit(two, 'Edit')
  // Nobody is refused: it is said before anything is sent.
  await again.getByText('Theirs: HRB FIRST').waitFor()
  await again.getByText('Yours: HRB SECOND').waitFor()
  assert.equal(await registration(two).inputValue(), 'HRB SECOND')
})

test('a project: its form begins with who manages it, and the second is told who does by now', async (t) => {
  const projects = await firm.told.cast.controller.all('projects.list', { state: 'deliver' })
  const project = projects.find(({ managerId }: { managerId: string | null }) => managerId !== null)
  const path = `/projects/${project.id}`
  const { one, two, forgive } = await twoAt(t, path, 'delivery-lead', 'delivery-lead')
  const [mine, yours] = [await edit(one, 'Assign manager'), await edit(two, 'Assign manager')]
  const manager = (form: typeof mine) => form.getByRole('combobox', { name: /^Manager/ })
  await manager(yours)
    .and(yours.locator(`[value^="${project.managerName} "]`))
    .waitFor()
  await choose(two, manager(yours), /Ingrid Falk/, 'Ingrid Falk')
  await choose(one, manager(mine), /Maya Okafor/, 'Maya Okafor')
  await mine.getByRole('button', { name: 'Assign manager' }).click()
  await done(one, 'Assign manager')
  await yours.getByRole('button', { name: 'Assign manager' }).click()
  await yours.getByText('Theirs: Maya Okafor').waitFor()
  await yours.getByRole('button', { name: 'Save again' }).click()
  await done(two, 'Assign manager')
  const now = await (await two.request.get(`/v1/projects/${project.id}`)).json()
  assert.equal(now.managerName, 'Ingrid Falk')
  forgive()
})

test('what a person can do: skills that one adds and skills that the other adds stand both', async (t) => {
  const [person] = await firm.told.cast.controller.all('people.list', { search: 'Maya Okafor' })
  const { one, two, forgive } = await twoAt(t, `/people/${person.id}`, 'resource-manager', 'resource-manager')
  const [mine, yours] = [await edit(one, 'Set skills'), await edit(two, 'Set skills')]
  const add = async (form: typeof mine, skill: string) => {
    await form.getByRole('button', { name: 'Add a row' }).click()
    await form
      .getByLabel(/^Skill/)
      .last()
      .fill(skill)
    await form
      .getByLabel(/^Proficiency/)
      .last()
      .fill('3')
  }
  await add(yours, 'Falconry')
  await add(mine, 'Basketry')
  await mine.getByRole('button', { name: 'Set skills' }).click()
  await done(one, 'Set skills')
  await yours.getByRole('button', { name: 'Set skills' }).click()
  await yours
    .getByRole('alert')
    .filter({ hasText: TOLD })
    .getByText(/Basketry/)
    .waitFor()
  await yours.getByRole('button', { name: 'Save again' }).click()
  await done(two, 'Set skills')
  const { skills } = await (await two.request.get(`/v1/people/${person.id}`)).json()
  const names = skills.map(({ skill }: { skill: string }) => skill)
  for (const { skill } of [...(person.skills ?? []), { skill: 'Falconry' }, { skill: 'Basketry' }])
    assert.ok(names.includes(skill), skill)
  forgive()
})

/** Brings another version into force, as two others do who propose and approve it. */
async function replace(kind: 'decision' | 'process', resource: string, xml: string): Promise<void> {
  const administrator = await firm.told.stage.signIn(exampleAdministrator, examplePassword)
  const reason = 'As agreed.'
  const { draftId } = await administrator.run('definitions.propose', { kind, resource, xml, reason })
  await administrator.run('replays.run', { draftId })
  await firm.told.cast.controller.run('definitions.approve', { draftId, reason })
}

test('a decision table: what comes into force meanwhile is merged cell by cell, and what both changed is chosen', async (t) => {
  const { page } = await firm.visit(t, 'controller')
  await page.goto('/decisions/commercial-approval')
  const limit = page.getByRole('textbox', { name: 'Rule 4, Value in USD' })
  await limit.fill('>= 20000')
  await page.getByLabel('Rule 1, Note').fill('Looked at again in May.')
  const { xml: begun } = await firm.told.cast.controller.ask('decisions.get', { key: 'commercial-approval' })
  await replace('decision', 'commercial-approval.dmn', begun.replace('&gt;= 50000', '&gt;= 30000'))
  const note = page.getByRole('alert').filter({ hasText: 'came into force while you were writing' })
  await note.getByText('Theirs: >= 30000').waitFor()
  assert.equal(await limit.inputValue(), '>= 20000')
  await page.reload()
  await note.getByText('Yours: >= 20000').waitFor()
  await note.getByText('Theirs: >= 30000').click()
  assert.equal(await limit.inputValue(), '>= 30000')
  await page.getByText('1 cell changed').waitFor()
  await page.getByRole('button', { name: 'Propose as a draft' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Reason').fill('A note.')
  await form.getByRole('button', { name: 'Propose as a draft' }).click()
  await page.waitForURL(/\/drafts\/[0-9a-f-]{36}/)
  // Both stand in what is proposed, and nothing but the note is changed.
  const draft = page.getByRole('tabpanel').getByRole('listitem')
  await draft.filter({ hasText: 'Looked at again in May.' }).waitFor()
  const { xml } = await (await page.request.get(`/v1/definitions/${page.url().split('/').at(-1)}`)).json()
  assert.match(xml, /&gt;= 30000/)
  assert.equal(await draft.filter({ hasText: '30000' }).count(), 0)
})

test('a process: who draws is told what came into force meanwhile, and keeps theirs or takes the other', async (t) => {
  const { page } = await firm.visit(t, 'administrator')
  await drawOtherName(page, 'Look through')
  const propose = page.getByRole('button', { name: 'Propose as a draft' })
  assert.ok(await propose.isEnabled())
  const [{ id: definitionId }] = await firm.told.cast.controller.all('processes.list', {
    key: 'invoice-review',
  })
  const { xml } = await firm.told.cast.controller.ask('processes.get', { definitionId })
  await replace('process', 'invoice-review.bpmn', xml.replaceAll('Review pro-forma', 'Check pro-forma'))
  const note = page.getByRole('alert').filter({ hasText: 'is in force; you draw on version' })
  // The one step that both have named anew.
  await note.getByRole('row').filter({ hasText: 'Look through' }).getByText('Changed').nth(1).waitFor()
  assert.ok(await propose.isDisabled())
  await note.getByRole('button', { name: 'Keep mine' }).click()
  await note.waitFor({ state: 'detached' })
  await propose.click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Reason').fill('Ours is clearer.')
  await form.getByRole('button', { name: 'Propose as a draft' }).click()
  await page.waitForURL(/\/drafts\/[0-9a-f-]{36}/)
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
