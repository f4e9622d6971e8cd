import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { openStaffedEngagement } from '#test/staffed-engagement.ts'

const engagement = await openStaffedEngagement()
const { house, ada, ben, paul, lena, build, internal, discovery, people } = engagement
const administrator = house.as('administrator')
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const nobody = '0199d8a0-0000-7000-8000-0000000000ff'

test('a consultant records a day by the words on the project board, and finds it in the week', async () => {
  const made = await ada.run('timesheets.record', {
    workedOn: '2026-03-04',
    project: 'P-0001',
    workPackage: 'Implementation',
    minutes: 450,
    description: 'Data model',
  })
  assert.equal(made.weekStart, '2026-03-02')
  const week = await ada.ask('timesheets.week', { weekStart: '2026-03-08' })
  assert.equal(week.id, made.timesheetId)
  assert.deepEqual([week.state, week.minutes, week.personName], ['draft', 450, 'Ada Stern'])
  const [line] = week.lines
  assert.deepEqual(
    [line.projectNumber, line.workPackage, line.billingType, line.approverName],
    ['P-0001', 'WP2 Implementation', 'chargeable', 'Paul Winter'],
  )
})

test('a week nobody has written in is shown empty', async () => {
  const week = await ben.ask('timesheets.week', {})
  assert.deepEqual([week.id, week.weekStart, week.lines], [null, '2026-03-16', []])
})

test('work no contract pays for is not chargeable', async () => {
  const record = { workedOn: '2026-03-05', workPackageId: internal, minutes: 30 }
  await ada.run('timesheets.record', record)
  await assert.rejects(
    ada.run('timesheets.record', { ...record, billingType: 'chargeable' }),
    refusedWith('time_not_chargeable'),
  )
})

test('time on work that cannot take it is refused by name', async () => {
  const record = { workedOn: '2026-03-04', workPackageId: build, minutes: 60 }
  const rows: readonly (readonly [object, string])[] = [
    [{ workedOn: '2026-07-01' }, 'time_outside_work_package'],
    [{ workPackageId: nobody }, 'time_work_unknown'],
    [{ workPackageId: undefined, project: 'P-0001', workPackage: 'Nonsense' }, 'time_work_unknown'],
    [{ minutes: 1441 }, 'invalid_input'],
    [{ minutes: 991 }, 'time_day_over_24_hours'],
    [{ project: 'P-0001', workPackage: 'WP1' }, 'invalid_input'],
    [{ personId: people.ben }, 'time_of_others'],
  ]
  for (const [change, code] of rows)
    await assert.rejects(ada.run('timesheets.record', { ...record, ...change }), refusedWith(code), code)
})

test('time of a closed work package, a planned project and a closed month is refused', async () => {
  const record = { workedOn: '2026-01-14', workPackageId: discovery, minutes: 60 }
  const during = async (change: string, undo: string, code: string) => {
    await house.tx((tx) => tx.run(sql.raw(change)))
    await assert.rejects(ada.run('timesheets.record', record), refusedWith(code))
    await house.tx((tx) => tx.run(sql.raw(undo)))
  }
  const packages = (state: string) => `update projects.work_package set state = '${state}' where code = 'WP1'`
  const projects = (state: string) => `update projects.project set state = '${state}'`
  const periods = (state: string) => `update ledger.period set state = '${state}' where month = '2026-01-01'`
  await during(packages('closed'), packages('open'), 'time_work_package_closed')
  await during(projects('plan'), projects('deliver'), 'time_project_not_in_delivery')
  await during(periods('closed'), periods('open'), 'time_period_closed')
})

test('somebody had to work here on that day', async () => {
  await house.tx((tx) =>
    tx.run(sql`update people.person set ended_on = '2026-03-10' where id = ${people.ben}`),
  )
  const record = { workedOn: '2026-03-11', workPackageId: build, minutes: 60 }
  await assert.rejects(ben.run('timesheets.record', record), refusedWith('time_person_not_employed'))
  await house.tx((tx) => tx.run(sql`update people.person set ended_on = null where id = ${people.ben}`))
})

test('the administrator records for others, and has no time of their own', async () => {
  const record = { workedOn: '2026-03-05', workPackageId: build, minutes: 60 }
  await assert.rejects(
    administrator.run('timesheets.record', record),
    refusedWith('time_caller_not_a_person'),
  )
  const made = await administrator.run('timesheets.record', { ...record, personId: people.ben })
  assert.equal((await ben.ask('timesheets.get', { timesheetId: made.timesheetId })).minutes, 60)
})

