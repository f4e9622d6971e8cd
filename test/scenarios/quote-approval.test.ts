/** A quote is looked at before it goes out: legal reads what is not ours, the price is approved, or it comes back. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sendReminders } from '#engines/exchange'
import { Refused } from '#kernel/refusal.ts'
import { deployShippedModels } from '../../src/server/shipped-models.ts'
import { openExampleFirm } from '../example-firm.ts'
import { openTestHouse } from '../house.ts'

const house = await openTestHouse()
const firm = await openExampleFirm(house)
await deployShippedModels(house.house, house.tenantId, house.clock.now)
const { sally } = firm.as
const [legal, controller, executive, lead, admin] = [
  house.as('legal'),
  house.as('controller'),
  house.as('executive'),
  house.as('delivery-lead'),
  house.as('administrator'),
]
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

async function draft(name: string, amount = '60000.00') {
  const { opportunityId } = await sally.run('opportunities.create', {
    name,
    clientId: firm.clients.US,
    amount: { amount, currency: 'USD' },
    expectedClose: '2026-04-30',
  })
  const { quoteId } = await sally.run('quotes.create', {
    opportunityId,
    title: name,
    currency: 'USD',
    pricedOn: '2026-03-16',
    validUntil: '2026-04-30',
    lines: [
      {
        title: 'Discovery',
        billingMethod: 'fixed_fee',
        entityCode: 'US',
        billToId: firm.clients.US,
        currency: 'USD',
        startsOn: '2026-05-01',
        endsOn: '2026-06-30',
        milestones: [{ title: 'Report', amount: { amount, currency: 'USD' }, plannedOn: '2026-06-30' }],
        details: [
          { workPackage: 'WP1', roleCode: 'analyst', minutes: 6_000, billRate: '180', costRate: '61' },
        ],
      },
    ],
  })
  return { opportunityId, quoteId }
}
const quoteOf = (quoteId: string) => sally.ask('quotes.get', { quoteId })
async function taskOf(who: typeof legal, title: string) {
  const { items } = await who.ask('tasks.list', { limit: 200 })
  const tasks = await Promise.all(items.map(({ id }: { id: string }) => who.ask('tasks.get', { taskId: id })))
  return tasks.find(({ variables }) => String(variables.title).includes(title))
}
async function decide(who: typeof legal, title: string, decision: string, note?: string) {
  const { id } = await taskOf(who, title)
  await who.run('tasks.complete', { taskId: id, variables: { decision, ...(note ? { note } : {}) } })
}
/** The subjects of the mails that go to somebody, the newest first. */
const mailsTo = async (who: typeof legal): Promise<string[]> => {
  const { items } = await admin.ask('exchange.listDeliveries', { objectId: await who.principalId })
  const mails = await Promise.all(
    items.map(({ id }: { id: string }) => admin.ask('exchange.getDelivery', { deliveryId: id })),
  )
  return mails.map(({ payload }) => payload.subject)
}

test('the client’s own paper goes to legal, two take the risk, the price is approved, and the deal is not asked again', async () => {
  const { opportunityId, quoteId } = await draft('Paper', '120000.00')
  await sally.run('quotes.setTerms', {
    quoteId,
    paper: 'client',
    paymentTermsDays: 45,
    deviations: 'Their terms of purchase.',
  })
  await assert.rejects(sally.run('quotes.activate', { quoteId }), refusedWith('quote_not_approved'))
  await sally.run('quotes.submit', { quoteId })
  assert.equal((await quoteOf(quoteId)).approval, 'asked')
  await assert.rejects(
    sally.run('quotes.setTerms', { quoteId, paper: 'ours' }),
    refusedWith('quote_in_approval'),
  )
  await assert.rejects(sally.run('quotes.submit', { quoteId }), refusedWith('quote_in_approval'))
  const task = await taskOf(legal, 'Terms of Paper')
  assert.deepEqual([task.name, task.priority, task.variables.risk], ['Review terms', 80, 'high'])
  await legal.run('quotes.reviewTerms', {
    quoteId,
    opinion: 'cleared',
    note: 'Liability is limited by clause 12.',
  })
  await decide(controller, 'Risk of quote', 'approved')
  await decide(executive, 'Risk of quote', 'approved')
  await decide(lead, 'Commercial terms of Paper', 'approved')
  await decide(controller, 'Commercial terms of Paper', 'approved', 'The margin carries it.')
  const quote = await quoteOf(quoteId)
  assert.deepEqual(
    [quote.approval, quote.approvalReason, quote.legalOpinion],
    ['approved', 'The margin carries it.', 'cleared'],
  )
  await sally.run('quotes.activate', { quoteId })
  await sally.run('quotes.accept', { quoteId })
  const { items: contracts } = await admin.ask('contracts.list', { opportunityId })
  assert.equal(contracts[0].state, 'active', 'the contract follows at once')
  const contract = await admin.ask('contracts.get', { contractId: contracts[0].id })
  assert.equal(contract.paymentTermsDays, 45, 'the agreed days to pay are those of the contract')
  assert.equal((await admin.ask('incidents.list', { open: true })).items.length, 0)
})

