import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { inTransaction } from '#kernel/run.ts'
import type { Tx } from '#kernel/sql.ts'
import { sql } from '#kernel/sql.ts'
import { openTestHouse } from '#test/house.ts'
import { firmNumbers, rateOn, workingDays } from './index.ts'

const house = await openTestHouse()
const controller = house.as('controller')

const germany = {
  code: 'DE',
  name: 'Alder Germany',
  legalName: 'Alder Systems GmbH',
  country: 'DE',
  currency: 'EUR',
  address: { lines: ['Lindenstr. 12'], city: 'Berlin', postalCode: '10969', country: 'DE' },
  taxNumber: 'DE811234567',
  bank: { name: 'Spreebank', iban: 'DE02120300000000202051' },
  locale: 'de-DE',
  timeZone: 'Europe/Berlin',
}
const { entityId } = await controller.run('firm.addEntity', germany)

const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

/** What other rooms ask at the door. */
const atTheDoor = <T>(work: (tx: Tx) => Promise<T>) =>
  inTransaction(house.house.pool, 'begin', async (tx) => {
    await tx.openTenant(house.tenantId)
    return work(tx)
  })

test('an entity comes with its books, its periods and its invoice numbers', async () => {
  const entity = await house.as('executive').ask('firm.getEntity', { entityId })
  assert.equal(entity.legalName, 'Alder Systems GmbH')
  assert.equal(entity.revision, 1)
  const { items } = await controller.ask('firm.listEntities', { country: 'DE' })
  assert.deepEqual(items, [entity])
  const books = await controller.ask('ledger.listBooks', {})
  assert.deepEqual(
    books.items.map((book: { id: string; currency: string }) => [book.id, book.currency]),
    [[entityId, 'EUR']],
  )
  const series = await controller.ask('documents.listSeries', { book: 'DE' })
  assert.deepEqual(
    series.items.map((one: { series: string; format: string }) => [one.series, one.format]).sort(),
    [
      ['credit_note', 'DE-CN-{year}-{number:5}'],
      ['invoice', 'DE-{year}-{number:5}'],
    ],
  )
})

test('two entities cannot have one code, and nothing of the second is left', async () => {
  await assert.rejects(controller.run('firm.addEntity', germany), refusedWith('entity_code_taken'))
  assert.equal((await controller.ask('ledger.listBooks', {})).items.length, 1)
})

test('what an entity prints on its documents changes, and nothing that books hang on', async () => {
  const { entityId: id } = await controller.run('firm.addEntity', { ...germany, code: 'SG', currency: 'SGD' })
  const change = { entityId: id, taxNumber: 'M2-8812345-6', timeZone: 'Asia/Singapore' }
  await assert.rejects(
    controller.run('firm.updateEntity', change, { ifMatch: 2 }),
    refusedWith('stale_revision'),
  )
  assert.deepEqual(await controller.run('firm.updateEntity', change, { ifMatch: 1 }), {
    entityId: id,
    revision: 2,
  })
  const { taxNumber, timeZone, legalName, code } = await controller.ask('firm.getEntity', { entityId: id })
  assert.deepEqual(
    [taxNumber, timeZone, legalName, code],
    ['M2-8812345-6', 'Asia/Singapore', germany.legalName, 'SG'],
  )
  await assert.rejects(
    controller.run('firm.updateEntity', { ...change, currency: 'USD' }),
    refusedWith('invalid_input'),
  )
})

test('what the firm does not have is refused by its name', async () => {
  const nobody = '0199d8a0-0000-7000-8000-0000000000ff'
  await assert.rejects(
    controller.ask('firm.getEntity', { entityId: nobody }),
    refusedWith('entity_not_found'),
  )
  await assert.rejects(
    controller.run('firm.setTaxRule', { entityId, clientCountry: '*', taxCodeId: nobody }),
    refusedWith('tax_code_not_found'),
  )
})

test('the first entity opens the numbers of the firm, and nothing opens them twice', async () => {
  const administrator = house.as('administrator')
  assert.deepEqual((await administrator.run('firm.setUp')).opened, [])
  const other = await house.otherTenant()
  const opened = await other.as('administrator').run('firm.setUp')
  assert.deepEqual(
    opened.opened,
    ['client', 'quote', 'contract', 'project'],
    'without an entity there were none',
  )
  const numbers = await atTheDoor((tx) =>
    firmNumbers(
      { tx, journalId: '0199d8a0-0000-7000-8000-000000000001', call: house.call(house.administratorId) },
      'client',
      2,
    ),
  )
  assert.deepEqual(numbers, ['C-00001', 'C-00002'])
})

