import type { Person } from '#flow/people'
import { type WorkPackage, workPackagesById } from '#flow/projects'
import { addDays, type PlainDate, weekStart } from '#kernel/dates.ts'
import { handle } from '#kernel/handle.ts'
import { type RefusalProblem, Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { lineRefusal, type Uncleared, unclearedDays } from './check-entries.ts'
import { saveWeek as contract } from './contract.ts'
import { usualBillingType } from './entry.ts'
import { entriesOfWeek, findWeek, lockWeek, settleSheet, workerOf } from './timesheet-table.ts'
import { type GridPlan, type GridProblem, planWeek } from './week-grid.ts'
import { daysOf, linesOfWeek, weekOf, weekView } from './week-view.ts'

type Packages = ReadonlyMap<string, WorkPackage>

/** One grid, one transaction: whoever types a week waits once, and a wrong cell leaves the week as it was. */
export const saveWeek = handle(contract, async (ctx, input) => {
  const { tx, call } = ctx
  const monday = weekStart(input.weekStart)
  const [person, found] = await Promise.all([
    workerOf(ctx, input.personId),
    workPackagesById(tx, [...new Set(input.rows.map((row) => row.workPackageId))]),
  ])
  const packages = new Map(found.map((work) => [work.id, work]))
  const rows = input.rows.map((row) => {
    const work = packages.get(row.workPackageId)
    return { ...row, billingType: row.billingType ?? (work ? usualBillingType(work) : 'non_chargeable') }
  })
  const isEmpty = rows.every((row) => row.minutes.every((minutes) => minutes === 0))
  const [sheet, entries, days, uncleared] = await Promise.all([
    isEmpty ? findWeek(tx, person.id, monday) : lockWeek(tx, person.id, monday),
    entriesOfWeek(tx, person.id, monday),
    daysOf(tx, person, monday),
    unclearedDays(tx, person.id, weekDays(monday)),
  ])
  ctx.checkRevision(sheet?.revision ?? 0)
  const plan = planWeek(monday, rows, entries)
  const closedDays = new Set(days.filter((day) => day.closed).map(({ day }) => day))
  refuseProblems(
    [...plan.problems, ...impossible(plan, { person, packages, closedDays, uncleared })],
    rows,
    packages,
  )
  const counts = { recorded: plan.record.length, changed: plan.change.length, removed: plan.remove.length }
  if (!sheet || counts.recorded + counts.changed + counts.removed === 0)
    return { output: { ...(await weekOf(tx, person, monday)), ...counts } }
  writePlan(tx, { sheetId: sheet.id, personId: person.id }, plan, packages)
  const [settled, lines] = await Promise.all([
    settleSheet(tx, sheet.id, call.now),
    linesOfWeek(tx, person.id, monday),
  ])
  return {
    output: { ...weekView(person, monday, settled, lines, days), ...counts },
    touched: [{ type: 'timesheet', id: sheet.id, ...differences(plan) }],
  }
})

const weekDays = (monday: PlainDate) => [0, 1, 2, 3, 4, 5, 6].map((day) => addDays(monday, day))

/** What differs, as the journal shows it. */
function differences({ record, change, remove }: GridPlan): { before: object; after: object } {
  return {
    before: { lines: [...change.map(({ before }) => before), ...remove] },
    after: {
      lines: [...change.map(({ before, cell }) => ({ id: before.id, ...cell })), ...record].map(
        ({ row: _row, day: _day, ...line }) => line,
      ),
    },
  }
}

/** What is known beside the cells. */
interface Known {
  readonly person: Person
  readonly packages: Packages
  readonly closedDays: ReadonlySet<PlainDate>
  readonly uncleared: Uncleared
}

/** The cells whose work, person or month does not take them. */
function impossible(
  { record, change }: GridPlan,
  { person, packages, closedDays, uncleared }: Known,
): GridProblem[] {
  return [...record, ...change.map(({ cell }) => cell)].flatMap((cell) => {
    const work = packages.get(cell.workPackageId)
    const refusal = work
      ? lineRefusal(person, { ...cell, work }, closedDays.has(cell.workedOn), uncleared)
      : null
    return refusal ? [{ row: cell.row, day: cell.day, ...refusal }] : []
  })
}

/** Refuses the week with everything that is wrong with it, each at its cell. */
function refuseProblems(
  cells: readonly GridProblem[],
  rows: readonly { readonly workPackageId: string }[],
  packages: Packages,
): void {
  const unknown = rows.flatMap(({ workPackageId }, row) =>
    packages.has(workPackageId)
      ? []
      : [
          problemAt(`/rows/${row}/workPackageId`, 'time_work_unknown', {
            project: '?',
            workPackage: workPackageId,
          }),
        ],
  )
  const problems = [
    ...unknown,
    ...cells.map(({ row, day, code, detail }) =>
      problemAt(day === null ? `/rows/${row}` : `/rows/${row}/minutes/${day}`, code, detail),
    ),
  ]
  if (problems.length > 0) throw new Refused('time_week_has_errors', { errors: problems.length }, problems)
}

function problemAt(pointer: string, code: string, detail: Readonly<Record<string, unknown>>): RefusalProblem {
  return { pointer, code, params: detail, message: new Refused(code, detail).message }
}

/** Three statements at most, whatever the number of cells; what comes next in the transaction waits for them. */
function writePlan(
  tx: Tx,
  { sheetId, personId }: { readonly sheetId: string; readonly personId: string },
  { record, change, remove }: GridPlan,
  packages: Packages,
): void {
  const projectOf = ({ workPackageId }: { readonly workPackageId: string }) =>
    packages.get(workPackageId)?.projectId ?? null
  if (remove.length > 0)
    tx.later(sql`
      delete from timesheets.time_entry
      where tenant_id = kernel.tenant_id() and id = any(${remove.map(({ id }) => id)}::uuid[])`)
  const changed = change.map(({ cell }) => cell)
  if (change.length > 0)
    tx.later(sql`
      update timesheets.time_entry as entry
      set minutes = cell.minutes, billing_type = cell.billing_type, description = cell.description, state = 'draft', reason = ''
      from unnest(${change.map(({ before }) => before.id)}::uuid[], ${changed.map(({ minutes }) => minutes)}::integer[],
        ${changed.map(({ billingType }) => billingType)}::text[], ${changed.map(({ description }) => description)}::text[])
        as cell (id, minutes, billing_type, description)
      where entry.tenant_id = kernel.tenant_id() and entry.id = cell.id`)
  if (record.length > 0)
    tx.later(sql`
      insert into timesheets.time_entry
        (timesheet_id, person_id, project_id, work_package_id, worked_on, minutes, billing_type, description)
      select ${sheetId}::uuid, ${personId}::uuid, cell.*
      from unnest(${record.map(projectOf)}::uuid[], ${record.map(({ workPackageId }) => workPackageId)}::uuid[],
        ${record.map(({ workedOn }): PlainDate => workedOn)}::date[], ${record.map(({ minutes }) => minutes)}::integer[],
        ${record.map(({ billingType }) => billingType)}::text[], ${record.map(({ description }) => description)}::text[])
        as cell`)
}
