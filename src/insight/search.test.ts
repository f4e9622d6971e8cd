import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from '#kernel/sql.ts'
import { type Caller, openTestHouse } from '#test/house.ts'
import { openReceivables } from '#test/receivables.ts'
import { openStaffedEngagement } from '#test/staffed-engagement.ts'
import { byWords } from './search-kinds.ts'

const house = await openTestHouse()
const firm = await openReceivables(house)
house.clock.now = Temporal.Instant.from('2026-05-20T08:00:00Z')
const [invoice] = await firm.supportInvoices(['2026-04-01'])
const receiptId = await firm.receive('100.00', { reference: 'Zahlung RE 4711' })

interface Found {
  readonly items: {
    kind: string
    id: string
    label: string
    detail: string
    open: { query: string; input: object }
  }[]
  readonly more: string[]
}
const find = (who: Caller, text: string, more: object = {}): Promise<Found> =>
  who.ask('insight.search', { text, ...more })
const kindsOf = ({ items }: Found) => [...new Set(items.map(({ kind }) => kind))]

test('a record is found by its number, by any word of its name, and by the beginning of either', async () => {
  const controller = house.as('controller')
  for (const text of ['Meridian', 'meridian foods', 'FOODS mer', 'foo']) {
    const found = await find(controller, text)
    assert.ok(
      found.items.some(({ kind, label }) => kind === 'client' && label.startsWith('Meridian')),
      text,
    )
  }
  const { items } = await find(controller, String(invoice?.number))
  assert.deepEqual([items[0]?.kind, items[0]?.id], ['invoice', invoice?.id])
  const receipt = await find(controller, 'zahlung 4711')
  assert.deepEqual([receipt.items[0]?.id, receipt.items[0]?.kind], [receiptId, 'receipt'])
  assert.deepEqual((await find(controller, 'foods nowhere')).items, [])
  assert.deepEqual((await find(controller, "%_' or 1=1")).items, [])
})

test('records are called by their ids alone, as far as the caller may open them', async () => {
  const nobody = '0199d8a0-0000-7000-8000-0000000000ff'
  const ids = [receiptId, invoice?.id, nobody]
  const called = async (who: Caller) =>
    (await who.ask('insight.names', { ids })).items.map(({ kind, label }: never) => [kind, label])
  assert.deepEqual((await called(house.as('controller'))).sort(), [
    ['invoice', String(invoice?.number)],
    ['receipt', 'BK-1'],
  ])
  assert.deepEqual(await called(house.as('consultant')), [])
})

test('each kind is found, and what is found opens by the query it names', async () => {
  const { people } = firm
  const controller = house.as(await house.person('All seeing', 'controller', 'delivery-lead'))
  const entry = await house.tx((tx) =>
    tx.one(
      sql<{ number: string; key: string }>`
        select entry.number::text as number, coalesce((select business_key from process.instance
          where tenant_id = kernel.tenant_id() and business_key is not null limit 1), '') as key
        from ledger.entry where entry.tenant_id = kernel.tenant_id() order by number desc limit 1`,
    ),
  )
  assert.ok(Object.keys(people).length > 0)
  const texts = [
    'meridian',
    'engagement',
    entry.number,
    `2026/${entry.number}`,
    'a',
    'c',
    'q',
    'e',
    entry.key,
  ]
  const all = (
    await Promise.all(texts.filter((text) => text !== '').map((text) => find(controller, text)))
  ).flatMap(({ items }) => items)
  const kinds = new Set(all.map(({ kind }) => kind))
  for (const kind of ['client', 'person', 'opportunity', 'quote', 'contract', 'invoice', 'ledger_entry'])
    assert.ok(kinds.has(kind), `${kind} was not found, only ${[...kinds].join()}`)
  for (const { open } of all.filter(({ kind }, at) => all.findIndex((one) => one.kind === kind) === at))
    assert.ok(await controller.ask(open.query, open.input), open.query)
})

