import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { openStaffedEngagement } from '#test/staffed-engagement.ts'

const engagement = await openStaffedEngagement()
const { house, ada, ben, paul, build, internal, discovery, people, entityId, projectId } = engagement
const administrator = house.as('administrator')
const nobody = '0199d8a0-0000-7000-8000-0000000000ff'
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const cells = (...minutes: number[]) => [0, 1, 2, 3, 4, 5, 6].map((day) => minutes[day] ?? 0)

interface Line {
  readonly id: string
  readonly workedOn: string
  readonly minutes: number
  readonly state: string
  readonly description: string
  readonly workPackage: string
}
const told = (lines: readonly Line[]) =>
  lines.map(({ workPackage, workedOn, minutes, state }) => [
    workPackage.slice(0, 3),
    workedOn,
    minutes,
    state,
  ])

/** What is wrong with each cell, by its pointer. */
async function problemsOf(work: Promise<unknown>): Promise<readonly (readonly (string | undefined)[])[]> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refused && error.code === 'time_week_has_errors')
      return error.problems.map(({ pointer, code }) => [pointer, code])
    throw error
  }
  return []
}

test('a week is saved whole, saved again as it differs, and left alone when it does not', async () => {
  const rows = [
    { workPackageId: build, description: 'Data model', minutes: cells(480, 420, 240) },
    { workPackageId: internal, minutes: cells(0, 60) },
  ]
  const first = await ada.run('timesheets.saveWeek', { weekStart: '2026-03-04', rows }, { ifMatch: 0 })
  assert.deepEqual(
    [first.weekStart, first.state, first.minutes, first.revision, first.recorded],
    ['2026-03-02', 'draft', 1200, 1, 4],
  )
  assert.deepEqual(told(first.lines), [
    ['WP2', '2026-03-02', 480, 'draft'],
    ['WP2', '2026-03-03', 420, 'draft'],
    ['WP4', '2026-03-03', 60, 'draft'],
    ['WP2', '2026-03-04', 240, 'draft'],
  ])
  const again = await ada.run('timesheets.saveWeek', { weekStart: '2026-03-02', rows }, { ifMatch: 1 })
  assert.deepEqual([again.revision, again.recorded, again.changed, again.removed], [1, 0, 0, 0])
  const differs = [
    { workPackageId: build, description: 'Interfaces', minutes: cells(480, 400) },
    { workPackageId: internal, minutes: cells(0, 0, 30) },
  ]
  const third = await ada.run(
    'timesheets.saveWeek',
    { weekStart: '2026-03-02', rows: differs },
    { ifMatch: 1 },
  )
  assert.deepEqual(
    [third.revision, third.minutes, third.recorded, third.changed, third.removed],
    [2, 910, 1, 2, 2],
  )
  assert.equal(third.lines[0].id, first.lines[0].id, 'a line that is described anew stays the line it was')
  const { recorded: _recorded, changed: _changed, removed: _removed, ...saved } = third
  assert.deepEqual(await ada.ask('timesheets.week', { weekStart: '2026-03-02' }), saved)
})

test('who saves over what somebody else has saved is told', async () => {
  const rows = [{ workPackageId: build, description: 'Tests', minutes: cells(60) }]
  await ben.run('timesheets.saveWeek', { weekStart: '2026-02-09', rows }, { ifMatch: 0 })
  await assert.rejects(
    ben.run('timesheets.saveWeek', { weekStart: '2026-02-09', rows: [] }, { ifMatch: 0 }),
    refusedWith('stale_revision'),
  )
})

test('an empty grid of an empty week makes nothing, and empties a week that has lines', async () => {
  const none = await ben.run('timesheets.saveWeek', { weekStart: '2026-01-12', rows: [] })
  assert.deepEqual([none.id, none.revision, none.lines], [null, 0, []])
  const week = await ben.ask('timesheets.week', { weekStart: '2026-02-09' })
  const emptied = await ben.run('timesheets.saveWeek', { weekStart: '2026-02-09', rows: [] })
  assert.deepEqual([emptied.id, emptied.removed, emptied.minutes], [week.id, 1, 0])
})