test('legal is reminded, objects, and the quote comes back with the reason; written anew it is asked about anew', async () => {
  const { quoteId } = await draft('Objected')
  await sally.run('quotes.setTerms', { quoteId, liabilityLimit: 'unlimited' })
  await sally.run('quotes.submit', { quoteId })
  house.clock.now = house.clock.now.add({ hours: 49 })
  await sendReminders(house.house, house.clock.now)
  assert.match((await mailsTo(legal))[0] ?? '', /^Review terms is late$/)
  await legal.run('quotes.reviewTerms', { quoteId, opinion: 'objected', note: 'Ask for a limit.' })
  const returned = await quoteOf(quoteId)
  assert.deepEqual([returned.approval, returned.approvalReason], ['returned', 'Legal: Ask for a limit.'])
  assert.ok((await mailsTo(sally)).includes(`Quote ${returned.number} is returned`))
  await assert.rejects(sally.run('quotes.activate', { quoteId }), refusedWith('quote_not_approved'))
  await sally.run('quotes.setTerms', { quoteId, liabilityLimit: 'limited' })
  assert.equal((await quoteOf(quoteId)).legalOpinion, null)
  await sally.run('quotes.submit', { quoteId })
  await decide(lead, 'Commercial terms of Objected', 'approved')
  await decide(controller, 'Commercial terms of Objected', 'approved')
  assert.equal((await quoteOf(quoteId)).approval, 'approved')
})

test('a quote that is taken back asks nobody any more, and what nobody asked is not reviewed', async () => {
  const { quoteId } = await draft('Taken back')
  await assert.rejects(sally.run('quotes.withdraw', { quoteId }), refusedWith('quote_not_in_approval'))
  await sally.run('quotes.setTerms', { quoteId, governingLaw: 'BR' })
  await sally.run('quotes.submit', { quoteId })
  assert.equal((await taskOf(legal, 'Taken back')).name, 'Review terms')
  await sally.run('quotes.withdraw', { quoteId })
  assert.equal(await taskOf(legal, 'Taken back'), undefined)
  await assert.rejects(
    legal.run('quotes.reviewTerms', { quoteId, opinion: 'cleared', note: 'Late.' }),
    refusedWith('quote_not_in_approval'),
  )
  await assert.rejects(
    admin.run('quotes.settleApproval', { quoteId, decision: 'approved', reason: 'Me.' }),
    refusedWith('not_permitted'),
  )
  const { items } = await admin.ask('processes.instances', { key: 'quote-approval', businessKey: quoteId })
  assert.deepEqual(
    items.map(({ status }: { status: string }) => status),
    ['completed'],
  )
})

test('who submitted a quote does not review its terms, whatever roles they hold', async () => {
  const both = house.as(await house.person('Both', 'sales', 'executive'))
  const { quoteId } = await draft('Own')
  await both.run('quotes.setTerms', { quoteId, paper: 'client' })
  await both.run('quotes.submit', { quoteId })
  await assert.rejects(
    both.run('quotes.reviewTerms', { quoteId, opinion: 'cleared', note: 'Mine.' }),
    refusedWith('own_approval'),
  )
})
