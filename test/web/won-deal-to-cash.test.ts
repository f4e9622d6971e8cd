/**
 * From a won deal to cash, before the screens, by the people who act: each hand-off arrives in somebody's inbox, nobody
 * types what another has typed, and in the end the open item is zero, the books agree, and a figure opens down to the
 * command that made it.
 */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { openBrowsedFirm, today, type Visit } from '../browser.ts'
import { choose, done, openTask } from '../screens.ts'

const firm = await openBrowsedFirm()

const DEAL = 'Bluebird: returns desk'
const CLIENT = 'Bluebird Outfitters'

/** The first day of this week, and of the week three months on. */
const monday = Temporal.PlainDate.from(today()).subtract({
  days: Temporal.PlainDate.from(today()).dayOfWeek - 1,
})
const lastDay = monday.add({ days: 83 }).toString()

/** Everybody keeps their screen; each test goes on where the one before it ended. */
const visitOf = firm.stay
const screenOf = async (role: string) => (await visitOf(role)).page

test('sales moves the deal along the board, quotes it and records the acceptance', async () => {
  const page = await screenOf('sales')
  await page.goto('/opportunities')
  await addDeal(page)
  const card = page.getByRole('listitem').filter({ hasText: DEAL })
  await card.dragTo(page.getByRole('heading', { level: 2, name: 'Contract Sent' }))
  await page.getByText(`${DEAL} is in Contract Sent now`).waitFor()
  await page.getByRole('link', { name: DEAL }).click()
  await page.getByRole('link', { name: 'New quote' }).click()
  await writeQuote(page)
  await page.getByText('Would be approved by: Delivery lead, Controller').waitFor()
  await page.getByText('US$70,500.00').waitFor()
  await page.getByRole('button', { name: 'Save the draft' }).click()
  await page.getByRole('button', { name: 'Activate' }).click()
  await done(page, 'Activate')
  await page.getByRole('button', { name: 'Accept' }).click()
  await done(page, 'Accept')
})

test('what the deal lacks is told in the inbox; sales and the controller complete it', async () => {
  const page = await screenOf('sales')
  const task = await openTask(page, 'Complete client and tax data', DEAL)
  await task.getByText(`${CLIENT} is prospect. Complete and activate the client.`).waitFor()
  await task.getByRole('link', { name: CLIENT }).click()
  await page.getByText('Before it can be billed, complete: Legal name, Address, Invoice email').waitFor()
  await completeClient(page)
  await openTask(page, 'Complete client and tax data', DEAL)
  await page.getByRole('article').getByRole('button', { name: 'Ask' }).click()
  const question = page.getByRole('dialog')
  await choose(page, question.getByRole('combobox', { name: 'Person' }), /Carla Mendes/, 'Carla')
  await question.getByLabel('Text').fill('Bluebird has signed: may they be billed?')
  await question.getByRole('button', { name: 'Ask' }).click()
  await done(page, 'Ask')
  await answerAsController(await screenOf('controller'))
  const again = await openTask(page, 'Complete client and tax data', DEAL)
  await again.getByText('They may.').waitFor()
  await again.getByRole('button', { name: 'Complete' }).click()
  await done(page, 'Complete')
})

test('the terms are approved by those whom the authority matrix names, in turn', async () => {
  const lead = await screenOf('delivery-lead')
  const first = await openTask(lead, 'Approve in turn', DEAL)
  await first.getByText('The deal is worth 50,000 USD or more.').waitFor()
  await first.getByText('US$70,500.00').waitFor()
  await first.getByLabel('Note').fill('We have the people.')
  await first.getByRole('button', { name: 'Approve' }).click()
  await done(lead, 'Approve')
  const controller = await screenOf('controller')
  const second = await openTask(controller, 'Approve in turn', DEAL)
  await second.getByText('We have the people.').waitFor()
  await second.getByRole('button', { name: 'Approve' }).click()
  await done(controller, 'Approve')
})

