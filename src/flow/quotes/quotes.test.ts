import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { inTransaction } from '#kernel/run.ts'
import { openTestHouse } from '#test/house.ts'
import { wonQuote } from './index.ts'

const house = await openTestHouse(undefined, { now: '2026-06-01T09:00:00Z' })
const administrator = house.as('administrator')
const sales = house.as('sales')
const lead = house.as('delivery-lead')
const nobody = '0199d8a0-0000-7000-8000-0000000000ff'

await administrator.run('firm.setUp')
for (const [code, country, currency] of [
  ['US', 'US', 'USD'],
  ['DE', 'DE', 'EUR'],
  ['SG', 'SG', 'SGD'],
])
  await administrator.run('firm.addEntity', {
    code,
    name: `Alder ${code}`,
    legalName: `Alder Systems ${code}`,
    country,
    currency,
    address: { lines: ['Main St 1'], city: 'Capital', postalCode: '10001', country },
    taxNumber: `${code}123456`,
    bank: { name: 'First Bank', account: '123456789' },
  })
await house.as('controller').run('firm.setExchangeRates', {
  rates: [
    { source: 'EUR', target: 'USD', validFrom: '2026-01-01', rate: '1.25' },
    { source: 'SGD', target: 'USD', validFrom: '2026-01-01', rate: '0.75' },
  ],
})
for (const code of ['architect', 'engineer', 'tester'])
  await administrator.run('people.addRole', { code, name: code })
for (const [number, cost] of [
  ['E-1', '60'],
  ['E-2', '70'],
])
  await administrator.run('people.create', {
    number,
    name: `Engineer ${number}`,
    email: `${number}@alder.example`,
    entityCode: 'DE',
    roleCode: 'engineer',
    startedOn: '2024-01-01',
    costRate: { amount: cost, currency: 'EUR' },
  })
const { rateCardId } = await lead.run('offers.createRateCard', {
  code: 'DE',
  name: 'Germany',
  currency: 'EUR',
})
await lead.run('offers.setRates', {
  rateCardId,
  rates: [{ roleCode: 'engineer', validFrom: '2026-01-01', rate: '130' }],
})
const dollarCard = await lead.run('offers.createRateCard', { code: 'US', name: 'America', currency: 'USD' })
const { clientId } = await sales.run('clients.create', {
  name: 'Meridian Foods',
  country: 'US',
  currency: 'USD',
})

const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const usd = (amount: string) => ({ amount, currency: 'USD' })
const eur = (amount: string) => ({ amount, currency: 'EUR' })
const span = { startsOn: '2026-07-01', endsOn: '2026-09-30' }

const discovery = {
  title: 'Discovery',
  billingMethod: 'fixed_fee',
  entityCode: 'US',
  billToId: clientId,
  currency: 'USD',
  ...span,
  details: [{ workPackage: 'WP1 Discovery', roleCode: 'architect', minutes: 24_000, costRate: '90' }],
  milestones: [
    { title: 'Target picture', amount: usd('48000.00'), plannedOn: '2026-07-24' },
    { title: 'Roadmap', amount: usd('72000.00'), plannedOn: '2026-08-14' },
  ],
}
const build = {
  title: 'Implementation',
  billingMethod: 'time_and_materials',
  entityCode: 'DE',
  billToId: clientId,
  currency: 'EUR',
  rateCardId,
  discountPercent: '10',
  cap: eur('120000.00'),
  ...span,
  purchaseOrder: 'PO-1',
  details: [
    { workPackage: 'WP2 Build', roleCode: 'engineer', minutes: 48_000 },
    { workPackage: 'WP3 Test', roleCode: 'tester', minutes: 6_000, billRate: '95', costRate: '50' },
  ],
}
const support = {
  title: 'Managed support',
  billingMethod: 'recurring_fee',
  entityCode: 'SG',
  billToId: clientId,
  currency: 'USD',
  monthlyFee: usd('14000.00'),
  startsOn: '2026-07-01',
  endsOn: '2026-12-31',
}
const content = {
  title: 'Store platform',
  currency: 'USD',
  pricedOn: '2026-06-01',
  validUntil: '2026-06-30',
  lines: [discovery, build, support],
}

