/** Projects over all rooms: money, health, progress, on an engagement in delivery. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { openStaffedEngagement } from '#test/staffed-engagement.ts'

const engagement = await openStaffedEngagement()
const { house, ada, ben, paul, build, discovery, projectId, people, lines, contractId } = engagement
const controller = house.as('controller')
const cells = (...minutes: number[]) => [0, 1, 2, 3, 4, 5, 6].map((day) => minutes[day] ?? 0)
const milestone = newId()

// Planned: 100 hours of an architect for 8,000 at 16,500; 20 hours of discovery for 1,110 at 1,200.
await house.tx(async (tx) => {
  const budget = newId()
  await tx.run(sql`
    insert into projects.budget (id, project_id, version, state)
    values (${budget}, ${projectId}, 1, 'approved')`)
  await tx.run(sql`
    insert into projects.budget_line (budget_id, work_package_id, role_code, minutes, cost_minor, price_minor, currency)
    values (${budget}, ${build}, 'architect', 6000, 800000, 1650000, 'EUR'),
      (${budget}, ${discovery}, 'consultant', 1200, 111000, 120000, 'EUR')`)
  await tx.run(sql`
    insert into contracts.milestone (id, contract_line_id, milestone_no, title, amount_minor, planned_on)
    values (${milestone}, ${lines.fixed}, 1, 'Discovery report', 3000000, '2026-04-30')`)
})
await controller.run('revenue.plan', { contractIds: [contractId] })

const save = async (who: typeof ada, weekStart: string, workPackageId: string, minutes: number[]) => {
  const { id } = await who.run('timesheets.saveWeek', { weekStart, rows: [{ workPackageId, minutes }] })
  return id
}
const submit = async (who: typeof ada, ...week: readonly [string, string, number[]]) => {
  const timesheetId = await save(who, ...week)
  await who.run('timesheets.submit', { timesheetId })
  return timesheetId
}
// Ada: 10 hours approved (800 cost, 1,650 earned), 5 hours waiting (400). Ben: 2 hours of discovery approved (111).
const approved = await submit(ada, '2026-03-02', build, cells(300, 300))
const bens = await submit(ben, '2026-03-02', discovery, cells(120))
await paul.run('timesheets.approveMany', { timesheetIds: [approved, bens] })
await save(ada, '2026-03-16', build, cells(300))

const amount = (figure: { amount: string } | null) => figure?.amount ?? null
const overview = () => paul.ask('insight.projectOverview', { projectId })
const rules = ({ reasons }: { reasons: { rule: string; severity: string }[] }) =>
  reasons.map(({ rule, severity }) => [rule, severity])
const during = async (change: string, undo: string, look: () => Promise<void>) => {
  await house.tx((tx) => tx.run(sql.raw(change)))
  await look()
  await house.tx((tx) => tx.run(sql.raw(undo)))
}

test('the overview tells what the project is worth, costs, earns and will cost', async () => {
  const { figures, health, reasons } = await overview()
  assert.deepEqual([health, reasons], ['green', []])
  assert.deepEqual(
    {
      ...Object.fromEntries(
        Object.entries(figures).map(([name, value]) => [
          name,
          typeof value === 'object' ? amount(value as { amount: string } | null) : value,
        ]),
      ),
    },
    {
      currency: 'EUR',
      contractValue: '200000.00',
      budgetCost: '9110.00',
      budgetPrice: '17700.00',
      actualCost: '911.00',
      waitingCost: '400.00',
      // 8,000 less 1,200 of the build, 1,110 less 111 of the discovery.
      estimateToComplete: '7799.00',
      estimateAtCompletion: '9110.00',
      recognised: '1650.00',
      billed: '0.00',
      unbilled: '1650.00',
      readyToBill: '1650.00',
      overCap: '0.00',
      margin: '739.00',
      marginPercent: '44.8',
      plannedMarginPercent: '48.5',
      budgetUsedPercent: '14.4',
      budgetMinutes: 7200,
      actualMinutes: 720,
      waitingMinutes: 300,
    },
  )
})

test('people and milestones of the project are told, with who is booked', async () => {
  await house.tx((tx) =>
    tx.run(sql`
      insert into staffing.booking
        (id, person_id, project_id, work_package_id, role_code, starts_on, ends_on, minutes_per_day, state)
      values (${newId()}, ${people.ada}, ${projectId}, ${build}, 'architect', '2026-03-12', '2026-03-18', 480, 'hard'),
        (${newId()}, ${people.ben}, ${projectId}, ${build}, 'consultant', '2026-03-17', '2026-06-30', 480, 'soft')`),
  )
  const told = await overview()
  assert.deepEqual(told.people, [
    {
      personId: people.ada,
      name: 'Ada Stern',
      roleCode: 'architect',
      actualMinutes: 600,
      waitingMinutes: 300,
      bookedMinutesAhead: 960,
    },
    {
      personId: people.ben,
      name: 'Ben Roth',
      roleCode: 'consultant',
      actualMinutes: 120,
      waitingMinutes: 0,
      bookedMinutesAhead: 0,
    },
  ])
  assert.deepEqual(told.milestones, [
    {
      id: milestone,
      title: 'Discovery report',
      plannedOn: '2026-04-30',
      acceptedOn: null,
      state: 'planned',
      amount: { amount: '30000.00', currency: 'EUR' },
    },
  ])
  assert.deepEqual(
    told.contracts.map(({ number }: { number: string }) => number),
    ['K-2026-0001'],
  )
})

test('what people are booked for counts where it is more than the budget has left', async () => {
  const asBooked = `update staffing.booking set minutes_per_day = 1440, ends_on = '2026-04-17' where state = 'hard'`
  const asBefore = `update staffing.booking set minutes_per_day = 480, ends_on = '2026-03-18' where state = 'hard'`
  await during(asBooked, asBefore, async () => {
    const told = await overview()
    // 24 working days of 24 hours at 80 are 46,080; they are more than the 6,800 left.
    assert.equal(amount(told.figures.estimateToComplete), '47079.00')
    assert.deepEqual(rules(told), [['estimate_over_budget', 'yellow']])
  })
})

test('each rule of health is met by what breaks it', async () => {
  const lineOf = (change: string) =>
    `update contracts.contract_line set ${change} where billing_method = 'time_and_materials'`
  const cases: readonly (readonly [change: string, undo: string, rule: string, severity: string])[] = [
    [
      `update projects.budget_line set cost_minor = cost_minor / 10`,
      `update projects.budget_line set cost_minor = cost_minor * 10`,
      'over_budget',
      'red',
    ],
    [
      `update contracts.milestone set planned_on = '2026-03-15'`,
      `update contracts.milestone set planned_on = '2026-04-30'`,
      'milestone_late',
      'red',
    ],
    [
      `update projects.project set ends_on = '2026-03-15'`,
      `update projects.project set ends_on = '2026-06-30'`,
      'past_end',
      'yellow',
    ],
    [lineOf('cap_minor = 190000'), lineOf('cap_minor = 15000000'), 'cap_nearly_reached', 'yellow'],
    [
      `update actuals.backlog set cap_status = 'failed'`,
      `update actuals.backlog set cap_status = 'committed'`,
      'cap_reached',
      'red',
    ],
    [
      `update projects.budget_line set price_minor = price_minor * 2`,
      `update projects.budget_line set price_minor = price_minor / 2`,
      'margin_below_plan',
      'yellow',
    ],
    [
      `update projects.budget_line set currency = 'USD'`,
      `update projects.budget_line set currency = 'EUR'`,
      'rate_missing',
      'yellow',
    ],
  ]
  for (const [change, undo, rule, severity] of cases)
    await during(change, undo, async () => {
      const told = await overview()
      assert.deepEqual(
        rules(told).find(([name]) => name === rule),
        [rule, severity],
        rule,
      )
      assert.equal(told.health, rules(told).some(([, colour]) => colour === 'red') ? 'red' : 'yellow', rule)
    })
  assert.equal((await overview()).health, 'green')
})

test('time that waits too long is told, and a project that is not in delivery has nothing to mend', async () => {
  const timesheetId = await submit(ben, '2026-02-23', discovery, cells(60))
  assert.deepEqual(rules(await overview()), [])
  house.clock.now = Temporal.Instant.from('2026-03-24T09:00:00Z')
  assert.deepEqual(rules(await overview()), [['time_waiting', 'yellow']])
  await during(
    `update projects.project set state = 'complete'`,
    `update projects.project set state = 'deliver'`,
    async () => assert.equal((await overview()).health, 'green'),
  )
  await paul.run('timesheets.reject', { timesheetId, reason: 'Not discovery.' })
  house.clock.now = Temporal.Instant.from('2026-03-16T09:00:00Z')
})

test('the list has the figures and health of the overview, whatever the number of projects', async () => {
  const { items } = await controller.ask('insight.projects', { state: 'deliver' })
  const [listed] = items
  const told = await overview()
  assert.deepEqual(listed.figures, told.figures)
  assert.deepEqual(
    [listed.health, listed.reasons, listed.managerName],
    [told.health, told.reasons, 'Paul Winter'],
  )
})

test('a project manager sees the projects they manage, and no others', async () => {
  assert.equal((await paul.ask('insight.projects')).items.length, 1)
  await during(
    `update projects.project set manager_id = '${people.lena}'`,
    `update projects.project set manager_id = '${people.paul}'`,
    async () => {
      assert.deepEqual((await paul.ask('insight.projects')).items, [])
      for (const name of ['insight.projectOverview', 'insight.workPackageProgress'])
        await assert.rejects(
          paul.ask(name, { projectId }),
          (error) => error instanceof Refused && error.code === 'project_not_found',
        )
    },
  )
})

test('work packages show budget, actual and estimate, and the milestones of their line', async () => {
  const { items } = await paul.ask('insight.workPackageProgress', { projectId })
  assert.deepEqual(
    items.map((one: Record<string, unknown> & { milestones: { title: string }[] }) => [
      one['code'],
      one['budgetMinutes'],
      one['actualMinutes'],
      one['waitingMinutes'],
      one['bookedMinutesAhead'],
      amount(one['estimateAtCompletion'] as { amount: string }),
      one['costPercent'],
      one.milestones.map(({ title }) => title),
    ]),
    [
      ['WP1', 1200, 120, 60, 0, '1110.00', '15.0', ['Discovery report']],
      ['WP2', 6000, 600, 300, 960, '8000.00', '15.0', []],
      ['WP3', 0, 0, 0, 0, '0.00', null, []],
      ['WP4', 0, 0, 0, 0, '0.00', null, []],
    ],
  )
})