test('only what one may see is found', async () => {
  const consultant = house.as('consultant')
  const { items } = await find(consultant, 'meridian')
  assert.ok(items.some(({ kind }) => kind === 'client'))
  for (const text of ['engagement', String(invoice?.number), 'zahlung', 'bk', '1'])
    assert.ok(
      kindsOf(await find(consultant, text)).every((kind) =>
        [
          'client',
          'contact',
          'person',
          'project',
          'work_package',
          'timesheet',
          'task',
          'process_definition',
        ].includes(kind),
      ),
      text,
    )
  const nobody = house.as(await house.person('Nobody'))
  assert.deepEqual((await find(nobody, 'meridian')).items, [])
  const stranger = (await house.otherTenant()).as('controller')
  assert.deepEqual((await find(stranger, 'meridian')).items, [])
})

test('under a delegation for one command nothing else is found', async () => {
  const assistant = await house.person('Assistant')
  const controller = await house.as('controller').principalId
  const today = house.clock.now.toString().slice(0, 10)
  const delegate = (commands: string[]) =>
    house
      .as('controller')
      .run('access.delegate', { toId: assistant, validFrom: today, validTo: today, commands })
  await delegate(['insight.search'])
  const onBehalfOf = { onBehalfOf: controller }
  const ask = () => house.as(assistant).ask('insight.search', { text: 'meridian' }, onBehalfOf)
  assert.deepEqual(((await ask()) as Found).items, [])
  await delegate(['clients.list', 'clients.get'])
  assert.ok(kindsOf((await ask()) as Found).includes('client'))
})

test('weeks are found by the person, as far as one may see them', async (t) => {
  const { ada, ben, paul, lena, build, house: own } = await openStaffedEngagement(t)
  for (const who of [ada, ben])
    await who.run('timesheets.record', { workPackageId: build, workedOn: '2026-03-09', minutes: 60 })
  const weeks = async (who: Caller, text: string) =>
    (await find(who, text, { kinds: ['timesheet'] })).items.map(({ label }) => label.split(' ')[0])
  assert.deepEqual(await weeks(ada, 'ada'), ['Ada'])
  assert.deepEqual(await weeks(ada, 'ben'), [])
  assert.deepEqual(await weeks(paul, 'ben'), ['Ben'])
  assert.deepEqual(await weeks(lena, 'ada'), ['Ada'])
  assert.deepEqual(await weeks(own.as('sales'), 'ada'), [])
})

test('a new name is found, and an old one no more', async () => {
  const sales = house.as('sales')
  const { clientId, revision } = await sales.run('clients.create', {
    name: 'Umbra Zweck',
    country: 'DE',
    currency: 'EUR',
  })
  assert.equal((await find(sales, 'umbra', { kinds: ['client'] })).items[0]?.id, clientId)
  await sales.run('clients.update', { clientId, name: 'Lumen Zweck' }, { ifMatch: revision })
  assert.deepEqual((await find(sales, 'umbra', { kinds: ['client'] })).items, [])
  assert.equal((await find(sales, 'zweck lum', { kinds: ['client'] })).items[0]?.id, clientId)
})

test('more than wanted is told, kind by kind', async () => {
  const { items, more } = await find(house.as('controller'), 'meridian', { limit: 1 })
  assert.ok(more.includes('client'))
  assert.equal(items.filter(({ kind }) => kind === 'client').length, 1)
})

test('among a hundred thousand names the words are found by their index', async () => {
  await house.tx((tx) =>
    tx.run(sql`
      insert into insight.word (kind, object_id, word)
      select 'client', id, word
      from (select kernel.new_id() as id, at from generate_series(1, 50000) as at) as many
        cross join lateral (values ('mass' || at), ('company')) as word (word)`),
  )
  await house.database.admin.query('vacuum analyze insight.word')
  for (const terms of [['mass4321'], ['company', 'mass4321'], ['comp', 'mass43210']]) {
    const plan = await house.tx((tx) =>
      tx.rows(sql<{ 'QUERY PLAN': { Plan: object; 'Execution Time': number }[] }>`
        explain (analyze, format json) ${byWords('client', { text: '', terms, limit: 20 })}`),
    )
    const text = JSON.stringify(plan)
    assert.match(text, /word_begins/, text)
    assert.doesNotMatch(text, /Seq Scan/, text)
    const [told] = plan[0]?.['QUERY PLAN'] ?? []
    assert.ok((told?.['Execution Time'] ?? 1e9) < 50, `${told?.['Execution Time']} ms`)
  }
})
