/** The present of the example: everybody finds work of their own in it, and the books stay right. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fireDueTimers } from '#engines/process'
import { inTransaction } from '#kernel/run.ts'
import { toldStory } from '#test/told-firm.ts'
import type { Actor, Wire } from '../stage.ts'
import { isWholePresent, tellPresent } from './present.ts'
import { records } from './records.ts'
import { dealOf } from './scene.ts'

/** A Friday afternoon. Whole weeks before it, and a week begun. */
const LOADED_AT = Temporal.Instant.from('2026-11-20T15:00:00Z')
const [LAST_MONDAY, MONDAY] = ['2026-11-09', '2026-11-16']

const { house, told } = await toldStory()
const { cast } = told
const isWhole = () =>
  inTransaction(house.pool, 'begin read only', async (tx) => {
    await tx.openTenant(told.stage.tenantId)
    return isWholePresent(tx)
  })
const wasWhole = await isWhole()
const { scene, delivery } = await tellPresent(told, LOADED_AT)

/** How many tasks somebody finds at each step. */
async function inbox(actor: Actor): Promise<Record<string, number>> {
  const tasks = await actor.all('tasks.list')
  return Object.fromEntries(
    [...Map.groupBy(tasks, ({ node }) => node as string)].map(([node, of]) => [node, of.length]),
  )
}

test('everybody who decides about something finds it in their own list', async () => {
  assert.deepEqual(await inbox(cast.executive), { approve_in_turn: 1 })
  assert.deepEqual(await inbox(cast.sales), { approve_in_turn: 1, accept_milestone: 1 })
  assert.deepEqual(await inbox(cast.projectManager), { approve_time: 13, review_proposal: 1 })
  assert.deepEqual(await inbox(cast.resourceManager), {
    staff_project: 1,
    staff_request: 1,
    collect_documents: 2,
  })
  assert.deepEqual(await inbox(cast.billing), { review_invoice: 2, allocate_receipt: 1 })
  assert.deepEqual(await inbox(cast.controller), {
    release_invoice: 1,
    allocate_receipt: 1,
    set_cost_rate: 1,
    assess_status: 1,
  })
  assert.deepEqual(await inbox(cast.legal), { review_terms: 1, assess_status: 1 })
  const lead = await inbox(cast.deliveryLead)
  assert.equal(lead['accept_milestone'], 1)
  assert.equal(lead['approve_in_turn'], 1)
  assert.equal(lead['approve_time'], 14, 'hers, and those of the project manager she stands in for')
})

test('the pipeline has deals in every stage, of two owners and in three currencies, won, lost and open', async () => {
  const deals = await cast.sales.all('opportunities.list', {})
  const open = deals.filter(({ state }) => state === 'open')
  assert.equal(open.length, 11)
  assert.deepEqual(new Set(open.map(({ amount }) => amount.currency)), new Set(['EUR', 'USD', 'SGD']))
  assert.equal(new Set(open.map(({ stage }) => stage)).size, 5)
  assert.equal(new Set(open.map(({ ownerName }) => ownerName)).size, 2)
  assert.ok(open.every(({ expectedClose }) => expectedClose > '2026-11-20'))
  const cascade = deals.find(({ externalId }) => externalId === records.cascadePlatform)
  assert.equal(cascade?.state, 'lost')
  assert.match(cascade?.lostReason, /own people/)
  const quotes = await cast.sales.all('quotes.list', {})
  const inState = (state: string) => quotes.filter((quote) => quote.state === state).length
  assert.deepEqual([inState('draft'), inState('active'), inState('won')], [2, 2, 6])
})

test('a second project is in delivery for another client, in another currency, with people of three companies', async () => {
  const { project, contracts } = delivery
  const projects = await cast.deliveryLead.all('insight.projects', {})
  const { state, clientName, figures } = projects.find(({ id }) => id === project.id)
  assert.deepEqual([state, clientName, figures.currency], ['deliver', 'Sunda Ferries', 'SGD'])
  assert.deepEqual([...contracts.keys()].sort(), ['DE', 'SG', 'US'])
})

test('people are booked firmly, softly and beyond their capacity, and a request is not met', async () => {
  const span = { from: MONDAY, to: '2026-12-13' }
  const { people } = await cast.resourceManager.ask('staffing.availability', span)
  const weeksOf = (found: (week: Wire) => boolean) =>
    people.filter(({ weeks }: Wire) => weeks.some(found)).map(({ name }: Wire) => name)
  assert.deepEqual(
    weeksOf(({ hardMinutes, capacityMinutes }) => hardMinutes > capacityMinutes),
    ['Maya Okafor', 'Tyler Brooks'],
  )
  assert.deepEqual(
    weeksOf(({ softMinutes }) => softMinutes > 0),
    ['Paul Richter'],
  )
  const requests = await cast.resourceManager.all('staffing.listRequests', {})
  const unmet = requests.filter(({ state }) => state !== 'fulfilled')
  assert.deepEqual(unmet.map(({ roleCode }) => roleCode).sort(), ['architect', 'engineer'])
})

