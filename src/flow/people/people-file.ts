/** A people file: its columns, and what each row asks for. Pure. */
import type { LegalEntity } from '#flow/firm'
import { CellReader, type CsvRow, readCsv, standsTwice } from '#kernel/csv.ts'
import type { RowError } from '#kernel/import-report.ts'
import { RATE_SCALE } from '#kernel/money.ts'
import { personColumns as columns } from './people-columns.ts'
import { weeklyMinutes } from './weekly-hours.ts'

type Name = keyof typeof columns
const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** What the file may refer to. */
export interface Known {
  readonly entities: ReadonlyMap<string, LegalEntity>
  readonly roles: ReadonlyMap<string, string>
  /** Ids of practices by code. */
  readonly practices: ReadonlyMap<string, string>
  readonly isTimeZone: (name: string) => boolean
}

/** A row that is right in itself. Null means that the file says nothing about it. */
export interface PersonRow {
  readonly row: number
  readonly number: string
  readonly name: string
  readonly email: string
  readonly entity: LegalEntity
  readonly roleCode: string
  readonly startedOn: string
  readonly practiceId: string | null
  readonly weeklyMinutes: number | null
  readonly timeZone: string | null
  readonly managerEmail: string | null
  readonly cost: { readonly amount: string; readonly validFrom: string } | null
}

export interface PeopleFile {
  readonly rows: readonly PersonRow[]
  readonly rowCount: number
  readonly ignoredColumns: readonly string[]
  readonly errors: readonly RowError[]
}

/** Reads a people file against what the firm knows. */
export function readPeopleFile(content: string, known: Known): PeopleFile {
  const table = readCsv(content, columns)
  const reader = new CellReader<Name>(columns)
  const rows = table.rows.map((row) => readRow(reader, row, known)).filter((row) => row !== null)
  for (const name of ['number', 'email'] as const) {
    const seen = new Map<string, number>()
    for (const row of table.rows) {
      const value = row.cells[name].toLowerCase()
      const first = seen.get(value)
      if (value !== '' && first !== undefined) reader.wrong(row, name, standsTwice(first))
      else seen.set(value, row.row)
    }
  }
  return { rows, rowCount: table.rows.length, ignoredColumns: table.ignoredColumns, errors: reader.errors }
}

function readRow(reader: CellReader<Name>, row: CsvRow<Name>, known: Known): PersonRow | null {
  const errorsBefore = reader.errors.length
  const given = <T>(name: Name, read: () => T | null): T | null => (row.cells[name] === '' ? null : read())
  const found = <T>(name: Name, place: ReadonlyMap<string, T>, what: string): T | null =>
    reader.parsed(row, name, (code) => place.get(code) ?? null, what)
  const number = reader.text(row, 'number', 40)
  const name = reader.text(row, 'name')
  const address = reader.parsed(
    row,
    'email',
    (text) => (email.test(text) ? text.toLowerCase() : null),
    'an address',
  )
  const entity = found('entity', known.entities, 'the code of a legal entity')
  const role = found('role', known.roles, 'the code of a delivery role')
  const startedOn = reader.day(row, 'startedOn')
  const cost = given('cost', () => reader.decimal(row, 'cost', RATE_SCALE))
  const costFrom = given('costFrom', () => reader.day(row, 'costFrom')) ?? startedOn
  const optional = {
    practiceId: given('practice', () => found('practice', known.practices, 'the code of a practice')),
    weeklyMinutes: given('weeklyHours', () =>
      reader.parsed(row, 'weeklyHours', weeklyMinutes, 'a number of hours in whole minutes, written 37.5'),
    ),
    timeZone: given('timeZone', () =>
      reader.parsed(row, 'timeZone', (zone) => (known.isTimeZone(zone) ? zone : null), 'an IANA time zone'),
    ),
    managerEmail: given('manager', () => row.cells.manager.toLowerCase()),
  }
  if (reader.errors.length > errorsBefore || !address || !entity || role === null || !startedOn || !costFrom)
    return null
  return {
    row: row.row,
    number,
    name,
    email: address,
    entity,
    roleCode: row.cells.role,
    startedOn,
    ...optional,
    cost: cost === null ? null : { amount: cost, validFrom: costFrom },
  }
}

/** A manager named in a file who is nobody. */
export function unknownManager(row: PersonRow): RowError {
  return {
    row: row.row,
    column: columns.manager.header,
    code: 'row_manager_unknown',
    params: { value: row.managerEmail ?? '' },
    message: `"${row.managerEmail}" is nobody's address, in the firm or in this file`,
  }
}

/** An address in a file that somebody else has. */
export function emailTaken(row: PersonRow, holder: string): RowError {
  return {
    row: row.row,
    column: columns.email.header,
    code: 'row_email_taken',
    params: { value: row.email, holder },
    message: `"${row.email}" is the address of ${holder} already`,
  }
}