test('a line is changed and removed until it is submitted, by its owner only', async () => {
  const made = await ben.run('timesheets.record', {
    workedOn: '2026-02-03',
    workPackageId: build,
    minutes: 60,
  })
  const { timeEntryId, timesheetId } = made
  await ben.run('timesheets.changeEntry', {
    timeEntryId,
    minutes: 90,
    workPackageId: discovery,
    workedOn: '2026-02-04',
  })
  const week = await ben.ask('timesheets.get', { timesheetId })
  assert.deepEqual(
    week.lines.map((line: { workedOn: string; minutes: number; workPackage: string }) => [
      line.workedOn,
      line.minutes,
      line.workPackage,
    ]),
    [['2026-02-04', 90, 'WP1 Discovery']],
  )
  await assert.rejects(
    ben.run('timesheets.changeEntry', { timeEntryId, workedOn: '2026-02-10' }),
    refusedWith('time_in_other_week'),
  )
  await assert.rejects(
    ada.run('timesheets.changeEntry', { timeEntryId, minutes: 1 }),
    refusedWith('time_entry_not_found'),
  )
  await assert.rejects(
    ada.run('timesheets.removeEntry', { timeEntryId }),
    refusedWith('time_entry_not_found'),
  )
  await assert.rejects(ada.ask('timesheets.get', { timesheetId }), refusedWith('timesheet_not_found'))
  await ben.run('timesheets.removeEntry', { timeEntryId })
  await assert.rejects(
    ben.run('timesheets.submit', { timesheetId }),
    refusedWith('timesheet_nothing_to_submit'),
  )
})

test('a submitted week tells each project and who decides, and takes no change', async () => {
  const { timesheetId, timeEntryId } = await ben.run('timesheets.record', {
    workedOn: '2026-02-17',
    workPackageId: build,
    minutes: 240,
  })
  await ben.run('timesheets.record', { workedOn: '2026-02-18', workPackageId: internal, minutes: 30 })
  const { revision } = await ben.ask('timesheets.get', { timesheetId })
  await assert.rejects(
    ben.run('timesheets.submit', { timesheetId }, { ifMatch: revision - 1 }),
    refusedWith('stale_revision'),
  )
  await assert.rejects(ada.run('timesheets.submit', { timesheetId }), refusedWith('timesheet_not_found'))
  const submitted = await ben.run('timesheets.submit', { timesheetId }, { ifMatch: revision })
  assert.deepEqual([submitted.state, submitted.minutes], ['submitted', 270])
  const [event] = await house.tx((tx) =>
    tx.rows(sql<{ payload: { parts: object[] } }>`
      select events->0->'payload' as payload
      from kernel.journal
      where command = 'timesheets.submit' and events->0->>'key' = ${timesheetId}`),
  )
  assert.deepEqual(event?.payload, {
    timesheetId,
    personId: people.ben,
    personName: 'Ben Roth',
    weekStart: '2026-02-16',
    parts: [
      {
        projectId: engagement.projectId,
        projectNumber: 'P-0001',
        approverPersonId: people.paul,
        approverPrincipalId: await paul.principalId,
        minutes: 270,
        subject: `${timesheetId}:${engagement.projectId}`,
      },
    ],
  })
  await assert.rejects(
    ben.run('timesheets.changeEntry', { timeEntryId, minutes: 1 }),
    refusedWith('time_entry_decided'),
  )
  await assert.rejects(ben.run('timesheets.removeEntry', { timeEntryId }), refusedWith('time_entry_decided'))
})

test('a rejected line comes back with its reason and is submitted again', async () => {
  const { timesheetId, timeEntryId } = await ada.run('timesheets.record', {
    workedOn: '2026-02-25',
    workPackageId: build,
    minutes: 480,
  })
  await ada.run('timesheets.submit', { timesheetId })
  const rejected = await paul.run('timesheets.reject', { timesheetId, reason: 'Belongs to discovery.' })
  assert.equal(rejected.state, 'draft')
  const [line] = (await ada.ask('timesheets.get', { timesheetId })).lines
  assert.deepEqual([line.state, line.reason], ['rejected', 'Belongs to discovery.'])
  await ada.run('timesheets.changeEntry', { timeEntryId, workPackageId: discovery })
  assert.equal((await ada.run('timesheets.submit', { timesheetId })).state, 'submitted')
  await assert.rejects(
    lena.run('timesheets.reject', { timesheetId, projectId: nobody, reason: 'x' }),
    refusedWith('timesheet_nothing_to_decide'),
  )
})

test('people see their own weeks, managers those of their projects, and the delivery lead all', async () => {
  const count = async (who: typeof ada, filter = {}) =>
    (await who.ask('timesheets.list', filter)).items.length
  assert.equal(await count(ada), 2)
  const all = await count(lena)
  // The week whose only line was removed belongs to no project.
  assert.equal(await count(paul), all - 1)
  assert.equal(await count(lena, { personId: people.ada }), 2)
  assert.equal(await count(lena, { state: 'submitted', projectId: engagement.projectId }), 2)
  assert.equal(await count(lena, { from: '2026-02-16', to: '2026-02-16' }), 1)
  await house.tx((tx) => tx.run(sql`update projects.project set manager_id = ${people.lena}`))
  assert.equal(await count(paul), 0)
  await house.tx((tx) => tx.run(sql`update projects.project set manager_id = ${people.paul}`))
})
