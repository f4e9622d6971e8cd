import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { sql } from '#kernel/sql.ts'
import { openStaffedEngagement } from '#test/staffed-engagement.ts'
import { nearestRule, remarksOn, type WaitingBudget, type WaitingLine } from './waiting-part.ts'

const engagement = await openStaffedEngagement()
const { house, ada, ben, paul, lena, build, internal, projectId, people, lines } = engagement
const cells = (...minutes: number[]) => [0, 1, 2, 3, 4, 5, 6].map((day) => minutes[day] ?? 0)

/** An approved budget of 40 hours for the implementation. */
await house.tx(async (tx) => {
  const budget = newId()
  await tx.run(sql`
    insert into projects.budget (id, project_id, version, state)
    values (${budget}, ${projectId}, 1, 'approved')`)
  await tx.run(sql`
    insert into projects.budget_line (budget_id, work_package_id, role_code, minutes, cost_minor, price_minor, currency)
    values (${budget}, ${build}, 'architect', 1800, 240000, 495000, 'EUR'),
      (${budget}, ${build}, 'consultant', 600, 55500, 128250, 'EUR')`)
  await tx.run(sql`update contracts.contract_line set cap_minor = 350000 where id = ${lines.hours}`)
})

async function submitted(who: typeof ada, weekStart: string, rows: readonly object[]): Promise<string> {
  const { id } = await who.run('timesheets.saveWeek', { weekStart, rows })
  await who.run('timesheets.submit', { timesheetId: id })
  return id
}
const row = (minutes: number[], more: object = {}) => ({
  workPackageId: build,
  description: 'Data model',
  minutes,
  ...more,
})

const before = await submitted(ada, '2026-02-23', [row(cells(480))])
await paul.run('timesheets.approve', { timesheetId: before })
const adas = await submitted(ada, '2026-03-02', [
  row(cells(480, 480, 120)),
  row(cells(0, 0, 0, 0, 0, 60), { workPackageId: internal, description: 'Guild' }),
])
await submitted(ben, '2026-03-02', [row(cells(480, 480, 480))])
await submitted(paul, '2026-03-02', [row(cells(60))])

test('the project manager sees who waits with what, at which price, and what it leaves', async () => {
  const { items } = await paul.ask('timesheets.toApprove')
  assert.equal(items.length, 1)
  const [week] = items
  assert.deepEqual(
    [week.projectNumber, week.clientName, week.weekStart, week.minutes, week.chargeableMinutes],
    ['P-0001', 'Meridian Foods Deutschland', '2026-03-02', 2580, 2520],
  )
  assert.deepEqual(
    week.parts.map((part: Record<string, unknown>) => [
      part['personName'],
      part['minutes'],
      part['chargeableMinutes'],
      part['amounts'],
      part['rule'],
      part['remarks'],
    ]),
    [
      [
        'Ada Stern',
        1140,
        1080,
        [{ amount: '2970.00', currency: 'EUR' }],
        'project_manager',
        ['over_budget', 'over_cap', 'not_a_working_day'],
      ],
      [
        'Ben Roth',
        1440,
        1440,
        [{ amount: '3078.00', currency: 'EUR' }],
        'project_manager',
        ['over_budget', 'over_cap'],
      ],
    ],
  )
  assert.deepEqual(week.budgets, [
    {
      workPackageId: build,
      workPackage: 'WP2 Implementation',
      budgetMinutes: 2400,
      approvedMinutes: 480,
      minutes: 2520,
      leftMinutesBefore: 1920,
      leftMinutesAfter: -600,
      amount: { amount: '6048.00', currency: 'EUR' },
      capLeftBefore: { amount: '2180.00', currency: 'EUR' },
      capLeftAfter: { amount: '-3868.00', currency: 'EUR' },
    },
    {
      workPackageId: internal,
      workPackage: 'WP4 Internal',
      budgetMinutes: null,
      approvedMinutes: 0,
      minutes: 60,
      leftMinutesBefore: null,
      leftMinutesAfter: null,
      amount: null,
      capLeftBefore: null,
      capLeftAfter: null,
    },
  ])
})