test('every wrong cell is told at its place, and nothing is saved', async () => {
  const row = { workPackageId: build, description: 'Work', minutes: cells(60) }
  const save = (weekStart: string, rows: readonly object[]) =>
    problemsOf(ada.run('timesheets.saveWeek', { weekStart, rows }))
  const before = await ada.ask('timesheets.week', { weekStart: '2026-03-02' })
  const rows = [
    { ...row, minutes: cells(900, 0, 30) },
    { ...row, description: 'More', minutes: cells(600) },
    { ...row, workPackageId: nobody },
    { ...row, workPackageId: internal, billingType: 'chargeable' },
    { ...row, minutes: cells(0, 1) },
  ]
  assert.deepEqual(await save('2026-03-02', rows), [
    ['/rows/2/workPackageId', 'time_work_unknown'],
    ['/rows/4', 'time_row_twice'],
    ['/rows/3/minutes/0', 'time_day_over_24_hours'],
    ['/rows/3/minutes/0', 'time_not_chargeable'],
  ])
  assert.deepEqual(await ada.ask('timesheets.week', { weekStart: '2026-03-02' }), before)
  assert.deepEqual(await save('2026-06-29', [{ ...row, minutes: cells(60, 60, 60) }]), [
    ['/rows/0/minutes/2', 'time_outside_work_package'],
  ])
  await house.tx((tx) => tx.run(sql`update ledger.period set state = 'closed' where month = '2026-01-01'`))
  const shut = await ada.ask('timesheets.week', { weekStart: '2026-01-26' })
  assert.deepEqual(
    shut.days.map(({ closed }: { closed: boolean }) => closed),
    [true, true, true, true, true, true, false],
  )
  assert.deepEqual(await save('2026-01-26', [{ ...row, minutes: cells(60, 0, 0, 0, 0, 0, 60) }]), [
    ['/rows/0/minutes/0', 'time_period_closed'],
  ])
  await house.tx((tx) => tx.run(sql`update ledger.period set state = 'open' where month = '2026-01-01'`))
})

test('submitted and approved time stays; rejected time keeps its reason until it is changed', async () => {
  const row = { workPackageId: build, description: 'Model', minutes: cells(240, 240) }
  const saved = await ada.run('timesheets.saveWeek', { weekStart: '2026-02-16', rows: [row] })
  const submitted = await ada.run('timesheets.submit', { timesheetId: saved.id })
  const save = (rows: readonly object[]) => ada.run('timesheets.saveWeek', { weekStart: '2026-02-16', rows })
  const kept = await save([])
  assert.deepEqual([kept.state, kept.minutes, kept.revision], ['submitted', 480, submitted.revision])
  assert.deepEqual(await problemsOf(save([{ ...row, minutes: cells(240, 60) }])), [
    ['/rows/0/minutes/1', 'time_entry_decided'],
  ])
  const more = await save([{ ...row, minutes: cells(300, 240) }])
  assert.deepEqual([more.state, more.minutes, more.recorded], ['draft', 540, 1])
  await paul.run('timesheets.reject', { timesheetId: saved.id, reason: 'Belongs to discovery.' })
  const back = await save([{ ...row, minutes: cells(300, 240) }])
  assert.deepEqual(
    back.lines.map(({ state, reason }: { state: string; reason: string }) => [state, reason]),
    [
      ['rejected', 'Belongs to discovery.'],
      ['draft', ''],
      ['rejected', 'Belongs to discovery.'],
    ],
  )
  const mended = await save([{ ...row, workPackageId: discovery, minutes: cells(300, 240) }])
  assert.deepEqual(told(mended.lines), [
    ['WP1', '2026-02-16', 300, 'draft'],
    ['WP1', '2026-02-17', 240, 'draft'],
  ])
})

