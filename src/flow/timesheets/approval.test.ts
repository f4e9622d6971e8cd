import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import type { Caller } from '#test/house.ts'
import { openStaffedEngagement } from '#test/staffed-engagement.ts'

const engagement = await openStaffedEngagement()
const { house, ada, ben, paul, lena, build, internal, projectId, people } = engagement
const controller = house.as('controller')
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

/** A submitted week with one line. */
async function submitted(
  who: Caller,
  workedOn: string,
  minutes: number,
  workPackageId = build,
): Promise<string> {
  const { timesheetId } = await who.run('timesheets.record', { workedOn, workPackageId, minutes })
  await who.run('timesheets.submit', { timesheetId })
  return timesheetId
}
const salesOf = async (personId: string, type = 'unbilled_sales') =>
  (await controller.ask('actuals.list', { personId, type, limit: 200 })).items.map(
    ({ happenedOn, amount }: { happenedOn: string; amount: { amount: string } }) => [
      happenedOn,
      amount.amount,
    ],
  )

test('an approved week is cost and unbilled sales, and only its lines in other rooms know why', async () => {
  const timesheetId = await submitted(ada, '2026-02-03', 90)
  const approved = await paul.run('timesheets.approve', { timesheetId })
  assert.deepEqual([approved.state, approved.minutes], ['approved', 90])
  assert.deepEqual(await salesOf(people.ada), [['2026-02-03', '247.50']])
  assert.deepEqual(await salesOf(people.ada, 'cost'), [['2026-02-03', '120.00']])
  const { rows } = await house.database.admin.query(
    `select object.object_type, object.object_id from kernel.journal_object as object
     join kernel.journal on journal.id = object.journal_id and journal.command = 'timesheets.approve'
     order by object.object_type`,
  )
  assert.deepEqual(rows, [
    { object_type: 'timesheet', object_id: timesheetId },
    { object_type: 'timesheet_part', object_id: `${timesheetId}:${projectId}` },
  ])
})

test('nobody approves their own time, nor what they wrote for others', async () => {
  const own = await submitted(paul, '2026-02-03', 60)
  await assert.rejects(paul.run('timesheets.approve', { timesheetId: own }), refusedWith('own_approval'))
  await assert.rejects(
    paul.run('timesheets.reject', { timesheetId: own, reason: 'x' }),
    refusedWith('timesheet_own_time'),
  )
  await assert.rejects(
    paul.run('timesheets.approveMany', { timesheetIds: [own] }),
    refusedWith('own_approval'),
  )
  const content = `Project,Task,Email,Start Date,Start Time,End Date,End Time,Duration (h)\nP-0001,WP2,ben@alder.example,2026-02-10,09:00:00,2026-02-10,10:00:00,01:00:00\n`
  await lena.run('timesheets.importTime', { content, submit: true })
  const [imported] = (await lena.ask('timesheets.list', { personId: people.ben })).items
  await assert.rejects(
    lena.run('timesheets.approve', { timesheetId: imported.id }),
    refusedWith('own_approval'),
  )
  assert.equal((await paul.run('timesheets.approve', { timesheetId: imported.id })).state, 'approved')
})

test('time that came in under the hand of somebody else is still the own time of who worked', async () => {
  const recorded = await house.as('administrator').run('timesheets.record', {
    personId: people.paul,
    workedOn: '2026-04-14',
    workPackageId: build,
    minutes: 60,
  })
  const { timesheetId } = recorded
  await house.as('administrator').run('timesheets.submit', { timesheetId })
  await assert.rejects(paul.run('timesheets.approve', { timesheetId }), refusedWith('timesheet_own_time'))
})

test('a manager decides about the lines of their projects only, by name where one was named', async () => {
  const timesheetId = await submitted(ada, '2026-02-10', 60)
  await house.tx((tx) => tx.run(sql`update projects.project set manager_id = ${people.lena}`))
  await assert.rejects(
    paul.run('timesheets.approve', { timesheetId }),
    refusedWith('timesheet_nothing_to_decide'),
  )
  await house.tx((tx) =>
    tx.run(sql`update projects.work_package set approver_id = ${people.paul} where id = ${build}`),
  )
  assert.equal((await paul.run('timesheets.approve', { timesheetId })).state, 'approved')
  await house.tx((tx) => tx.run(sql`update projects.project set manager_id = ${people.paul}`))
  await house.tx((tx) => tx.run(sql`update projects.work_package set approver_id = null`))
})