test('the project gets its manager and its people, and is kicked off', async () => {
  const lead = await screenOf('delivery-lead')
  const task = await openTask(lead, 'Assign project manager', DEAL)
  await task.getByText('Time and materials').waitFor()
  await task.getByRole('button', { name: 'Assign manager' }).click()
  const form = lead.getByRole('dialog')
  await choose(lead, form.getByRole('combobox', { name: 'Manager' }), /Jonas Weber/, 'Jonas')
  await choose(lead, form.getByRole('combobox', { name: 'Delivery lead' }), /Ingrid Falk/, 'Ingrid')
  await form.getByRole('button', { name: 'Assign manager' }).click()
  await done(lead, 'Assign manager')
  await staff(await visitOf('resource-manager'))
  const kickOff = await openTask(lead, 'Kick off project', DEAL)
  await kickOff.getByRole('button', { name: 'Start' }).click()
  await done(lead, 'Start')
})

test('a week of time is typed and approved, a milestone submitted and accepted', async () => {
  await typeWeek(await screenOf('Daniel Reyes'))
  const manager = await screenOf('project-manager')
  const week = await openTask(manager, 'Approve time', 'Daniel Reyes · P-0005')
  await week.getByRole('row', { name: 'Total 6:30' }).waitFor()
  await week.getByRole('button', { name: 'Approve' }).click()
  await done(manager, 'Approve')
  await manager.goto('/projects')
  await manager.getByText(DEAL).first().click()
  await manager.getByRole('link', { name: /Returns desk, Dashboard/ }).click()
  await manager
    .getByRole('row', { name: /Dashboard in use/ })
    .getByRole('button', { name: 'Submit' })
    .click()
  await manager.getByRole('dialog').getByLabel('Evidence').fill('The shops use it.')
  await manager.getByRole('dialog').getByRole('button', { name: 'Submit' }).click()
  await done(manager, 'Submit')
  const lead = await screenOf('delivery-lead')
  const handOver = await openTask(lead, 'Accept milestone', 'Dashboard in use')
  await handOver.getByText('The shops use it.').waitFor()
  await handOver.getByRole('button', { name: 'Accept milestone' }).click()
  await lead.getByRole('dialog').getByLabel('Accepted').fill(today())
  await lead.getByRole('dialog').getByRole('button', { name: 'Accept milestone' }).click()
  await done(lead, 'Accept milestone')
})

test('billing previews and runs, reviews what it drafted, and the controller releases it', async () => {
  const billing = await screenOf('billing')
  await billing.goto(`/billing?cutoff=${monday.add({ days: 6 })}`)
  await billing.getByText('US$22,073').first().waitFor()
  await billing.getByRole('button', { name: 'Run billing' }).click()
  const form = billing.getByRole('dialog')
  await form.getByLabel('Invoice date').fill(today())
  await form.getByRole('row', { name: /Bluebird Outfitters US\$22,072.50/ }).waitFor()
  await form.getByRole('button', { name: 'Run billing' }).click()
  await done(billing, 'Run billing')
  const review = await openTask(billing, 'Review pro-forma', CLIENT)
  await review.getByText('Dashboard in use').waitFor()
  await review.getByRole('button', { name: 'Confirm' }).click()
  await done(billing, 'Confirm')
  const controller = await screenOf('controller')
  const release = await openTask(controller, 'Release invoice', CLIENT)
  await release.getByText('US$22,072.50').first().waitFor()
  await release.getByRole('button', { name: 'Post' }).click()
  await done(controller, 'Post')
  await openInvoice(controller)
  assert.equal(await firstBytesOfPdf(controller), '%PDF-')
})