test('people save their own week only, the administrator anybody’s, and nobody approves what they saved', async () => {
  const rows = [{ workPackageId: build, description: 'For Ben', minutes: cells(60) }]
  const week = { weekStart: '2026-04-06', personId: people.ben, rows }
  await assert.rejects(ada.run('timesheets.saveWeek', week), refusedWith('time_of_others'))
  await assert.rejects(
    administrator.run('timesheets.saveWeek', { ...week, personId: undefined }),
    refusedWith('time_caller_not_a_person'),
  )
  const { id } = await administrator.run('timesheets.saveWeek', week)
  await ben.run('timesheets.submit', { timesheetId: id })
  await house.tx((tx) =>
    tx.run(sql`
      insert into access.role_assignment (id, principal_id, role, valid_from)
      values (${newId()}, ${house.administratorId}, 'delivery-lead', '2026-01-01')`),
  )
  await assert.rejects(
    administrator.run('timesheets.approve', { timesheetId: id }),
    refusedWith('own_approval'),
  )
})

test('the week says what is to be worked and which days are holidays', async () => {
  await administrator.run('firm.setHolidays', {
    entityId,
    year: 2026,
    holidays: [{ day: '2026-04-06', name: 'Ostermontag' }],
  })
  const week = await ada.ask('timesheets.week', { weekStart: '2026-04-07' })
  assert.equal(week.targetMinutes, 1920)
  assert.deepEqual(week.days[0], {
    day: '2026-04-06',
    targetMinutes: 0,
    holiday: 'Ostermontag',
    closed: false,
  })
  assert.deepEqual(
    week.days.map(({ targetMinutes }: { targetMinutes: number }) => targetMinutes),
    [0, 480, 480, 480, 480, 0, 0],
  )
})

test('a week is suggested from bookings and the week before, and the suggestion can be saved', async () => {
  await house.tx((tx) =>
    tx.run(sql`
      insert into staffing.booking
        (id, person_id, project_id, work_package_id, role_code, starts_on, ends_on, minutes_per_day, state)
      values (${newId()}, ${people.ada}, ${projectId}, ${build}, 'architect', '2026-03-10', '2026-03-12', 360, 'hard'),
        (${newId()}, ${people.ada}, ${projectId}, ${discovery}, 'architect', '2026-03-10', '2026-03-12', 360, 'proposed')`),
  )
  const suggested = await ada.ask('timesheets.suggestWeek', { weekStart: '2026-03-09' })
  assert.deepEqual(
    suggested.rows.map((row: { workPackage: string; description: string; minutes: number[] }) => [
      row.workPackage,
      row.description,
      row.minutes,
    ]),
    [
      ['WP2 Implementation', 'Interfaces', [0, 360, 360, 360, 0, 0, 0]],
      ['WP4 Internal', '', [0, 0, 30, 0, 0, 0, 0]],
    ],
  )
  assert.deepEqual(
    suggested.rows[0].reasons.map(({ kind }: { kind: string }) => kind),
    ['booking', 'last_week'],
  )
  const copied = await ada.ask('timesheets.suggestWeek', { weekStart: '2026-03-09', from: ['last_week'] })
  const rows = copied.rows.map(
    ({ workPackageId, billingType, description, minutes }: Record<string, unknown>) => ({
      workPackageId,
      billingType,
      description,
      minutes,
    }),
  )
  const saved = await ada.run('timesheets.saveWeek', { weekStart: '2026-03-09', rows })
  assert.equal(saved.minutes, 910)
  assert.deepEqual(
    (await ada.ask('timesheets.suggestWeek', { weekStart: '2026-03-09', from: ['last_week'] })).rows,
    [],
  )
  await assert.rejects(
    ada.ask('timesheets.suggestWeek', { personId: people.ben }),
    refusedWith('time_of_others'),
  )
})
