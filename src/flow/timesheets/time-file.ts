/** The detailed time report of Clockify: its columns, and what each row says. Pure. */
import { hash } from 'node:crypto'
import type { Person } from '#flow/people'
import type { WorkPackage } from '#flow/projects'
import { CellReader, type CsvRow, isLonger, readCsv } from '#kernel/csv.ts'
import { monthStart, type PlainDate } from '#kernel/dates.ts'
import type { CellProblem, RowError } from '#kernel/import-report.ts'
import { roundedQuotient } from '#kernel/money.ts'
import { type BillingType, dayRefusal, employmentRefusal, workRefusal } from './entry.ts'
import { timeColumns as columns } from './time-columns.ts'

/** As much as a line of a timesheet holds. */
const DESCRIPTION_MAX = 1000

type Name = keyof typeof columns
type Row = CsvRow<Name>

/** A row that is right in itself and in what it refers to. */
export interface TimeRow {
  readonly row: number
  readonly person: Person
  readonly work: WorkPackage
  readonly workedOn: PlainDate
  readonly minutes: number
  readonly billingType: BillingType
  readonly description: string
  /** Tells the line apart from every other: who, when, on what. */
  readonly externalId: string
}

export interface TimeFile {
  readonly rows: readonly Row[]
  readonly ignoredColumns: readonly string[]
  /** What the file refers to, to be looked up at once. */
  readonly emails: readonly string[]
  readonly projects: readonly string[]
}

/** Reads a report; its rows are resolved by `resolveRows` once it is known what they refer to. */
export function readTimeFile(content: string): TimeFile {
  const { rows, ignoredColumns } = readCsv(content, columns)
  return {
    rows,
    ignoredColumns,
    emails: [...new Set(rows.map((row) => row.cells.email.toLowerCase()))],
    projects: [...new Set(rows.map((row) => row.cells.project))],
  }
}

/** What the firm knows of what a report refers to. */
export interface Known {
  readonly people: ReadonlyMap<string, Person>
  readonly work: readonly WorkPackage[]
  /** Closed months as "entity month". */
  readonly closed: ReadonlySet<string>
  /** Days on which people may not work, as "person day". */
  readonly uncleared: ReadonlySet<string>
}

/** The rows with their people and work, and everything that is wrong, by row and column. */
export function resolveRows(file: TimeFile, known: Known): { rows: TimeRow[]; errors: RowError[] } {
  const reader = new CellReader<Name>(columns)
  const resolver = new Resolver(known.work)
  const rows = file.rows.flatMap((row) => resolveRow(reader, row, known, resolver) ?? [])
  return { rows, errors: reader.errors }
}

/** Finds work packages by the words a report uses: project number or name, task code or title, or both together. */
class Resolver {
  /** Days and durations that were read before: a report says few of them very often. */
  readonly days = new Map<string, PlainDate>()
  readonly durations = new Map<string, number>()
  readonly #projects = new Set<string>()
  readonly #packages = new Map<string, WorkPackage>()

  constructor(work: readonly WorkPackage[]) {
    for (const one of work) {
      for (const project of [one.projectNumber, one.projectName]) {
        this.#projects.add(project)
        for (const task of [one.code, one.title, `${one.code} ${one.title}`])
          this.#packages.set(`${project}\n${task}`, one)
      }
    }
  }

  knowsProject(project: string): boolean {
    return this.#projects.has(project)
  }

  find(project: string, task: string): WorkPackage | undefined {
    return this.#packages.get(`${project}\n${task}`)
  }
}