const opportunity = async () =>
  (
    await sales.run('opportunities.create', {
      name: 'Meridian store platform',
      clientId,
      amount: usd('300000.00'),
      expectedClose: '2026-06-30',
    })
  ).opportunityId as string

test('a quote over three entities and two currencies is priced line by line and summed in its own currency', async () => {
  const made = await sales.run('quotes.create', { opportunityId: await opportunity(), ...content })
  assert.match(made.number, /^Q-2026-\d{4}$/)
  const quote = await house.as('executive').ask('quotes.get', { quoteId: made.quoteId })
  const [first, second, third] = quote.lines
  assert.deepEqual(
    [first.price, first.listPrice, first.cost],
    [usd('120000.00'), usd('120000.00'), usd('36000.00')],
  )
  // 800 h at 130 less 10 % and 100 h at 95; cost 800 h at the average of 60 and 70, and 100 h at 50
  assert.deepEqual(
    [second.price, second.listPrice, second.cost],
    [eur('103100.00'), eur('113500.00'), eur('57000.00')],
  )
  assert.deepEqual([second.discountPercent, second.marginPercent], ['9.16', '44.71'])
  assert.deepEqual(second.details[0], {
    workPackage: 'WP2 Build',
    roleCode: 'engineer',
    minutes: 48_000,
    billRate: '117.000000',
    listRate: '130.000000',
    costRate: '65.000000',
  })
  assert.deepEqual([second.cap, second.entityCode, second.purchaseOrder], [eur('120000.00'), 'DE', 'PO-1'])
  assert.deepEqual([third.price, third.cost], [usd('84000.00'), usd('0.00')])
  assert.deepEqual(first.milestones[1], {
    title: 'Roadmap',
    amount: usd('72000.00'),
    plannedOn: '2026-08-14',
  })
  // 120,000 + 103,100 x 1.25 + 84,000 = 332,875; cost 36,000 + 57,000 x 1.25 = 107,250
  assert.deepEqual([quote.price, quote.listPrice], [usd('332875.00'), usd('345875.00')])
  assert.deepEqual(
    [quote.margin, quote.marginPercent, quote.discountPercent],
    [usd('225625.00'), '67.78', '3.76'],
  )
  assert.deepEqual(made.price, quote.price)
})

test('the cost of a role at another currency than the line is converted', async () => {
  const line = {
    ...build,
    currency: 'USD',
    cap: undefined,
    rateCardId: dollarCard.rateCardId,
    discountPercent: undefined,
  }
  const details = [{ workPackage: 'WP', roleCode: 'engineer', minutes: 60, billRate: '150' }]
  const { quoteId } = await sales.run('quotes.create', {
    opportunityId: await opportunity(),
    ...content,
    lines: [{ ...line, details }],
  })
  const { lines } = await sales.ask('quotes.get', { quoteId })
  assert.equal(lines[0].details[0].costRate, '81.250000')
})