test('the client pays twice: what says nothing is allocated by hand, the rest by itself', async () => {
  const billing = await screenOf('billing')
  await recordReceipt(billing, '12000', 'Bluebird, thank you')
  const task = await openTask(billing, 'Allocate receipt', CLIENT)
  await task.getByRole('link', { name: 'Open the record' }).click()
  await billing
    .getByRole('textbox', { name: /^Paid on US-/ })
    .first()
    .fill('12,000')
  await billing.getByRole('button', { name: 'Allocate US$12,000.00' }).click()
  await done(billing, 'Allocate')
  await recordReceipt(billing, '10072.50', 'The rest')
  await billing.getByText('US$10,072.50').first().waitFor()
  const controller = await screenOf('controller')
  await openInvoice(controller)
  await controller.getByText('Paid', { exact: true }).first().waitFor()
  await controller.getByRole('button', { name: /^Open US\$0/ }).waitFor()
})

test('revenue and cash are in the books, and a figure opens down to who made it', async () => {
  const page = await screenOf('controller')
  await openInvoice(page)
  await page.getByRole('button', { name: /^Open US\$0/ }).click()
  await page.getByRole('dialog').getByRole('row').filter({ hasText: '22,072.50' }).first().click()
  await page.waitForURL(/\/ledger\/entries\//)
  await page.getByRole('tab', { name: 'The command behind it' }).click()
  await page.getByRole('tabpanel').getByText('Carla Mendes').waitFor()
  await page.goto('/revenue?tab=positions')
  await page
    .getByRole('row', { name: /US\$22,072.50/ })
    .filter({ hasText: 'equal' })
    .waitFor()
  await page.goto('/collections?tab=reconcile')
  await page.getByText('Every control account equals its subledger.').waitFor()
})

async function addDeal(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New opportunity' }).click()
  const form = page.getByRole('dialog')
  await choose(page, form.getByRole('combobox', { name: 'Client' }), /Bluebird/, 'Bluebird')
  await form.getByLabel('Name').fill(DEAL)
  await form.getByLabel('Stage').fill('Presentation Scheduled')
  await form.getByRole('textbox', { name: 'Amount' }).fill('70500')
  await form.getByLabel('Currency').fill('USD')
  await form.getByLabel('Expected close').fill(lastDay)
  await form.getByRole('button', { name: 'New opportunity' }).click()
  await done(page, 'New opportunity')
}

async function writeQuote(page: Page): Promise<void> {
  const line = page.getByRole('group', { name: '1. What is sold' })
  await line.getByRole('textbox', { name: '1. What is sold' }).fill('Returns desk')
  await choose(page, line.getByRole('combobox', { name: 'Entity' }), /^US/)
  await choose(page, line.getByRole('combobox', { name: 'Rate card' }), 'US-2026')
  await line.getByLabel('Starts').fill(monday.toString())
  await line.getByLabel('Ends').fill(lastDay)
  await addEffort(page, line, 'Returns', '300')
  await page.getByRole('button', { name: 'Add a line' }).click()
  const fee = page.getByRole('group', { name: '2. What is sold' })
  await fee.getByText('Fixed fee').click()
  await fee.getByRole('textbox', { name: '2. What is sold' }).fill('Dashboard')
  const milestones = fee.getByRole('region', { name: /^Milestones/ })
  await milestones.getByLabel('Title').fill('Dashboard in use')
  await milestones.getByLabel('Amount').fill('21,000')
  await milestones.getByLabel('Planned').fill(today())
  await addEffort(page, fee, 'Dashboard', '60')
}

async function addEffort(page: Page, line: Locator, work: string, hours: string): Promise<void> {
  const effort = line.getByRole('region', { name: 'Effort' })
  await effort.getByLabel('Work package').fill(work)
  await choose(page, effort.getByRole('combobox', { name: 'Role' }), 'Retail consultant')
  await effort.getByLabel('Hours').fill(hours)
}

async function completeClient(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Edit' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Legal name').fill('Bluebird Outfitters Inc.')
  await form.getByRole('combobox', { name: 'Street and number' }).fill('9 Quay Street')
  await form.getByLabel('City').fill('Portland')
  await form.getByLabel('Postal code').fill('97201')
  await form.getByRole('group', { name: 'Address' }).getByLabel('Country').fill('US')
  await form.getByLabel('Invoice email').fill('ap@bluebird.example')
  await form.getByRole('button', { name: 'Edit' }).click()
  await done(page, 'Edit')
}

