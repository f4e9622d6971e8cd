/**
 * How fast a time report is imported: `node bench/import-time.ts`.
 *
 * 100,000 lines of 300 people are imported by `timesheets.importTime`: read, resolved to people and work, checked against
 * days, dates and periods, written into weeks, and journaled. Two baselines load the same lines from a file of the
 * server with COPY, in the same run: into the same table, with its keys, and into a copy of it that has the indexes but no
 * foreign keys. At most three times the COPY is wanted.
 */
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from '#kernel/sql.ts'
import { openStaffedEngagement } from '#test/staffed-engagement.ts'

const LINES = 100_000
const PEOPLE = 300
const ROUNDS = 3

const header =
  'Project,Client,Description,Task,User,Group,Email,Tags,Billable,Start Date,Start Time,End Date,End Time,Duration (h),Duration (decimal),Billable Rate (USD),Billable Amount (USD)'

/** A report of three lines a person and day. The round makes it another file of other lines. */
function report(round: number): string {
  const first = Temporal.PlainDate.from('2026-01-01')
  const lines = Array.from({ length: LINES }, (_, index) => {
    const person = Math.floor(index / 3) % PEOPLE
    const day = first.add({ days: Math.floor(index / (3 * PEOPLE)) })
    const hour = String(8 + (index % 3) * 3).padStart(2, '0')
    const task = ['WP2', 'Support', 'WP4'][index % 3]
    return `Order platform,Client,"Part ${index % 50}, as agreed",${task},Person ${person},,p${person}@bench.example,,Yes,${day},${hour}:00:0${round},${day},${hour}:45:00,01:45:00,1.75,0,0`
  })
  return [header, ...lines].join('\n')
}

const ends: (() => Promise<void>)[] = []
const { house, lena, entityId } = await openStaffedEngagement({ after: (work) => ends.unshift(work) })
const { admin, owner } = house.database
await house.tx((tx) =>
  tx.run(sql`
    insert into people.person (id, number, name, email, entity_id, role_code, started_on)
    select kernel.new_id(), 'B-' || n, 'Person ' || n, 'p' || n || '@bench.example', ${entityId}, 'consultant', '2020-01-01'
    from generate_series(0, ${PEOPLE - 1}) as n`),
)
await owner.query('create table public.without_keys (like timesheets.time_entry including all)')
const file = join(tmpdir(), `import-time-${process.pid}.copy`)

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Begins each measurement with an empty table of no dead rows. */
async function empty(table: string): Promise<void> {
  await admin.query(`delete from ${table}`)
  await admin.query(`vacuum full ${table}`)
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const results: { imported: number; withKeys: number; withoutKeys: number }[] = []
for (let round = 0; round < ROUNDS; round += 1) {
  await empty('timesheets.time_entry')
  await empty('public.without_keys')
  const content = report(round)
  const imported = await timed(() => lena.run('timesheets.importTime', { content, submit: true }))
  await admin.query(`copy timesheets.time_entry to '${file}'`)
  const withoutKeys = await timed(() => admin.query(`copy public.without_keys from '${file}'`))
  await empty('timesheets.time_entry')
  const withKeys = await timed(() => admin.query(`copy timesheets.time_entry from '${file}'`))
  results.push({ imported, withKeys, withoutKeys })
}
const show = (what: string, pick: (result: (typeof results)[number]) => number) =>
  console.log(`${what.padEnd(44)}${median(results.map(pick)).toFixed(0).padStart(8)} ms`)
const ratio = (what: string, pick: (result: (typeof results)[number]) => number) =>
  console.log(
    `${what.padEnd(44)}${median(results.map((one) => one.imported / pick(one)))
      .toFixed(2)
      .padStart(8)} x`,
  )
console.log(`${LINES} lines, ${ROUNDS} rounds, medians`)
show('timesheets.importTime', (result) => result.imported)
show('COPY into the same table', (result) => result.withKeys)
show('COPY with indexes, without foreign keys', (result) => result.withoutKeys)
ratio('import / COPY into the same table', (result) => result.withKeys)
ratio('import / COPY without foreign keys', (result) => result.withoutKeys)
rmSync(file, { force: true })
for (const end of ends) await end()