test('a quote that cannot be priced is refused with the reason', async () => {
  const opportunityId = await opportunity()
  const blocked = await sales.run('clients.create', { name: 'Blocked', country: 'US', currency: 'USD' })
  await house.as('controller').run('clients.block', { clientId: blocked.clientId, reason: 'Does not pay.' })
  const own = await lead.run('offers.createRateCard', {
    code: 'SG-EUR',
    name: 'Singapore in EUR',
    currency: 'EUR',
    entityId: (await sales.ask('firm.listEntities', {})).items.find(
      (one: { code: string }) => one.code === 'SG',
    ).id,
  })
  const [engineer] = build.details
  const cases: [string, object][] = [
    ['client_not_found', { ...discovery, billToId: nobody }],
    ['client_blocked', { ...discovery, billToId: blocked.clientId }],
    ['entity_code_unknown', { ...discovery, entityCode: 'FR' }],
    ['role_not_found', { ...build, details: [{ ...engineer, roleCode: 'wizard' }] }],
    ['rate_card_not_found', { ...build, rateCardId: nobody }],
    ['rate_card_mismatch', { ...build, rateCardId: dollarCard.rateCardId }],
    ['rate_card_mismatch', { ...build, rateCardId: own.rateCardId }],
    ['rate_missing', { ...build, details: [{ ...engineer, roleCode: 'tester', costRate: '1' }] }],
    ['cost_rate_unknown', { ...build, details: [{ ...engineer, roleCode: 'tester', billRate: '1' }] }],
    [
      'exchange_rate_missing',
      { ...support, currency: 'GBP', monthlyFee: { amount: '1.00', currency: 'GBP' } },
    ],
    ['quote_currency_mismatch', { ...build, cap: usd('1.00') }],
    ['quote_amount_not_positive', { ...support, monthlyFee: usd('0.00') }],
    ['quote_too_large', { ...support, monthlyFee: usd('99999999999999.00'), endsOn: '2035-12-31' }],
    ['milestones_do_not_sum', { ...discovery, price: usd('120000.01') }],
    ['quote_rate_ambiguous', { ...build, details: [engineer, { ...engineer, billRate: '100' }] }],
    ['invalid_input', { ...build, rateCardId: undefined }],
    ['invalid_input', { ...build, milestones: discovery.milestones }],
    ['invalid_input', { ...discovery, milestones: [] }],
    ['invalid_input', { ...discovery, cap: usd('1.00') }],
    ['invalid_input', { ...support, monthlyFee: undefined }],
    ['invalid_input', { ...support, endsOn: '2026-06-30' }],
  ]
  for (const [code, line] of cases)
    await assert.rejects(
      sales.run('quotes.create', { opportunityId, ...content, lines: [line] }),
      refusedWith(code),
      code,
    )
  await assert.rejects(
    sales.run('quotes.create', { opportunityId: nobody, ...content }),
    refusedWith('opportunity_not_found'),
  )
  assert.deepEqual((await sales.ask('quotes.list', { opportunityId })).items, [])
})

test('a draft is written anew until it goes out, and is read-only from then on', async () => {
  const { quoteId } = await lead.run('quotes.create', { opportunityId: await opportunity(), ...content })
  const cheaper = {
    quoteId,
    ...content,
    lines: [{ ...discovery, milestones: [{ ...discovery.milestones[0] }] }],
  }
  await assert.rejects(lead.run('quotes.update', cheaper, { ifMatch: 8 }), refusedWith('stale_revision'))
  const updated = await lead.run('quotes.update', cheaper, { ifMatch: 1 })
  assert.deepEqual([updated.price, updated.revision], [usd('48000.00'), 2])
  assert.equal((await lead.ask('quotes.get', { quoteId })).lines.length, 1)
  await assert.rejects(lead.run('quotes.activate', { quoteId }), refusedWith('not_permitted'))
  await assert.rejects(sales.run('quotes.accept', { quoteId }), refusedWith('quote_not_active'))
  assert.equal((await sales.run('quotes.activate', { quoteId }, { ifMatch: 2 })).state, 'active')
  await assert.rejects(lead.run('quotes.update', cheaper), refusedWith('quote_not_draft'))
  await assert.rejects(sales.run('quotes.activate', { quoteId }), refusedWith('quote_not_draft'))
})

test('only one quote of an opportunity is out at a time, and a lost one leaves the opportunity open', async () => {
  const opportunityId = await opportunity()
  const draft = async () => (await sales.run('quotes.create', { opportunityId, ...content })).quoteId
  const [first, second] = [await draft(), await draft()]
  await sales.run('quotes.activate', { quoteId: first })
  await assert.rejects(
    sales.run('quotes.activate', { quoteId: second }),
    refusedWith('opportunity_has_active_quote'),
  )
  await assert.rejects(
    sales.run('opportunities.lose', { opportunityId, reason: 'No.' }),
    refusedWith('opportunity_has_active_quote'),
  )
  assert.equal((await sales.run('quotes.lose', { quoteId: first, reason: 'Too expensive.' })).state, 'lost')
  await sales.run('quotes.activate', { quoteId: second })
  const { items } = await sales.ask('quotes.list', { opportunityId, state: 'active' })
  assert.deepEqual(
    items.map((quote: { id: string }) => quote.id),
    [second],
  )
})

