import assert from 'node:assert/strict'
import test from 'node:test'
import { type Caller, openTestHouse } from '#test/house.ts'
import { openReceivables } from '#test/receivables.ts'
import { openStaffedEngagement } from '#test/staffed-engagement.ts'

interface Figure {
  readonly key: string
  readonly labelKey: string
  readonly values: {
    unit: string
    value?: string | null
    amount?: { amount: string; currency: string }
  }[]
  readonly target: string | null
  readonly derivation: { query: string; input: object }
}

async function figuresOf(who: Caller, role: string): Promise<Record<string, Figure>> {
  const { roles } = (await who.ask('insight.home', { roles: [role] })) as {
    roles: { role: string; figures: Figure[] }[]
  }
  assert.deepEqual(
    roles.map((one) => one.role),
    [role],
  )
  return Object.fromEntries(roles[0]?.figures.map((figure) => [figure.key, figure]) ?? [])
}
const shownBy = (figure: Figure | undefined) =>
  figure?.values.map(({ value, amount }) => (amount ? `${amount.amount} ${amount.currency}` : value))

const house = await openTestHouse()
const firm = await openReceivables(house)
await Promise.all(['sales', 'billing'].map((role) => house.as(role).principalId))
house.clock.now = Temporal.Instant.from('2026-05-20T08:00:00Z')
await firm.supportInvoices(['2026-04-01', '2026-05-01'])

test('every role has its three figures, each with rows behind it that the role may read', async () => {
  const roles = [
    'sales',
    'delivery-lead',
    'project-manager',
    'resource-manager',
    'billing',
    'controller',
    'executive',
    'administrator',
  ]
  for (const role of roles) {
    const figures = Object.values(await figuresOf(house.as(role), role))
    assert.equal(figures.length, 3, role)
    for (const { key, labelKey, derivation } of figures) {
      assert.equal(labelKey, `figure.${key}`)
      assert.ok(await house.as(role).ask(derivation.query, derivation.input), key)
    }
  }
})

test('nobody is shown the figures of a role they do not hold', async () => {
  const ask = (who: string, input: object = {}) => house.as(who).ask('insight.home', input)
  assert.deepEqual((await ask('sales', { roles: ['executive'] })).roles, [])
  // Who is nobody that works here has no time of their own.
  assert.deepEqual((await ask('consultant')).roles, [])
  assert.deepEqual((await ask(await house.person('Nobody'))).roles, [])
  const both = await ask(await house.person('Both', 'billing', 'sales'))
  assert.deepEqual(
    both.roles.map(({ role }: { role: string }) => role),
    ['sales', 'billing'],
  )
  const stranger = (await house.otherTenant()).as('executive')
  const figures = await figuresOf(stranger, 'executive')
  assert.deepEqual(shownBy(figures['firm.revenue']), [])
  assert.deepEqual(shownBy(figures['firm.days-sales-outstanding']), [null])
})

test('the pipeline is weighted by its chances, and what was won counts from the quarter', async () => {
  const sales = house.as('sales')
  const deal = (name: string, amount: string, probability: number) =>
    sales.run('opportunities.create', {
      name,
      clientId: firm.clients.DE,
      amount: { amount, currency: 'EUR' },
      probability,
      expectedClose: '2026-06-30',
    })
  await deal('Likely', '10000.00', 80)
  await deal('Unlikely', '1000.01', 50)
  const figures = await figuresOf(sales, 'sales')
  assert.deepEqual(shownBy(figures['sales.pipeline']), ['8500.01 EUR'])
  const { items } = await sales.ask('opportunities.list', figures['sales.pipeline']?.derivation.input ?? {})
  assert.deepEqual(items.map(({ name }: { name: string }) => name).sort(), ['Likely', 'Unlikely'])
  assert.deepEqual(shownBy(figures['sales.won']), [])
  house.clock.now = Temporal.Instant.from('2026-03-31T08:00:00Z')
  const before = await figuresOf(sales, 'sales')
  assert.equal(before['sales.won']?.values.length, 1)
  house.clock.now = Temporal.Instant.from('2026-05-20T08:00:00Z')
})