async function answerAsController(page: Page): Promise<void> {
  const task = await openTask(page, 'Complete client and tax data', DEAL)
  await task.getByText('Bluebird has signed: may they be billed?').waitFor()
  await task.getByRole('link', { name: CLIENT }).click()
  await page.getByRole('button', { name: 'Activate' }).click()
  await done(page, 'Activate')
  const again = await openTask(page, 'Complete client and tax data', DEAL)
  await again.getByRole('button', { name: 'Answer' }).click()
  await page.getByRole('dialog').getByLabel('Text').fill('They may.')
  await page.getByRole('dialog').getByRole('button', { name: 'Answer' }).click()
  await done(page, 'Answer')
}

/** Books people from the task itself; it completes when nothing is asked for any more. */
async function staff({ page, troubles }: Visit): Promise<void> {
  const task = await openTask(page, 'Staff project', DEAL)
  for (const [work, person, hours] of [
    ['Returns', 'Daniel Reyes', '5:00'],
    ['Dashboard', 'Hannah Cole', '1:15'],
  ] as const) {
    await task
      .getByRole('group', { name: new RegExp(`Retail consultant.*${work}$`) })
      .getByRole('button', { name: 'Book' })
      .click()
    const form = page.getByRole('dialog')
    await form.getByText('Who is free').waitFor()
    await choose(page, form.getByRole('combobox', { name: 'Person' }), new RegExp(person), person)
    await form.getByLabel('Hours per day').fill(hours)
    await form.getByLabel('Allow overbooking').fill('Agreed with the other project.')
    await form.getByRole('button', { name: 'Book' }).click()
    await done(page, 'Book')
  }
  await page.getByText('This is done').waitFor()
  // Asking once more for the task that is gone is how the screen learns it.
  assert.ok(troubles.splice(0).every((trouble) => /404.*\/v1\/tasks\//.test(trouble)))
}

async function typeWeek(page: Page): Promise<void> {
  await page.goto(`/time?week=${monday}`)
  await page.getByRole('button', { name: 'Add a row' }).click()
  await choose(page, page.getByRole('combobox', { name: 'Work' }), /Returns/, 'Returns')
  for (const [day, hours] of [
    ['Mon', '1'],
    ['Tue', '1'],
    ['Wed', '1.5'],
    ['Thu', '2'],
    ['Fri', '1'],
  ] as const)
    await page.getByRole('textbox', { name: new RegExp(`^WP1 Returns, ${day}`) }).fill(hours)
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Submit' }).click()
  await done(page, 'Submit')
}

async function openInvoice(page: Page): Promise<void> {
  await page.goto('/billing?tab=invoices')
  await page.getByRole('row').filter({ hasText: CLIENT }).first().click()
  await page.getByRole('link', { name: CLIENT }).first().waitFor()
  // The PDF is drawn after the release, by the worker.
  await page.getByRole('link', { name: 'PDF' }).waitFor()
}

/** Downloads the PDF as a press on its link does. */
async function firstBytesOfPdf(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'PDF' }).click(),
  ])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).subarray(0, 5).toString()
}

async function recordReceipt(page: Page, amount: string, reference: string): Promise<void> {
  await page.goto('/collections')
  await page.getByRole('button', { name: 'Record a receipt' }).click()
  const form = page.getByRole('dialog')
  await choose(page, form.getByRole('combobox', { name: 'Entity' }), /United States/)
  await choose(page, form.getByRole('combobox', { name: 'Client' }), /Bluebird/, 'Bluebird')
  await form.getByRole('textbox', { name: 'Amount' }).fill(amount)
  await form.getByLabel('Currency').fill('USD')
  await form.getByLabel('Received').fill(today())
  await form.getByLabel('Bank reference').fill(`STMT ${amount}`)
  await form.getByLabel('Reference', { exact: true }).fill(reference)
  await form.getByRole('button', { name: 'Record a receipt' }).click()
  await done(page, 'Record a receipt')
}