test('revising withdraws a quote and opens the next version with the same lines', async () => {
  const { quoteId, number } = await sales.run('quotes.create', {
    opportunityId: await opportunity(),
    ...content,
  })
  await assert.rejects(sales.run('quotes.revise', { quoteId }), refusedWith('quote_not_active'))
  await sales.run('quotes.activate', { quoteId })
  const next = await sales.run('quotes.revise', { quoteId })
  assert.deepEqual([next.number, next.version], [number, 2])
  const [before, after] = await Promise.all([
    sales.ask('quotes.get', { quoteId }),
    sales.ask('quotes.get', { quoteId: next.quoteId }),
  ])
  assert.deepEqual([before.state, after.state], ['revised', 'draft'])
  const withoutIds = (quote: { lines: { id: string }[] }) => quote.lines.map(({ id: _, ...rest }) => rest)
  assert.deepEqual(withoutIds(after), withoutIds(before))
  assert.deepEqual(after.price, before.price)
  await sales.run('quotes.activate', { quoteId: next.quoteId })
})

test('an accepted quote wins its opportunity at its price, and later rooms find it', async () => {
  const opportunityId = await opportunity()
  const { quoteId } = await sales.run('quotes.create', { opportunityId, ...content })
  const other = await sales.run('quotes.create', { opportunityId, ...content })
  await sales.run('quotes.activate', { quoteId })
  assert.equal((await sales.run('quotes.accept', { quoteId })).state, 'won')
  const won = await sales.ask('opportunities.get', { opportunityId })
  assert.deepEqual([won.state, won.amount], ['won', usd('332875.00')])
  const { rows } = await house.database.admin.query<{
    actor_id: string
    events: { type: string; payload: object }[]
  }>(`select actor_id, events from kernel.journal where command = 'quotes.accept' order by id desc limit 1`)
  const event = rows[0]?.events.find(({ type }) => type === 'opportunities.won')
  assert.deepEqual(event?.payload, {
    opportunityId,
    quoteId,
    clientId,
    clientName: 'Meridian Foods',
    name: 'Meridian store platform',
    ownerId: null,
    ownerPrincipalId: null,
    wonBy: rows[0]?.actor_id,
    amount: usd('332875.00'),
    currency: 'USD',
    amountUsd: '332875.00',
    discountPercent: '3.76',
    marginPercent: '67.78',
    entities: ['US', 'DE', 'SG'],
    lines: 3,
    termsApproved: false,
  })
  const found = await inTransaction(house.house.pool, 'begin', async (tx) => {
    await tx.openTenant(house.tenantId)
    return wonQuote(tx, opportunityId)
  })
  assert.deepEqual([found?.id, found?.lines.length], [quoteId, 3])
  await assert.rejects(
    sales.run('quotes.activate', { quoteId: other.quoteId }),
    refusedWith('opportunity_closed'),
  )
  await assert.rejects(sales.ask('quotes.get', { quoteId: nobody }), refusedWith('quote_not_found'))
})

test('a quote is not accepted after its last day, but may be revised', async () => {
  const { quoteId } = await sales.run('quotes.create', { opportunityId: await opportunity(), ...content })
  const draft = await sales.run('quotes.create', { opportunityId: await opportunity(), ...content })
  await sales.run('quotes.activate', { quoteId })
  const late = { today: '2026-07-01' }
  await assert.rejects(sales.run('quotes.accept', { quoteId }, late), refusedWith('quote_expired'))
  await assert.rejects(
    sales.run('quotes.activate', { quoteId: draft.quoteId }, late),
    refusedWith('quote_expired'),
  )
  assert.equal((await sales.run('quotes.revise', { quoteId }, late)).version, 2)
})