test('overdue receivables are those past their due day, and the rows say the same', async () => {
  const billing = house.as('billing')
  const due = async () => {
    const figures = await figuresOf(billing, 'billing')
    const { query, input } = figures['billing.overdue']?.derivation ?? { query: '', input: {} }
    const { items } = await billing.ask(query, input)
    return [shownBy(figures['billing.overdue']), items.length]
  }
  assert.deepEqual(await due(), [['2725.00 USD'], 1])
  house.clock.now = Temporal.Instant.from('2026-07-20T08:00:00Z')
  assert.deepEqual(await due(), [['5450.00 USD'], 2])
  house.clock.now = Temporal.Instant.from('2026-05-20T08:00:00Z')
})

test('a clean firm has no differences, and its receivables stand for some days of revenue', async () => {
  const books = await figuresOf(house.as('controller'), 'controller')
  assert.deepEqual(shownBy(books['books.differences']), ['0'])
  assert.deepEqual(shownBy(books['books.unposted']), ['0'])
  assert.notDeepEqual(shownBy(books['books.open-periods']), ['0'])
  const running = await figuresOf(house.as('administrator'), 'administrator')
  assert.deepEqual(shownBy(running['running.incidents']), ['0'])
})

test('who leads a project sees its margin, budget and waiting time, of their own projects only', async (t) => {
  const { ada, paul, build, projectId, house: own } = await openStaffedEngagement(t)
  const before = await figuresOf(paul, 'project-manager')
  for (const day of ['2026-03-09', '2026-03-10'])
    await ada.run('timesheets.record', { workPackageId: build, workedOn: day, minutes: 480 })
  const { items: weeks } = await ada.ask('timesheets.list', {})
  await ada.run('timesheets.submit', { timesheetId: weeks[0].id })
  const waiting = await figuresOf(paul, 'project-manager')
  assert.deepEqual(shownBy(before['projects.unapproved-time']), ['0'])
  assert.deepEqual(shownBy(waiting['projects.unapproved-time']), ['960'])
  await paul.run('timesheets.approve', { timesheetId: weeks[0].id })
  const figures = await figuresOf(paul, 'project-manager')
  const margin = await paul.ask('revenue.margin', { projectId })
  assert.deepEqual(shownBy(figures['projects.margin']), [`${margin.margin.amount} ${margin.margin.currency}`])
  const rows = await paul.ask('insight.projects', figures['projects.margin']?.derivation.input ?? {})
  assert.deepEqual([rows.items.length, rows.items[0].figures.margin], [1, margin.margin])
  assert.deepEqual(rows.items[0].figures.actualCost, margin.cost)
  const other = own.as(await own.person('Other manager', 'project-manager'))
  assert.deepEqual((await other.ask('insight.projects')).items, [])
})

test('a consultant sees the hours of the week against the target, the days without, and the next booking', async (t) => {
  const { ada, build } = await openStaffedEngagement(t)
  const figures = async () => figuresOf(ada, 'consultant')
  const before = await figures()
  await ada.run('timesheets.record', { workPackageId: build, workedOn: '2026-03-16', minutes: 120 })
  await ada.run('timesheets.record', { workPackageId: build, workedOn: '2026-03-13', minutes: 480 })
  const after = await figures()
  assert.deepEqual(shownBy(after['time.this-week']), ['120'])
  assert.match(String(after['time.this-week']?.target), /^\d+$/)
  const [missing = '0'] = shownBy(before['time.missing-days']) ?? []
  assert.deepEqual(shownBy(after['time.missing-days']), [String(Number.parseInt(missing ?? '0', 10) - 1)])
  assert.equal(after['time.next-booking']?.values[0]?.unit, 'date')
})
