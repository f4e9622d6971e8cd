import { createHash } from 'node:crypto'
import { peopleByEmails } from '#flow/people'
import { workPackagesOfNamedProjects } from '#flow/projects'
import { type PlainDate, weekStart } from '#kernel/dates.ts'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { type RowError, refuseRowErrors, SAMPLE_SIZE } from '#kernel/import-report.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { closedMonths } from './check-entries.ts'
import { importTime as contract } from './contract.ts'
import { dayRefusal } from './entry.ts'
import { submittedEvents } from './submitted-events.ts'
import { dayTooLong, readTimeFile, resolveRows, type TimeFile, type TimeRow } from './time-file.ts'
import { settleSheets } from './timesheet-table.ts'

/** A line that is there already stays as it is, whatever became of it since; the rest is new. */
export const importTime = handle(contract, async (ctx, { content, dryRun, submit }) => {
  const { tx, call } = ctx
  const fileHash = createHash('sha256').update(content).digest()
  await refuseSecondImport(tx, fileHash)
  const file = readTimeFile(content)
  const { rows, errors } = await resolved(tx, file)
  const fresh = await withoutKnown(tx, rows)
  errors.push(...(await longDays(tx, fresh)))
  if (!dryRun) refuseRowErrors(errors)
  const importId = newId()
  const sheets = dryRun ? [] : await write(tx, importId, fileHash, fresh, submit, call.now)
  return {
    output: {
      dryRun,
      rows: file.rows.length,
      create: fresh.length,
      update: 0,
      unchanged: rows.length - fresh.length,
      ignoredColumns: [...file.ignoredColumns],
      errors: errors.sort((one, other) => one.row - other.row),
      sample: fresh
        .slice(0, SAMPLE_SIZE)
        .map(({ row, person, work, workedOn, minutes, billingType, description }) => ({
          row,
          action: 'create' as const,
          record: {
            person: person.name,
            project: work.projectNumber,
            workPackage: work.code,
            workedOn,
            minutes,
            billingType,
            description,
          },
        })),
      minutes: fresh.reduce((sum, row) => sum + row.minutes, 0),
      timesheets: sheets.length,
    },
    touched: dryRun ? [] : [{ type: 'time_import', id: importId, after: { lines: fresh.length } }],
    ...(sheets.length > 0
      ? {
          touchedBy: sql`
            select 'timesheet', sheet.id::text, null::jsonb, jsonb_build_object('state', sheet.state, 'importId', ${importId}::text)
            from timesheets.timesheet as sheet
            where sheet.tenant_id = kernel.tenant_id() and sheet.id = any(${sheets}::uuid[])`,
        }
      : {}),
    events: submit && !dryRun ? await submittedEvents(tx, sheets, null) : [],
  }
})

async function refuseSecondImport(tx: Tx, fileHash: Buffer): Promise<void> {
  const before = await tx.maybe(sql<{ importedAt: Temporal.Instant }>`
    select imported_at as "importedAt"
    from timesheets.import
    where tenant_id = kernel.tenant_id() and file_hash = ${fileHash}`)
  if (before) throw new Refused('import_done_before', { importedAt: before.importedAt })
}

async function resolved(tx: Tx, file: TimeFile): Promise<{ rows: TimeRow[]; errors: RowError[] }> {
  const people = await peopleByEmails(tx, file.emails)
  const work = await workPackagesOfNamedProjects(tx, file.projects)
  const entities = [...people.values()].map((person) => person.entityId)
  const days = [...new Set(file.rows.map((row) => row.cells.startDate))].filter((day) =>
    /^\d{4}-\d{2}-\d{2}$/.test(day),
  )
  const closed = await closedMonths(tx, entities, days)
  return resolveRows(file, { people, work, closed })
}

/** Without the lines that were imported before, and without the second of two lines that say the same. */
async function withoutKnown(tx: Tx, rows: readonly TimeRow[]): Promise<TimeRow[]> {
  const byId = new Map(rows.map((row) => [row.externalId, row]))
  const known = await tx.rows(sql<{ id: string }>`
    select external_id as id
    from timesheets.time_entry
    where tenant_id = kernel.tenant_id() and external_id = any(${[...byId.keys()]}::text[])`)
  for (const { id } of known) byId.delete(id)
  return [...byId.values()]
}