function resolveRow(reader: CellReader<Name>, row: Row, known: Known, resolver: Resolver): TimeRow | null {
  const errorsBefore = reader.errors.length
  const { cells } = row
  const person = known.people.get(cells.email.toLowerCase())
  if (!person)
    reader.wrong(row, 'email', {
      code: 'row_nobodys_address',
      params: { value: cells.email },
      message: `"${cells.email}" is nobody's address here`,
    })
  const workedOn = resolver.days.get(cells.startDate) ?? reader.day(row, 'startDate')
  const minutes =
    resolver.durations.get(cells.duration) ??
    reader.parsed(row, 'duration', durationMinutes, 'a duration of at most 24 hours, written HH:MM:SS')
  const work = findWork(reader, row, resolver)
  if (cells.description.length > DESCRIPTION_MAX) reader.wrong(row, 'description', isLonger(DESCRIPTION_MAX))
  if (!person || !work || workedOn === null || minutes === null) return null
  resolver.days.set(cells.startDate, workedOn)
  resolver.durations.set(cells.duration, minutes)
  const billingType = billingOf(cells.billable, work)
  const refusal = workRefusal(work, workedOn, billingType)
  if (refusal)
    reader.wrong(row, refusal === 'time_outside_work_package' ? 'startDate' : 'task', words(refusal))
  if (employmentRefusal(person, workedOn))
    reader.wrong(row, 'startDate', {
      code: 'row_not_employed',
      params: { person: person.name },
      message: `${person.name} did not work here then`,
    })
  else if (known.uncleared.has(`${person.id} ${workedOn}`))
    reader.wrong(row, 'startDate', {
      code: 'row_not_cleared',
      params: { person: person.name },
      message: `${person.name} is not cleared for work then`,
    })
  if (known.closed.has(`${person.entityId} ${monthStart(workedOn)}`))
    reader.wrong(row, 'startDate', {
      code: 'row_month_closed',
      message: 'lies in a month whose books are closed',
    })
  if (reader.errors.length > errorsBefore) return null
  return {
    row: row.row,
    person,
    work,
    workedOn,
    minutes,
    billingType,
    description: cells.description,
    externalId: externalIdOf(row),
  }
}

function findWork(reader: CellReader<Name>, row: Row, resolver: Resolver): WorkPackage | undefined {
  const { project, task } = row.cells
  if (!resolver.knowsProject(project)) {
    reader.wrong(row, 'project', {
      code: 'row_no_project',
      params: { value: project },
      message: `"${project}" is no project of this firm, by number or name`,
    })
    return undefined
  }
  const work = resolver.find(project, task)
  if (!work)
    reader.wrong(row, 'task', {
      code: 'row_no_work_package',
      params: { value: task, project },
      message: `"${task}" is no work package of ${project}, by code or title`,
    })
  return work
}

/** "No" makes time not chargeable; work without a contract line cannot be anything else. */
function billingOf(billable: string, work: WorkPackage): BillingType {
  return work.contractLineId === null || /^(no|false)$/i.test(billable) ? 'non_chargeable' : 'chargeable'
}

function words(refusal: string): CellProblem {
  if (refusal === 'time_outside_work_package')
    return { code: 'row_outside_work_package', message: 'lies outside the dates of the work package' }
  return refusal === 'time_work_package_closed'
    ? { code: 'row_work_package_closed', message: 'is closed' }
    : { code: 'row_not_in_delivery', message: 'belongs to a project that is not in delivery' }
}

/** Whole minutes of HH:MM:SS, half a minute and more rounded up; null for no time, for nonsense, for more than a day. */
export function durationMinutes(text: string): number | null {
  const match = /^(\d{1,2}):([0-5]\d):([0-5]\d)$/.exec(text)
  if (!match) return null
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number.parseInt(part, 10))
  const rounded = hours * 60 + minutes + Number.parseInt(roundedQuotient(BigInt(seconds), 60n).toString(), 10)
  return rounded > 0 && dayRefusal(rounded) === null ? rounded : null
}

function externalIdOf({ cells }: Row): string {
  const { email, startDate, startTime, endDate, endTime, project, task } = cells
  const said = [email.toLowerCase(), startDate, startTime, endDate, endTime, project, task].join('|')
  return `clockify:${hash('sha256', said, 'base64url').slice(0, 24)}`
}

/** The error of a row whose day has more minutes than a day. */
export function dayTooLong(row: TimeRow, minutes: number): RowError {
  return {
    row: row.row,
    column: columns.duration.header,
    code: 'row_day_too_long',
    params: { person: row.person.name, minutes, workedOn: row.workedOn },
    message: `${row.person.name} would have ${minutes} minutes on ${row.workedOn}`,
  }
}
