import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { inTransaction } from '#kernel/run.ts'
import { openTestHouse } from '#test/house.ts'
import { ratesOn } from './index.ts'

const house = await openTestHouse()
const lead = house.as('delivery-lead')
const planner = house.as('resource-manager')
const nobody = '0199d8a0-0000-7000-8000-0000000000ff'
const { entityId } = await house.as('administrator').run('firm.addEntity', {
  code: 'DE',
  name: 'Alder Germany',
  legalName: 'Alder Systems GmbH',
  country: 'DE',
  currency: 'EUR',
  address: { lines: ['Lindenstr. 12'], city: 'Berlin', postalCode: '10969', country: 'DE' },
  taxNumber: 'DE811234567',
  bank: { name: 'Spreebank', iban: 'DE02120300000000202051' },
})
for (const code of ['architect', 'engineer']) await planner.run('people.addRole', { code, name: code })

const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

test('a price holds from its day until the next one and says why', async () => {
  const card = { code: 'EU', name: 'Europe', currency: 'EUR' }
  const { rateCardId } = await lead.run('offers.createRateCard', card)
  await assert.rejects(lead.run('offers.createRateCard', card), refusedWith('rate_card_code_taken'))
  await assert.rejects(
    lead.run('offers.createRateCard', { ...card, code: 'X', entityId: nobody }),
    refusedWith('entity_not_found'),
  )
  const rates = [
    { roleCode: 'architect', validFrom: '2026-01-01', rate: '160' },
    { roleCode: 'architect', validFrom: '2026-07-01', rate: '165.50' },
  ]
  const first = await lead.run('offers.setRates', { rateCardId, rates }, { ifMatch: 1 })
  assert.deepEqual(first, { rateCardId, changed: 2, revision: 2 })
  assert.equal((await lead.run('offers.setRates', { rateCardId, rates })).changed, 0)
  await assert.rejects(
    lead.run('offers.setRates', { rateCardId, rates }, { ifMatch: 1 }),
    refusedWith('stale_revision'),
  )
  const told = await house
    .as('sales')
    .ask('offers.explainRate', { rateCardId, roleCode: 'architect', day: '2026-08-01' })
  assert.deepEqual(told.rate, { amount: '165.500000', currency: 'EUR' })
  assert.deepEqual(
    told.trace.map((one: { validFrom: string; verdict: string }) => [one.validFrom, one.verdict]),
    [
      ['2026-07-01', 'applies'],
      ['2026-01-01', 'superseded'],
    ],
  )
  await assert.rejects(
    lead.ask('offers.explainRate', { rateCardId, roleCode: 'architect', day: '2025-12-31' }),
    refusedWith('rate_missing'),
  )
  const { items } = await lead.ask('offers.listRates', { rateCardId, sort: '-validFrom', limit: 1 })
  assert.equal(items[0].rate.amount, '165.500000')
})

test('a price needs a card and a role that exist', async () => {
  const rates = [{ roleCode: 'wizard', validFrom: '2026-01-01', rate: '1' }]
  await assert.rejects(
    lead.run('offers.setRates', { rateCardId: nobody, rates }),
    refusedWith('rate_card_not_found'),
  )
  const { rateCardId } = await lead.run('offers.createRateCard', { code: 'W', name: 'W', currency: 'USD' })
  await assert.rejects(lead.run('offers.setRates', { rateCardId, rates }), refusedWith('role_not_found'))
})

test('an entity sells by its own cards and by those for all', async () => {
  await lead.run('offers.createRateCard', { code: 'OWN', name: 'Germany only', currency: 'EUR', entityId })
  const codes = async (filter: object) =>
    (await lead.ask('offers.listRateCards', { currency: 'EUR', ...filter })).items.map(
      (card: { code: string }) => card.code,
    )
  assert.deepEqual(await codes({ entityId }), ['EU', 'OWN'])
  assert.deepEqual(await codes({ entityId: nobody }), ['EU'])
})

const header = 'Rate Card,Currency,Entity,Role,Valid From,Hourly Rate'
const file = `${header}
DE-2026,EUR,DE,architect,2026-01-01,165.00
DE-2026,EUR,DE,engineer,2026-01-01,130
`

test('a file of prices is tried first, then imported, and importing it again changes nothing', async () => {
  const trial = await lead.run('offers.importRates', { content: file, dryRun: true })
  assert.deepEqual([trial.create, trial.update, trial.unchanged, trial.errors], [2, 0, 0, []])
  assert.equal((await lead.ask('offers.listRateCards', { sort: 'code' })).items.length, 3)
  const done = await lead.run('offers.importRates', { content: file })
  assert.deepEqual([done.create, done.update], [2, 0])
  const again = await lead.run('offers.importRates', { content: file.replace('130', '132.5') })
  assert.deepEqual([again.create, again.update, again.unchanged], [0, 1, 1])
  const card = (await lead.ask('offers.listRateCards', {})).items.find(
    (one: { code: string }) => one.code === 'DE-2026',
  )
  assert.deepEqual([card.entityId, card.revision], [entityId, 2])
  const rates = await inTransaction(house.house.pool, 'begin', async (tx) => {
    await tx.openTenant(house.tenantId)
    return ratesOn(tx, card.id, '2026-08-15')
  })
  assert.deepEqual(Object.fromEntries(rates), { architect: '165.000000', engineer: '132.500000' })
})

test('a file of prices with errors is refused as a whole, every error with its row', async () => {
  const content = `${header}
EU,USD,,architect,2026-01-01,100
NEW,EUR,,architect,2026-01-01,100
NEW,EUR,,architect,2026-01-01,101
NEW,GBP,DE,engineer,2026-01-01,101
,XXX1,FR,wizard,tomorrow,-5
`
  await assert.rejects(lead.run('offers.importRates', { content }), (error) => {
    assert.ok(error instanceof Refused)
    assert.equal(error.code, 'import_has_errors')
    assert.deepEqual(
      error.problems.map(({ pointer }) => pointer),
      [
        '/rows/2/Currency',
        '/rows/4/Valid From',
        '/rows/5/Currency',
        '/rows/5/Entity',
        '/rows/6/Rate Card',
        '/rows/6/Currency',
        '/rows/6/Entity',
        '/rows/6/Role',
        '/rows/6/Valid From',
        '/rows/6/Hourly Rate',
      ],
    )
    return true
  })
  assert.equal((await lead.run('offers.importRates', { content, dryRun: true })).errors.length, 10)
})