test('practices and regions have codes of their own', async () => {
  await controller.run('firm.addOrgUnit', { code: 'CLOUD', name: 'Cloud platforms', kind: 'practice' })
  await controller.run('firm.addOrgUnit', { code: 'EMEA', name: 'Europe', kind: 'region' })
  await assert.rejects(
    controller.run('firm.addOrgUnit', { code: 'CLOUD', name: 'Clouds', kind: 'practice' }),
    refusedWith('org_unit_code_taken'),
  )
  const { items } = await house.as('sales').ask('firm.listOrgUnits', { kind: 'practice' })
  assert.deepEqual(
    items.map((unit: { code: string }) => unit.code),
    ['CLOUD'],
  )
})

test('an exchange rate holds from its day until the next one, in both directions', async () => {
  const rates = [
    { source: 'EUR', target: 'USD', validFrom: '2026-01-01', rate: '1.25' },
    { source: 'EUR', target: 'USD', validFrom: '2026-02-01', rate: '1.0825' },
  ]
  assert.deepEqual(await controller.run('firm.setExchangeRates', { rates }), { changed: 2 })
  assert.deepEqual(await controller.run('firm.setExchangeRates', { rates }), { changed: 0 })
  for (const validFrom of ['0000-01-01', '2026-02-30'])
    await assert.rejects(
      controller.run('firm.setExchangeRates', { rates: [{ ...rates[0], validFrom }] }),
      refusedWith('invalid_input'),
    )
  const cases = [
    ['EUR', 'USD', '2026-01-31', 1.25],
    ['EUR', 'USD', '2026-02-01', 1.0825],
    ['USD', 'EUR', '2026-01-15', 0.8],
    ['USD', 'USD', '2020-01-01', 1],
  ] as const
  for (const [source, target, day, expected] of cases) {
    const found = await atTheDoor((tx) => rateOn(tx, source, target, day))
    assert.equal(Number(found), expected, `${source} ${target} ${day}`)
  }
  await assert.rejects(
    atTheDoor((tx) => rateOn(tx, 'EUR', 'USD', '2025-12-31')),
    refusedWith('exchange_rate_missing'),
  )
  const { items } = await controller.ask('firm.listExchangeRates', {
    source: 'EUR',
    sort: '-validFrom',
    limit: 1,
  })
  assert.equal(items[0].validFrom, '2026-02-01')
})

test('a client is charged the tax of its own country before the tax for all others', async () => {
  const chargedIn = (country: string) =>
    atTheDoor((tx) =>
      tx.one(
        sql<{ taxCodeId: string | null }>`select firm.tax_code_for(${entityId}, ${country}) as "taxCodeId"`,
      ),
    )
  assert.equal((await chargedIn('DE')).taxCodeId, null)
  const vat = { entityId, code: 'VAT19', name: 'VAT 19 %', category: 'standard', percent: '19' }
  const { taxCodeId } = await controller.run('firm.addTaxCode', vat)
  await assert.rejects(controller.run('firm.addTaxCode', vat), refusedWith('tax_code_taken'))
  await assert.rejects(
    controller.run('firm.addTaxCode', { ...vat, code: 'RC', category: 'reverse_charge' }),
    refusedWith('invalid_input'),
  )
  const reverse = { ...vat, code: 'RC', category: 'reverse_charge', percent: '0', note: 'Reverse charge' }
  const other = await controller.run('firm.addTaxCode', reverse)
  await controller.run('firm.setTaxRule', { entityId, clientCountry: 'DE', taxCodeId })
  await controller.run('firm.setTaxRule', { entityId, clientCountry: '*', taxCodeId: other.taxCodeId })
  assert.equal((await chargedIn('DE')).taxCodeId, taxCodeId)
  assert.equal((await chargedIn('SG')).taxCodeId, other.taxCodeId)
  const { items } = await house.as('billing').ask('firm.listTaxCodes', { entityId })
  assert.deepEqual(
    items.map((tax: { code: string; clientCountries: string[] }) => [tax.code, tax.clientCountries]),
    [
      ['RC', ['*']],
      ['VAT19', ['DE']],
    ],
  )
})

test('the holidays of a year are replaced as a whole and are no working days', async () => {
  const planner = house.as('resource-manager')
  const on = (days: string[]) =>
    planner.run('firm.setHolidays', {
      entityId,
      year: 2026,
      holidays: days.map((day) => ({ day, name: 'Free' })),
    })
  const { revision } = await on(['2026-10-02', '2026-12-25'])
  await on(['2026-10-01'])
  await assert.rejects(
    planner.run('firm.setHolidays', { entityId, year: 2026, holidays: [] }, { ifMatch: revision }),
    refusedWith('stale_revision'),
  )
  const { items } = await planner.ask('firm.listHolidays', { entityId, year: 2026 })
  assert.deepEqual(
    items.map(({ day }: { day: string }) => day),
    ['2026-10-01'],
  )
  const days = await atTheDoor((tx) => workingDays(tx, entityId, '2026-09-30', '2026-10-02'))
  assert.deepEqual(days, ['2026-09-30', '2026-10-02'])
  await assert.rejects(on(['2027-01-01']), refusedWith('invalid_input'))
})
