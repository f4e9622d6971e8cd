import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { cappedWorth } from '../examples/engagement.ts'
import { exampleFiles } from '../examples/generate.ts'
import { randomFrom } from '../examples/random.ts'
import { timeLines } from '../examples/time.ts'
import { openTestHouse } from './house.ts'

const folder = join(import.meta.dirname, '../examples')
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8')
const jsonOf = (name: string) => JSON.parse(textOf(name))
const firm = jsonOf('firm.json')
const engagement = jsonOf('engagement.json')

test('the example files are what the generator writes from its seed', () => {
  for (const [name, text] of Object.entries(exampleFiles())) {
    if (name.endsWith('.json')) assert.deepEqual(jsonOf(name), JSON.parse(text), name)
    else assert.equal(textOf(name), text, name)
  }
})

test('the example tells three months of fourteen people in at least two thousand lines, close to the cap', () => {
  const lines = timeLines(randomFrom(20_260_701), '2026-07-01', '2026-09-30')
  assert.ok(lines.length >= 2_000)
  assert.equal(new Set(lines.map(({ person }) => person.name)).size, 14)
  assert.ok(lines.some(({ billable }) => !billable))
  const cap = BigInt(engagement.quote.lines[1].cap.amount.replace('.', ''))
  const worth = cappedWorth(lines)
  assert.ok(worth < cap && worth * 100n > cap * 97n, `${worth} of ${cap}`)
})

test('nobody works in two places at once in the example', () => {
  const lines = timeLines(randomFrom(20_260_701), '2026-07-01', '2026-09-30')
  for (const [key, day] of Map.groupBy(lines, (line) => `${line.person.name} ${line.day}`)) {
    const sorted = day.toSorted((one, other) => one.startSecond - other.startSecond)
    for (const [index, line] of sorted.entries()) {
      const next = sorted[index + 1]
      assert.ok(line.seconds > 0 && line.startSecond + line.seconds <= (next?.startSecond ?? 24 * 3600), key)
    }
  }
})

test('the example firm is set up, its exports are imported, and its engagement is sold', async (t) => {
  const house = await openTestHouse(t, { now: '2026-06-15T09:00:00Z' })
  const administrator = house.as('administrator')
  const controller = house.as('controller')
  const sales = house.as('sales')
  await administrator.run('firm.setUp')
  const entityIds = new Map<string, string>()
  for (const entity of firm.entities)
    entityIds.set(entity.code, (await administrator.run('firm.addEntity', entity)).entityId)
  for (const unit of firm.orgUnits) await administrator.run('firm.addOrgUnit', unit)
  await controller.run('firm.setExchangeRates', { rates: firm.exchangeRates })
  for (const { entityCode, clientCountries, ...tax } of firm.taxCodes) {
    const entityId = entityIds.get(entityCode)
    const { taxCodeId } = await controller.run('firm.addTaxCode', { entityId, ...tax })
    for (const clientCountry of clientCountries)
      await controller.run('firm.setTaxRule', { entityId, clientCountry, taxCodeId })
  }
  for (const { entityCode, ...year } of firm.holidays)
    await controller.run('firm.setHolidays', { entityId: entityIds.get(entityCode), ...year })
  for (const role of firm.roles) await administrator.run('people.addRole', role)

  const staff = await administrator.run('people.importPeople', { content: textOf('people.csv') })
  assert.deepEqual([staff.create, staff.ignoredColumns], [21, []])
  const rates = await controller.run('offers.importRates', { content: textOf('rates.csv') })
  assert.deepEqual([rates.create, rates.ignoredColumns], [42, []])
  const clientIds = new Map<string, string>()
  for (const { parent, ...client } of firm.clients) {
    const parentId = parent === undefined ? null : clientIds.get(parent)
    clientIds.set(client.name, (await sales.run('clients.create', { ...client, parentId })).clientId)
  }
  for (const [name, clientId] of clientIds)
    if (name !== 'Meridian Foods') await controller.run('clients.activate', { clientId })
  const deals = await sales.run('opportunities.importDeals', {
    content: textOf('deals.csv'),
    createClients: true,
  })
  assert.deepEqual([deals.create, deals.clientsCreated, deals.ignoredColumns], [25, 10, []])

  const { items } = await sales.ask('opportunities.list', { search: engagement.opportunity.name })
  assert.deepEqual(
    items.map((deal: { externalId: string; stage: string; state: string }) => [
      deal.externalId,
      deal.stage,
      deal.state,
    ]),
    [[engagement.opportunity.externalId, 'Closed Won', 'open']],
  )
  const cards = new Map<string, string>(
    (await sales.ask('offers.listRateCards')).items.map((card: { code: string; id: string }) => [
      card.code,
      card.id,
    ]),
  )
  const { lines, ...quote } = engagement.quote
  const made = await sales.run('quotes.create', {
    opportunityId: items[0].id,
    ...quote,
    lines: lines.map(({ billTo, rateCard, ...line }: { billTo: string; rateCard?: string }) => ({
      ...line,
      billToId: clientIds.get(billTo),
      ...(rateCard ? { rateCardId: cards.get(rateCard) } : {}),
    })),
  })
  assert.deepEqual(made.price.currency, 'USD')
  assert.ok(Number(made.marginPercent) > 35 && Number(made.marginPercent) < 65, made.marginPercent)
  await sales.run('quotes.activate', { quoteId: made.quoteId })
  await sales.run('quotes.accept', { quoteId: made.quoteId })
  assert.equal((await sales.ask('opportunities.get', { opportunityId: items[0].id })).state, 'won')
})