test('a week is approved once, and only what was read', async () => {
  const timesheetId = await submitted(ben, '2026-02-17', 60)
  await assert.rejects(
    paul.run('timesheets.approve', { timesheetId }, { ifMatch: 1 }),
    refusedWith('stale_revision'),
  )
  const { revision } = await paul.ask('timesheets.get', { timesheetId })
  await paul.run('timesheets.approve', { timesheetId }, { ifMatch: revision })
  await assert.rejects(
    paul.run('timesheets.approve', { timesheetId }),
    refusedWith('timesheet_nothing_to_decide'),
  )
})

test('work without a cost rate is not approved, and stays submitted', async () => {
  const timesheetId = await submitted(ben, '2026-03-03', 60)
  await house.tx((tx) =>
    tx.run(sql`update people.cost_rate set valid_from = '2030-01-01' where person_id = ${people.ben}`),
  )
  await assert.rejects(paul.run('timesheets.approve', { timesheetId }), refusedWith('cost_rate_missing'))
  assert.equal((await paul.ask('timesheets.get', { timesheetId })).state, 'submitted')
  await house.tx((tx) =>
    tx.run(sql`update people.cost_rate set valid_from = '2024-04-01' where person_id = ${people.ben}`),
  )
})

test('many weeks are approved at once, all or none', async () => {
  const weeks = [
    await submitted(ada, '2026-03-10', 480),
    await submitted(ben, '2026-03-10', 450),
    await submitted(ada, '2026-03-17', 30, internal),
  ]
  const { timesheetId: empty } = await ben.run('timesheets.record', {
    workedOn: '2026-05-05',
    workPackageId: build,
    minutes: 5,
  })
  await assert.rejects(
    paul.run('timesheets.approveMany', { timesheetIds: [...weeks, empty] }),
    refusedWith('timesheet_nothing_to_decide'),
  )
  const done = await paul.run('timesheets.approveMany', { timesheetIds: weeks })
  assert.deepEqual(done, { timesheets: 3, lines: 3, minutes: 960 })
  for (const timesheetId of weeks)
    assert.equal((await paul.ask('timesheets.get', { timesheetId })).state, 'approved')
})

test('a part of a week is decided when its last line is, whoever decides about the others', async () => {
  const partsOf = async (timesheetId: string) => {
    const { rows } = await house.database.admin.query(
      `select object_id from kernel.journal_object where object_type = 'timesheet_part' and object_id like $1 || ':%'`,
      [timesheetId],
    )
    return rows.length
  }
  await house.tx((tx) =>
    tx.run(sql`update projects.work_package set approver_id = ${people.ben} where id = ${internal}`),
  )
  const { timesheetId } = await ada.run('timesheets.record', {
    workedOn: '2026-04-21',
    workPackageId: build,
    minutes: 60,
  })
  await ada.run('timesheets.record', { workedOn: '2026-04-22', workPackageId: internal, minutes: 60 })
  await ada.run('timesheets.submit', { timesheetId })
  await house
    .as('administrator')
    .run('access.assignRole', { principalId: await ben.principalId, role: 'project-manager' })
  assert.equal((await ben.run('timesheets.approve', { timesheetId })).state, 'submitted')
  assert.equal(await partsOf(timesheetId), 0)
  assert.equal((await paul.run('timesheets.approve', { timesheetId })).state, 'approved')
  assert.equal(await partsOf(timesheetId), 1)
  await house.tx((tx) => tx.run(sql`update projects.work_package set approver_id = null`))
})

test('a recalled line is reversed and opens again, and its second approval counts alone', async () => {
  const timesheetId = await submitted(ben, '2026-03-24', 120)
  await paul.run('timesheets.approve', { timesheetId })
  const recalled = await paul.run('timesheets.recall', { timesheetId, reason: 'The client disputes it.' })
  assert.deepEqual([recalled.state, recalled.minutes], ['draft', 120])
  const lines = (await ben.ask('timesheets.get', { timesheetId })).lines
  assert.deepEqual(
    lines.map((line: { state: string; reason: string }) => [line.state, line.reason]),
    [
      ['recalled', 'The client disputes it.'],
      ['draft', ''],
    ],
  )
  await ben.run('timesheets.changeEntry', { timeEntryId: lines[1].id, minutes: 60 })
  await ben.run('timesheets.submit', { timesheetId })
  await paul.run('timesheets.approve', { timesheetId })
  const day = (await salesOf(people.ben))
    .filter(([on]: [string]) => on === '2026-03-24')
    .map(([, amount]: [string, string]) => amount)
  assert.deepEqual(day.sort(), ['-256.50', '128.25', '256.50'])
  await assert.rejects(
    lena.run('timesheets.recall', { timesheetId: await submitted(ada, '2026-04-07', 5), reason: 'x' }),
    refusedWith('timesheet_nothing_to_recall'),
  )
})
