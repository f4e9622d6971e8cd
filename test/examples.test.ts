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

const house = await openTestHouse(undefined, { now: '2026-06-15T09:00:00Z' })
const administrator = house.as('administrator')
const controller = house.as('controller')
const sales = house.as('sales')
const lead = house.as('delivery-lead')

async function setUpFirm(): Promise<void> {
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
}

async function addClients(): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const { parent, ...client } of firm.clients) {
    const parentId = parent === undefined ? null : ids.get(parent)
    ids.set(client.name, (await sales.run('clients.create', { ...client, parentId })).clientId)
  }
  for (const [name, clientId] of ids)
    if (name !== 'Meridian Foods') await controller.run('clients.activate', { clientId })
  return ids
}

/** The quote with the ids of the clients and rate cards it names. */
async function quoteWith(clientIds: ReadonlyMap<string, string>): Promise<object> {
  const { items } = await sales.ask('offers.listRateCards')
  const cards = new Map<string, string>(
    items.map((card: { code: string; id: string }) => [card.code, card.id]),
  )
  const { lines, ...quote } = engagement.quote
  return {
    ...quote,
    lines: lines.map(({ billTo, rateCard, ...line }: { billTo: string; rateCard?: string }) => ({
      ...line,
      billToId: clientIds.get(billTo),
      ...(rateCard ? { rateCardId: cards.get(rateCard) } : {}),
    })),
  }
}

test('the example firm is set up, its exports are imported, and its engagement is sold', async () => {
  await setUpFirm()
  const staff = await administrator.run('people.importPeople', { content: textOf('people.csv') })
  assert.deepEqual([staff.create, staff.ignoredColumns], [22, []])
  const rates = await controller.run('offers.importRates', { content: textOf('rates.csv') })
  assert.deepEqual([rates.create, rates.ignoredColumns], [42, []])
  const clientIds = await addClients()
  const deals = await sales.run('opportunities.importDeals', {
    content: textOf('deals.csv'),
    createClients: true,
  })
  assert.deepEqual([deals.create, deals.clientsCreated, deals.ignoredColumns], [25, 10, []])
  const { items } = await sales.ask('opportunities.list', { search: engagement.opportunity.name })
  const [deal] = items
  assert.deepEqual(
    [deal.externalId, deal.stage, deal.state],
    [engagement.opportunity.externalId, 'Closed Won', 'open'],
  )
  const quote = await quoteWith(clientIds)
  const { quoteId, price, marginPercent } = await sales.run('quotes.create', {
    opportunityId: deal.id,
    ...quote,
  })
  assert.equal(price.currency, 'USD')
  assert.ok(Number(marginPercent) > 35 && Number(marginPercent) < 65, marginPercent)
  await sales.run('quotes.activate', { quoteId })
  await sales.run('quotes.accept', { quoteId })
  assert.equal((await sales.ask('opportunities.get', { opportunityId: deal.id })).state, 'won')
})

test('the time of the example is imported as a whole, and its approval leaves the cap unreached', async () => {
  const { items } = await sales.ask('opportunities.list', { state: 'won' })
  const opportunityId = items[0].id
  const { contractIds } = await sales.run('contracts.draft', { opportunityId })
  await controller.run('contracts.activate', { contractIds })
  const { projectId } = await lead.run('projects.createFromContracts', { opportunityId })
  const [manager] = (await lead.ask('people.list', { search: engagement.people.projectManager })).items
  await lead.run('projects.assignManager', { projectId, managerId: manager.id })
  await lead.run('projects.start', { projectId })
  const time = { content: textOf('time.csv'), submit: true }
  const trial = await administrator.run('timesheets.importTime', { ...time, dryRun: true })
  assert.deepEqual([trial.errors, trial.unchanged, trial.ignoredColumns.includes('Project')], [[], 0, false])
  const done = await administrator.run('timesheets.importTime', time)
  assert.equal(done.create, trial.rows)
  const sheets = await lead.ask('timesheets.list', { limit: 200 })
  const timesheetIds = sheets.items.map((sheet: { id: string }) => sheet.id)
  assert.equal(sheets.nextCursor, null)
  const approved = await lead.run('timesheets.approveMany', { timesheetIds })
  assert.equal(approved.lines, done.create)
  const lines = timeLines(randomFrom(20_260_701), '2026-07-01', '2026-09-30')
  const { rows } = await house.database.admin.query<{ committed: bigint; failed: bigint }>(`
    select sum(committed_minor)::bigint as committed,
      (select count(*) from actuals.backlog where cap_status = 'failed') as failed
    from contracts.contract_line
    where cap_minor is not null`)
  assert.deepEqual(rows, [{ committed: cappedWorth(lines), failed: 0n }])
})
