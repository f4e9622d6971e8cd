import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { openStaffedEngagement } from '#test/staffed-engagement.ts'

const { house, ada, lena, people } = await openStaffedEngagement()
const header =
  'Project,Client,Description,Task,User,Group,Email,Tags,Billable,Start Date,Start Time,End Date,End Time,Duration (h),Duration (decimal),Billable Rate (USD),Billable Amount (USD)'
const row = (day: string, from: string, duration: string, change: Record<string, string> = {}) => {
  const cells = {
    project: 'Order platform',
    task: 'Implementation',
    email: 'ada@alder.example',
    billable: 'Yes',
    ...change,
  }
  return `${cells.project},Meridian,"Data model, part 2",${cells.task},Ada Stern,,${cells.email},,${cells.billable},${day},${from},${day},17:00:00,${duration},0,0,0`
}
const file = (...rows: string[]) => `${[header, ...rows].join('\n')}\n`
const load = (content: string, more: object = {}) => lena.run('timesheets.importTime', { content, ...more })
const refused = async (content: string): Promise<Refused> => {
  try {
    await load(content)
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
  throw new Error('the import was not refused')
}
const entries = () =>
  house
    .tx((tx) => tx.one(sql<{ count: bigint }>`select count(*) from timesheets.time_entry`))
    .then(({ count }) => Number(count))

test('a report becomes lines in the weeks of its people, by project number or name, task code or title', async () => {
  const content = file(
    row('2026-03-02', '09:00:00', '02:30:00'),
    row('2026-03-03', '09:00:00', '07:59:30', { project: 'P-0001', task: 'WP4', billable: 'No' }),
    row('2026-03-09', '09:00:00', '01:00:00', { email: 'BEN@alder.example' }),
  )
  const dry = await load(content, { dryRun: true })
  assert.deepEqual([dry.create, dry.minutes, dry.errors, await entries()], [3, 690, [], 0])
  assert.deepEqual(dry.ignoredColumns.includes('Tags'), true)
  assert.equal(dry.sample[0].record.description, 'Data model, part 2')
  const done = await load(content)
  assert.deepEqual([done.create, done.timesheets, done.minutes], [3, 2, 690])
  const week = await ada.ask('timesheets.week', { weekStart: '2026-03-02' })
  assert.deepEqual(
    week.lines.map((line: { workPackage: string; minutes: number; billingType: string; state: string }) => [
      line.workPackage,
      line.minutes,
      line.billingType,
      line.state,
    ]),
    [
      ['WP2 Implementation', 150, 'chargeable', 'draft'],
      ['WP4 Internal', 480, 'non_chargeable', 'draft'],
    ],
  )
})

test('the same file is refused, and a line that was imported before stays as it is', async () => {
  const first = row('2026-04-01', '09:00:00', '02:00:00')
  await load(file(first))
  assert.equal((await refused(file(first))).code, 'import_done_before')
  const again = await load(file(first, first, row('2026-04-02', '09:00:00', '02:00:00')))
  assert.deepEqual([again.rows, again.create, again.unchanged], [3, 1, 2])
})

test('everything wrong with a file is told at once, by row and column, and nothing is imported', async () => {
  await house.tx((tx) => tx.run(sql`update ledger.period set state = 'closed' where month = '2026-01-01'`))
  const before = await entries()
  const error = await refused(
    file(
      row('2026-05-04', '09:00:00', '02:30:00'),
      row('2026-05-04', '09:00:00', '2,5', { email: 'nobody@alder.example' }).replace('2,5', '2.5'),
      row('2026-05-05', '09:00:00', '02:30:00', { project: 'Secret project' }),
      row('2026-05-05', '09:00:00', '02:30:00', { task: 'Dreaming' }),
      row('2026-07-05', '09:00:00', '02:30:00'),
      row('2026-01-20', '09:00:00', '02:30:00'),
      row('05/05/2026', '09:00:00', '02:30:00'),
      row('2026-02-30', '09:00:00', '02:30:00'),
      row('2026-05-05', '09:00:00', '02:30:00').replace('Data model', 'Data model '.repeat(100)),
      row('2026-05-06', '00:00:00', '20:00:00'),
      row('2026-05-06', '20:00:00', '05:00:00'),
    ),
  )
  assert.equal(error.code, 'import_has_errors')
  assert.deepEqual(
    error.problems.map(({ pointer }) => pointer),
    [
      '/rows/3/Email',
      '/rows/3/Duration (h)',
      '/rows/4/Project',
      '/rows/5/Task',
      '/rows/6/Start Date',
      '/rows/7/Start Date',
      '/rows/8/Start Date',
      '/rows/9/Start Date',
      '/rows/10/Description',
      '/rows/12/Duration (h)',
    ],
  )
  assert.equal(await entries(), before)
})

test('a file that is no report is refused as a whole', async () => {
  assert.equal((await refused('Project,Email\nx,y\n')).code, 'import_columns_wrong')
  assert.equal((await refused(file('"not closed'))).code, 'import_unreadable')
})

test('a report may be submitted at once, and then each week goes to its approvers', async () => {
  const content = file(row('2026-06-01', '09:00:00', '08:00:00'), row('2026-06-08', '09:00:00', '08:00:00'))
  const done = await load(content, { submit: true })
  assert.equal(done.timesheets, 2)
  const { items } = await lena.ask('timesheets.list', { state: 'submitted', personId: people.ada })
  assert.deepEqual(
    items.map((week: { weekStart: string }) => week.weekStart),
    ['2026-06-01', '2026-06-08'],
  )
  const { rows } = await house.database.admin.query(
    `select jsonb_array_length(events) as events from kernel.journal where command = 'timesheets.importTime' and events <> '[]'`,
  )
  assert.deepEqual(rows, [{ events: 2 }])
})
