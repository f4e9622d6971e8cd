import { createHash } from 'node:crypto'
import { clearanceRefusals, type Person, peopleByEmails } from '#flow/people'
import { workPackagesOfNamedProjects } from '#flow/projects'
import { parseDay } from '#kernel/csv.ts'
import type { PlainDate } from '#kernel/dates.ts'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { type RowError, refuseRowErrors, SAMPLE_SIZE } from '#kernel/import-report.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx, tables } from '#kernel/sql.ts'
import { closedMonths } from './check-entries.ts'
import { importTime as contract } from './contract.ts'
import { dayRefusal } from './entry.ts'
import type { TimesheetsTables } from './schema.ts'
import { submittedEvents } from './submitted-events.ts'
import { dayTooLong, readTimeFile, resolveRows, type TimeFile, type TimeRow } from './time-file.ts'
import { writeLines } from './write-lines.ts'

const db = tables<TimesheetsTables>()

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
  const weeks = dryRun ? [] : await writeLines(tx, { importId, fileHash, rows: fresh, submit, now: call.now })
  const sheets = weeks.map((week) => week.timesheetId)
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
      timesheets: weeks.length,
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
    events: submit ? await submittedEvents(tx, weeks) : [],
  }
})

async function refuseSecondImport(tx: Tx, fileHash: Buffer): Promise<void> {
  const before = await tx.maybe(
    db.selectFrom('timesheets.import').select('imported_at as importedAt').where('file_hash', '=', fileHash),
  )
  if (before) throw new Refused('import_done_before', { importedAt: before.importedAt })
}

async function resolved(tx: Tx, file: TimeFile): Promise<{ rows: TimeRow[]; errors: RowError[] }> {
  const people = await peopleByEmails(tx, file.emails)
  const work = await workPackagesOfNamedProjects(tx, file.projects)
  const entities = [...people.values()].map((person) => person.entityId)
  // A day that no calendar has is an error of its row, not a question to the database.
  const texts = new Set(file.rows.map((row) => row.cells.startDate))
  const days = [...texts].flatMap((text) => parseDay(text) ?? [])
  const closed = await closedMonths(tx, entities, days)
  const uncleared = await unclearedIn(tx, [...people.values()], days)
  return resolveRows(file, { people, work, closed, uncleared })
}

/** The days of a file on which its people may not work, as "person day". */
async function unclearedIn(
  tx: Tx,
  people: readonly Person[],
  days: readonly PlainDate[],
): Promise<ReadonlySet<string>> {
  const wanted = people.flatMap(({ id }) => days.map((until) => ({ personId: id, until })))
  const refused = await clearanceRefusals(tx, wanted)
  return new Set(refused.map(({ place }) => `${wanted[place]?.personId} ${wanted[place]?.until}`))
}

/** Without the lines that were imported before, and without the second of two lines that say the same. */
async function withoutKnown(tx: Tx, rows: readonly TimeRow[]): Promise<TimeRow[]> {
  const byId = new Map(rows.map((row) => [row.externalId, row]))
  // The weeks of the people in the file are few and mostly new; looking up every line by itself costs ten times more.
  const people = new Set<string>()
  let [first, last] = ['9999-12-31', '0001-01-01']
  for (const { person, workedOn } of rows) {
    people.add(person.id)
    if (workedOn < first) first = workedOn
    if (workedOn > last) last = workedOn
  }
  const known = await tx.rows(sql<{ id: string }>`
    select entry.external_id as id
    from timesheets.timesheet as sheet
    join timesheets.time_entry as entry on entry.tenant_id = sheet.tenant_id and entry.timesheet_id = sheet.id
    where sheet.tenant_id = kernel.tenant_id() and sheet.person_id = any(${[...people]}::uuid[])
      and sheet.week_start between date_trunc('week', ${first}::date)::date and ${last}
      and entry.external_id is not null`)
  for (const { id } of known) byId.delete(id)
  return byId.size === rows.length ? [...rows] : [...byId.values()]
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