/** The rows of days that would have more minutes than a day has, with what is recorded already. */
async function longDays(tx: Tx, rows: readonly TimeRow[]): Promise<RowError[]> {
  const days = new Map<string, { last: TimeRow; minutes: number }>()
  for (const row of rows) {
    const at = `${row.person.id} ${row.workedOn}`
    const day = days.get(at)
    days.set(at, { last: row, minutes: (day?.minutes ?? 0) + row.minutes })
  }
  const ends = [...days.values()]
  const recorded = await tx.rows(sql<{ at: string; minutes: number }>`
    select day.person_id || ' ' || day.worked_on as at, sum(entry.minutes)::integer as minutes
    from unnest(${ends.map(({ last }) => last.person.id)}::uuid[], ${ends.map(({ last }) => last.workedOn)}::date[])
      as day (person_id, worked_on)
    join timesheets.timesheet as sheet
      on sheet.tenant_id = kernel.tenant_id() and sheet.person_id = day.person_id
        and sheet.week_start = date_trunc('week', day.worked_on)::date
    join timesheets.time_entry as entry
      on entry.tenant_id = sheet.tenant_id and entry.timesheet_id = sheet.id and entry.worked_on = day.worked_on
        and entry.state <> 'recalled'
    group by day.person_id, day.worked_on`)
  for (const { at, minutes } of recorded) {
    const day = days.get(at)
    if (day) day.minutes += minutes
  }
  return [...days.values()].flatMap(({ last, minutes }) =>
    dayRefusal(minutes) ? [dayTooLong(last, minutes)] : [],
  )
}

/** Weeks and lines, in three statements whatever their number. Gives the ids of the weeks. */
async function write(
  tx: Tx,
  importId: string,
  fileHash: Buffer,
  rows: readonly TimeRow[],
  submit: boolean,
  now: Temporal.Instant,
): Promise<string[]> {
  await tx.run(sql`
    insert into timesheets.import (id, file_hash, lines, imported_at)
    values (${importId}, ${fileHash}, ${rows.length}, ${now})`)
  if (rows.length === 0) return []
  const mondays = new Map<PlainDate, PlainDate>()
  for (const { workedOn } of rows) if (!mondays.has(workedOn)) mondays.set(workedOn, weekStart(workedOn))
  const weeks = new Map<string, number>()
  const people: string[] = []
  const starts: PlainDate[] = []
  const places = rows.map(({ person, workedOn }) => {
    const monday = mondays.get(workedOn) ?? workedOn
    const at = `${person.id} ${monday}`
    const place = weeks.get(at)
    if (place !== undefined) return place
    weeks.set(at, weeks.size + 1)
    people.push(person.id)
    starts.push(monday)
    return weeks.size
  })
  const sheets = await openWeeks(tx, people, starts)
  await insertLines(tx, importId, rows, places, sheets, submit)
  const open = [...sheets].sort()
  await settleSheets(tx, open, now)
  return open
}

/** The weeks of people, made where they are missing and locked; in the order given. */
async function openWeeks(tx: Tx, people: readonly string[], starts: readonly PlainDate[]): Promise<string[]> {
  await tx.run(sql`
    insert into timesheets.timesheet (id, person_id, week_start)
    select kernel.new_id(), person_id, week_start
    from unnest(${people}::uuid[], ${starts}::date[]) as week (person_id, week_start)
    on conflict on constraint timesheet_week_taken do nothing`)
  const rows = await tx.rows(sql<{ id: string; at: string }>`
    select sheet.id, sheet.person_id || ' ' || sheet.week_start as at
    from unnest(${people}::uuid[], ${starts}::date[]) as week (person_id, week_start)
    join timesheets.timesheet as sheet
      on sheet.tenant_id = kernel.tenant_id() and sheet.person_id = week.person_id and sheet.week_start = week.week_start
    order by sheet.id
    for no key update of sheet`)
  const ids = new Map(rows.map(({ at, id }) => [at, id]))
  return people.map((person, index) => ids.get(`${person} ${starts[index]}`) ?? '')
}

/** Lines name their week, person and work by their place in short lists, so that the statement stays small. */
async function insertLines(
  tx: Tx,
  importId: string,
  rows: readonly TimeRow[],
  places: readonly number[],
  sheets: readonly string[],
  submit: boolean,
): Promise<void> {
  const packages = [...new Map(rows.map(({ work }) => [work.id, work])).values()]
  const packageAt = new Map(packages.map((work, index) => [work.id, index + 1]))
  const peopleIds = [...new Set(rows.map(({ person }) => person.id))]
  const personAt = new Map(peopleIds.map((id, index) => [id, index + 1]))
  await tx.run(sql`
    insert into timesheets.time_entry
      (timesheet_id, person_id, project_id, work_package_id, worked_on, minutes, billing_type, description, state, import_id, external_id)
    select (${sheets}::uuid[])[line.sheet], (${peopleIds}::uuid[])[line.person],
      (${packages.map((work) => work.projectId)}::uuid[])[line.package], (${packages.map((work) => work.id)}::uuid[])[line.package],
      line.worked_on, line.minutes, line.billing_type, line.description, ${submit ? 'submitted' : 'draft'}, ${importId}, line.external_id
    from unnest(${places}::integer[], ${rows.map(({ person }) => personAt.get(person.id))}::integer[],
      ${rows.map(({ work }) => packageAt.get(work.id))}::integer[], ${rows.map(({ workedOn }) => workedOn)}::date[],
      ${rows.map(({ minutes }) => minutes)}::integer[], ${rows.map(({ billingType }) => billingType)}::text[],
      ${rows.map(({ description }) => description)}::text[], ${rows.map(({ externalId }) => externalId)}::text[])
      as line (sheet, person, package, worked_on, minutes, billing_type, description, external_id)`)
}
