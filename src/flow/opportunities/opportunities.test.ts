import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { inTransaction } from '#kernel/run.ts'
import type { Tx } from '#kernel/sql.ts'
import { openTestHouse } from '#test/house.ts'
import { setActiveQuote, winOpportunity } from './index.ts'

const house = await openTestHouse()
const administrator = house.as('administrator')
const nobody = '0199d8a0-0000-7000-8000-0000000000ff'
await administrator.run('firm.setUp')
await administrator.run('firm.addEntity', {
  code: 'US',
  name: 'Alder US',
  legalName: 'Alder Systems Inc.',
  country: 'US',
  currency: 'USD',
  address: { lines: ['1 Main St'], city: 'Denver', region: 'CO', postalCode: '80202', country: 'US' },
  taxNumber: '84-1234567',
  bank: { name: 'First Bank', account: '123456789', routing: '102000000' },
})
await administrator.run('people.addRole', { code: 'account-lead', name: 'Account lead' })
const seller = await administrator.run('people.create', {
  number: 'E-1',
  name: 'Sam Ortiz',
  email: 'sam@alder.example',
  entityCode: 'US',
  roleCode: 'account-lead',
  startedOn: '2024-01-01',
  accessRoles: ['sales'],
})
const sales = house.as(seller.principalId)
const { clientId } = await sales.run('clients.create', {
  name: 'Meridian Foods',
  country: 'US',
  currency: 'USD',
})

const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

const atTheDoor = <T>(work: (tx: Tx) => Promise<T>) =>
  inTransaction(house.house.pool, 'begin', async (tx) => {
    await tx.openTenant(house.tenantId)
    return work(tx)
  })

const platform = {
  name: 'Meridian store platform',
  clientId,
  amount: { amount: '640000.00', currency: 'USD' },
  expectedClose: '2026-06-30',
}

test('an opportunity belongs to whoever adds it and changes while it is open', async () => {
  const { opportunityId } = await sales.run('opportunities.create', platform)
  const seen = await house.as('executive').ask('opportunities.get', { opportunityId })
  assert.deepEqual(
    [seen.ownerId, seen.clientName, seen.state, seen.amount, seen.probability],
    [seller.personId, 'Meridian Foods', 'open', platform.amount, 50],
  )
  const change = { opportunityId, stage: 'Proposal', amount: { amount: '610000.00', currency: 'EUR' } }
  await assert.rejects(
    sales.run('opportunities.update', change, { ifMatch: 4 }),
    refusedWith('stale_revision'),
  )
  assert.equal((await sales.run('opportunities.update', change, { ifMatch: 1 })).revision, 2)
  const { items } = await sales.ask('opportunities.list', { search: 'STORE', ownerId: seller.personId })
  assert.deepEqual(
    [items[0].stage, items[0].amount, items[0].name],
    ['Proposal', change.amount, platform.name],
  )
})

test('an opportunity is refused when it refers to nobody, to a record that is taken, or asks for less than nothing', async () => {
  const external = { ...platform, externalSystem: 'hubspot', externalId: '77' }
  await sales.run('opportunities.create', external)
  const blocked = await sales.run('clients.create', { name: 'Blocked', country: 'US', currency: 'USD' })
  await house.as('controller').run('clients.block', { clientId: blocked.clientId, reason: 'Does not pay.' })
  const cases: [string, object][] = [
    ['client_not_found', { ...platform, clientId: nobody }],
    ['client_blocked', { ...platform, clientId: blocked.clientId }],
    ['person_not_found', { ...platform, ownerId: nobody }],
    ['opportunity_external_taken', external],
    ['opportunity_amount_negative', { ...platform, amount: { amount: '-1.00', currency: 'USD' } }],
    ['invalid_input', { ...platform, externalId: '78' }],
  ]
  for (const [code, input] of cases)
    await assert.rejects(sales.run('opportunities.create', input), refusedWith(code), code)
  await assert.rejects(
    sales.ask('opportunities.get', { opportunityId: nobody }),
    refusedWith('opportunity_not_found'),
  )
})