test('each sees what they decide about and why, and never their own time', async () => {
  const rules = async (who: typeof ada, filter = {}) => {
    const { items } = await who.ask('timesheets.toApprove', filter)
    return items.flatMap((week: { parts: { personName: string; rule: string }[] }) =>
      week.parts.map(({ personName, rule }) => [personName, rule]),
    )
  }
  assert.deepEqual(await rules(lena), [
    ['Ada Stern', 'delivery_lead'],
    ['Ben Roth', 'delivery_lead'],
    ['Paul Winter', 'delivery_lead'],
  ])
  assert.deepEqual((await rules(house.as('controller')))[0], ['Ada Stern', 'role'])
  assert.deepEqual(await rules(paul, { from: '2026-03-09' }), [])
  assert.deepEqual(await rules(paul, { projectId: people.ada }), [])
  await paul.run('projects.setApprover', { workPackageId: internal, personId: people.lena })
  const { items } = await lena.ask('timesheets.toApprove')
  assert.equal(items[0].parts[0].rule, 'named_approver')
  await house.tx((tx) => tx.run(sql`update projects.project set manager_id = ${people.lena}`))
  assert.deepEqual(await rules(paul), [])
  await house.tx((tx) => tx.run(sql`update projects.project set manager_id = ${people.paul}`))
})

test('a project’s week is approved at once, and nothing of another project with it', async () => {
  const other = newId()
  const work = newId()
  await house.tx(async (tx) => {
    await tx.run(sql`
      insert into projects.project (id, number, name, opportunity_id, client_id, entity_id, currency, manager_id,
        delivery_lead_id, state, starts_on, ends_on)
      select ${other}, 'P-0002', 'Other', opportunity_id, client_id, entity_id, currency, manager_id, delivery_lead_id, state,
        starts_on, ends_on
      from projects.project
      where id = ${projectId}`)
    await tx.run(sql`
      insert into projects.work_package (id, project_id, code, title, starts_on, ends_on)
      values (${work}, ${other}, 'WP1', 'Other work', '2026-01-01', '2026-06-30')`)
    await tx.run(sql`update contracts.contract_line set cap_minor = 15000000 where id = ${lines.hours}`)
  })
  await submitted(ada, '2026-03-02', [row(cells(0, 0, 0, 60), { workPackageId: work, description: 'Else' })])
  const { items } = await lena.ask('timesheets.toApprove', { projectId })
  const timesheetIds = items[0].parts.map((part: { timesheetId: string }) => part.timesheetId)
  assert.ok(timesheetIds.includes(adas))
  const done = await lena.run('timesheets.approveMany', { timesheetIds, projectId })
  assert.deepEqual([done.timesheets, done.minutes], [3, 2640])
  const left = await lena.ask('timesheets.toApprove')
  assert.deepEqual(
    left.items.map(({ projectNumber, minutes }: { projectNumber: string; minutes: number }) => [
      projectNumber,
      minutes,
    ]),
    [['P-0002', 60]],
  )
})

const line: WaitingLine = {
  workPackageId: 'build',
  minutes: 60,
  isChargeable: true,
  isPriced: true,
  amountMinor: 100n,
  onWorkingDay: true,
}
const budget: WaitingBudget = {
  workPackageId: 'build',
  budgetMinutes: 60,
  approvedMinutes: 0,
  minutes: 60,
  amountMinor: 100n,
  capLeftMinor: 100n,
}
const week = { minutes: 60, targetMinutes: 60 }

test('a remark is made where a limit is passed, not where it is met', () => {
  assert.deepEqual(remarksOn([line], [budget], week), [])
  const rows: readonly (readonly [Parameters<typeof remarksOn>, string[]])[] = [
    [[[{ ...line, amountMinor: null }], [], week], ['rate_missing']],
    [[[{ ...line, amountMinor: null, isChargeable: false }], [], week], []],
    [[[line], [{ ...budget, approvedMinutes: 1 }], week], ['over_budget']],
    [[[line], [{ ...budget, workPackageId: 'other', approvedMinutes: 1 }], week], []],
    [[[line], [{ ...budget, capLeftMinor: 99n }], week], ['over_cap']],
    [[[line], [{ ...budget, capLeftMinor: null, budgetMinutes: null }], week], []],
    [[[{ ...line, onWorkingDay: false }], [], week], ['not_a_working_day']],
    [[[line], [], { minutes: 61, targetMinutes: 60 }], ['more_than_target']],
  ]
  for (const [given, remarks] of rows) assert.deepEqual(remarksOn(...given), remarks)
  assert.equal(nearestRule(['delivery_lead', 'named_approver']), 'named_approver')
})