test('last week waits for its approvers, one part too long; one older week was sent back; this week is in draft', async () => {
  const sheets = (from: string) => cast.controller.all('timesheets.list', { from, to: from })
  const lastWeek = await sheets(LAST_MONDAY)
  assert.equal(lastWeek.length, 14)
  assert.ok(lastWeek.every(({ state }) => state === 'submitted'))
  const waiting = await cast.projectManager.all('tasks.list')
  assert.equal(waiting.filter(({ overdue }) => overdue).length, 1)
  const before = await sheets('2026-11-02')
  const open = before.filter(({ state }) => state !== 'approved')
  assert.deepEqual(
    open.map(({ personName }) => personName),
    ['Hannah Cole'],
  )
  const { lines } = await cast.projectManager.ask('timesheets.get', { timesheetId: open[0]?.id })
  assert.ok(lines.every((line: Wire) => line.state === 'rejected' && /workshops/.test(line.reason)))
  const drafts = await sheets(MONDAY)
  assert.equal(drafts.length, 14)
  assert.ok(drafts.every(({ state }) => state === 'draft'))
})

test('invoices stand at every step: in review, returned, confirmed, out, late, paid in part', async () => {
  const invoices = await cast.billing.all('billing.listInvoices', {})
  const count = (state: string) => invoices.filter((invoice) => invoice.state === state).length
  assert.deepEqual([count('draft'), count('confirmed'), count('partially_paid')], [2, 1, 1])
  const late = await cast.billing.all('collections.openItems', { overdueOnly: true })
  assert.deepEqual(
    late.map(({ number, clientName }) => [number, clientName]).sort(),
    ['DE-2026-00004', 'SG-2026-00005', 'US-2026-00003'].map((number) => [number, 'Sunda Ferries']),
  )
  const receipts = await cast.billing.all('collections.listReceipts', {})
  const unapplied = receipts.filter(({ unapplied }) => unapplied.amount !== '0.00')
  assert.deepEqual(
    unapplied.map(({ amount, reference }) => [amount, reference]),
    [[{ amount: '25000.00', currency: 'EUR' }, 'Ferries, interfaces']],
  )
})

test('a deal without a plan of its effort stopped where its process asks for people, and a role owns the incident', async () => {
  const [incident, ...more] = await cast.executive.all('incidents.list', { open: true })
  assert.deepEqual(more, [])
  assert.equal(incident?.code, 'project_has_no_budget')
  assert.ok(incident?.message.includes(incident.values.number))
  assert.equal(incident?.businessKey, dealOf(scene, records.lionGateSupport).id)
  assert.equal(incident?.ownerRole, 'administrator')
})

test('questions wait for who knows the answer, a pro-forma has a comment, and somebody stands in', async () => {
  const [asked] = await cast.sales.tasks('approve_in_turn')
  assert.equal(asked?.asked[0], cast.sales.principalId)
  const late = (await cast.projectManager.all('tasks.list')).find(({ overdue }) => overdue)
  assert.equal(late?.asked.length, 1)
  const [review] = await cast.billing.tasks('review_invoice')
  const { conversation } = await cast.billing.ask('tasks.get', { taskId: review?.id })
  assert.deepEqual(
    conversation.map(({ kind }: Wire) => kind),
    ['comment'],
  )
  const { mayActFor } = await cast.deliveryLead.ask('access.whoAmI')
  assert.deepEqual(
    mayActFor.map(({ name, validTo }: Wire) => [name, validTo]),
    [['Jonas Weber', '2026-11-27']],
  )
})

test('who stands in for the project manager may still accept what he handed over, and approve time in his name', async () => {
  const milestone = await cast.deliveryLead.task('accept_milestone')
  const accept = { milestoneId: milestone.subjects[0], acceptedOn: '2026-11-20' }
  const { state } = await cast.deliveryLead.run('contracts.acceptMilestone', accept)
  assert.equal(state, 'accepted')
  const late = (await cast.deliveryLead.all('tasks.list')).find(({ overdue }) => overdue)
  assert.equal(late?.substituteFor, cast.projectManager.principalId)
})

test('every subledger equals its control account, every position the books, and each trial balance sums to zero', async () => {
  const { agrees, lines } = await cast.controller.ask('collections.reconcile', {})
  assert.ok(agrees, JSON.stringify(lines, null, 1))
  for (const position of await cast.controller.all('revenue.positions'))
    assert.ok(position.agrees, position.contractNumber)
  for (const { id: bookId } of await cast.controller.all('ledger.listBooks')) {
    const span = { bookId, from: '2026-01-01', to: '2026-12-31' }
    const { debit, credit } = await cast.controller.ask('ledger.trialBalance', span)
    assert.deepEqual(debit, credit)
  }
})

test('a start that was stopped before the end of the present is known by it', async () => {
  assert.equal(wasWhole, false)
  assert.equal(await isWhole(), true)
})

test('what was told before is as it was: the invoices of the story keep their numbers and amounts', async () => {
  for (const { invoiceId, number } of told.invoices) {
    const invoice = await cast.billing.ask('billing.getInvoice', { invoiceId })
    assert.equal(invoice.number, number)
    assert.equal(invoice.state, 'paid')
  }
})

test('when the program starts on this firm, billing and close of the last month begin, and nothing breaks', async () => {
  const wrong = async () =>
    (await cast.controller.all('incidents.list', { open: true })).map(({ key, node }) => `${key} ${node}`)
  const before = await wrong()
  const now = LOADED_AT.add({ minutes: 1 })
  while ((await fireDueTimers(house, now)) > 0);
  assert.deepEqual(await wrong(), before)
  const begun = async (key: string) => (await cast.executive.all('processes.instances', { key })).length
  assert.deepEqual([await begun('billing-run'), await begun('period-close')], [1, 1])
  assert.ok((await cast.controller.tasks('close_period')).length > 0)
  const { agrees } = await cast.controller.ask('collections.reconcile')
  assert.equal(agrees, true)
})