test('an opportunity is not lost while a quote is out, and does not change once it is lost', async () => {
  const { opportunityId } = await sales.run('opportunities.create', platform)
  const lose = { opportunityId, reason: 'They build it themselves.' }
  await atTheDoor((tx) => setActiveQuote(tx, opportunityId, nobody))
  await assert.rejects(sales.run('opportunities.lose', lose), refusedWith('opportunity_has_active_quote'))
  await atTheDoor((tx) => setActiveQuote(tx, opportunityId, null))
  assert.equal((await sales.run('opportunities.lose', lose)).state, 'lost')
  await assert.rejects(sales.run('opportunities.lose', lose), refusedWith('opportunity_closed'))
  const { closedOn, lostReason } = await sales.ask('opportunities.get', { opportunityId })
  assert.deepEqual([closedOn, lostReason], ['2026-03-16', lose.reason])
})

test('a win takes the price of the quote and tells what approval limits are compared with', async () => {
  const { opportunityId } = await sales.run('opportunities.create', platform)
  const win = {
    opportunityId,
    quoteId: nobody,
    amount: { minor: 60_000_000n, currency: 'EUR' },
    discountPercent: '5.00',
    marginPercent: '41.20',
    entities: ['US', 'DE'],
    lines: 3,
    termsApproved: false,
  }
  const call = house.call(seller.principalId)
  await assert.rejects(
    atTheDoor((tx) => winOpportunity({ tx, call }, win)),
    refusedWith('exchange_rate_missing'),
  )
  await house.as('controller').run('firm.setExchangeRates', {
    rates: [{ source: 'EUR', target: 'USD', validFrom: '2026-01-01', rate: '1.1' }],
  })
  const { event } = await atTheDoor((tx) => winOpportunity({ tx, call }, win))
  assert.deepEqual([event.type, event.key], ['opportunities.won', opportunityId])
  assert.deepEqual(event.payload, {
    opportunityId,
    quoteId: nobody,
    clientId,
    clientName: 'Meridian Foods',
    name: platform.name,
    ownerId: seller.personId,
    ownerPrincipalId: seller.principalId,
    amount: { amount: '600000.00', currency: 'EUR' },
    currency: 'EUR',
    amountUsd: '660000.00',
    discountPercent: '5.00',
    marginPercent: '41.20',
    entities: ['US', 'DE'],
    lines: 3,
    termsApproved: false,
    wonBy: call.actorId,
  })
  const seen = await sales.ask('opportunities.get', { opportunityId })
  assert.deepEqual([seen.state, seen.amount.amount, seen.probability], ['won', '600000.00', 100])
})

const header =
  'Record ID,Deal Name,Deal Stage,Pipeline,Amount,Currency,Close Date,Deal owner,Associated Company,Company Country,Create Date,Deal probability'
const file = `${header}
8801,Loyalty app,Contract Sent,Sales Pipeline,80000,USD,2026-06-30 17:00,SAM@alder.example,Meridian Foods,,2026-03-02 09:30,0.9
8802,Data lake,Closed Lost,Sales Pipeline,40000.50,EUR,2026-02-27,,Norder Werft,DE,2026-01-05 08:00,0
8803,ERP move,Closed Won,Sales Pipeline,,USD,2026-07-31,,Norder Werft,DE,2026-03-05,
`

test('a deals export is tried first, then imported, and importing it again changes nothing', async () => {
  await assert.rejects(
    sales.run('opportunities.importDeals', { content: file }),
    refusedWith('import_has_errors'),
  )
  const asked = { content: file, createClients: true }
  const trial = await sales.run('opportunities.importDeals', { ...asked, dryRun: true })
  assert.deepEqual([trial.create, trial.clientsCreated, trial.errors], [3, 1, []])
  assert.deepEqual((await sales.ask('clients.list', { search: 'norder' })).items, [])
  const done = await sales.run('opportunities.importDeals', asked)
  assert.deepEqual([done.rows, done.create, done.update, done.clientsCreated], [3, 3, 0, 1])
  const [norder] = (await sales.ask('clients.list', { search: 'norder' })).items
  assert.deepEqual([norder.country, norder.state], ['DE', 'prospect'])
  const { items } = await sales.ask('opportunities.list', { clientId: norder.id, sort: 'name' })
  assert.deepEqual(
    items.map((one: { name: string; state: string; stage: string; closedOn: string | null }) => [
      one.name,
      one.state,
      one.stage,
      one.closedOn,
    ]),
    [
      ['Data lake', 'lost', 'Closed Lost', '2026-02-27'],
      ['ERP move', 'open', 'Closed Won', null],
    ],
  )
  const again = await sales.run('opportunities.importDeals', asked)
  assert.deepEqual([again.create, again.update, again.unchanged], [0, 0, 3])
  const moved = await sales.run('opportunities.importDeals', {
    content: file.replace('80000', '85000').replace('40000.50', '1'),
  })
  assert.deepEqual([moved.create, moved.update, moved.unchanged], [0, 1, 2])
})

test('a deals export with errors is refused as a whole, every error with its row', async () => {
  const content = `${header}
,Nameless,Proposal,,1,USD,2026-06-30,,Unheard,US,2026-03-02,
9002,Wrong,Proposal,,1.005,USD,June,who@else.example,Meridian Foods,ZZZ,yesterday,2
9003,Blocked,Proposal,,1,XYZ1,2026-06-30,,Blocked,,2026-03-02,
9004,Blocked,Proposal,,1,USD,2026-06-30,who@else.example,Blocked,,2026-03-02,
9005,New,Proposal,,1,USD,2026-06-30,,New company,,2026-03-02,
`
  const pointers = async (more: object) => {
    const refused: unknown = await sales
      .run('opportunities.importDeals', { content, ...more })
      .catch((error) => error)
    assert.ok(refused instanceof Refused)
    return refused.problems.map(({ pointer }) => pointer)
  }
  const found = [
    '/rows/2/Record ID',
    '/rows/3/Amount',
    '/rows/3/Close Date',
    '/rows/3/Create Date',
    '/rows/3/Company Country',
    '/rows/3/Deal probability',
    '/rows/4/Currency',
    '/rows/5/Deal owner',
    '/rows/5/Associated Company',
  ]
  assert.deepEqual(await pointers({}), [...found, '/rows/6/Associated Company'])
  assert.deepEqual(await pointers({ createClients: true }), [...found, '/rows/6/Company Country'])
  assert.deepEqual(await pointers({ createClients: true, defaultCountry: 'US' }), found)
})

test('the pipeline sums up open deals by stage and currency, the least probable stage first', async () => {
  const client = await sales.run('clients.create', { name: 'Pipeline', country: 'US', currency: 'USD' })
  const deal = (stage: string, probability: number, amount: string, currency = 'USD') =>
    sales.run('opportunities.create', {
      ...platform,
      clientId: client.clientId,
      stage,
      probability,
      amount: { amount, currency },
    })
  await deal('Contract sent', 90, '1000.00')
  await deal('Appointment', 20, '300.05')
  await deal('Appointment', 10, '100.00')
  await deal('Appointment', 30, '50.00', 'EUR')
  const { opportunityId } = await deal('Appointment', 30, '7.00')
  await sales.run('opportunities.lose', { opportunityId, reason: 'No budget.' })
  const asked = { clientId: client.clientId }
  const usd = (amount: string) => ({ amount, currency: 'USD' })
  const eur = (amount: string) => ({ amount, currency: 'EUR' })
  assert.deepEqual((await sales.ask('opportunities.pipeline', asked)).stages, [
    {
      stage: 'Appointment',
      count: 3,
      totals: [
        { currency: 'EUR', count: 1, amount: eur('50.00'), weighted: eur('15.00') },
        { currency: 'USD', count: 2, amount: usd('400.05'), weighted: usd('70.01') },
      ],
    },
    {
      stage: 'Contract sent',
      count: 1,
      totals: [{ currency: 'USD', count: 1, amount: usd('1000.00'), weighted: usd('900.00') }],
    },
  ])
  const { items } = await sales.ask('opportunities.list', { ...asked, stage: 'Contract sent' })
  assert.deepEqual(
    items.map((one: { amount: unknown; ownerName: string }) => [one.amount, one.ownerName]),
    [[usd('1000.00'), 'Sam Ortiz']],
  )
  assert.deepEqual((await sales.ask('opportunities.pipeline', { ...asked, ownerId: nobody })).stages, [])
})
