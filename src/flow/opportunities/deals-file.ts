/** A deals export of a CRM: its columns, and what each row says. Pure. */
import { CellReader, type CsvRow, readCsv, standsTwice } from '#kernel/csv.ts'
import type { CellProblem, RowError } from '#kernel/import-report.ts'
import { isCurrency, type Money, parseMoney, zero } from '#kernel/money.ts'
import { dealColumns as columns } from './deals-columns.ts'

type Name = keyof typeof columns

/** A deal as the file says it. */
export interface DealRow {
  readonly row: number
  readonly externalId: string
  readonly name: string
  readonly stage: string
  readonly amount: Money
  readonly expectedClose: string
  /** Address of the person who answers for it; null when the file names nobody. */
  readonly owner: string | null
  readonly company: string
  readonly country: string | null
  readonly createdAt: Temporal.Instant
  /** Per cent; null when the file does not say it. */
  readonly probability: number | null
  /** The CRM calls it lost. A win needs an accepted quote and is not taken from a CRM. */
  readonly lost: boolean
}

export interface DealsFile {
  readonly rows: readonly DealRow[]
  readonly rowCount: number
  readonly ignoredColumns: readonly string[]
  readonly errors: readonly RowError[]
}

/** Reads a deals export; `isCountry` tells ISO country codes. */
export function readDealsFile(content: string, isCountry: (code: string) => boolean): DealsFile {
  const table = readCsv(content, columns)
  const reader = new CellReader<Name>(columns)
  const rows = table.rows.map((row) => readRow(reader, row, isCountry)).filter((row) => row !== null)
  const seen = new Map<string, number>()
  for (const { row, cells } of table.rows) {
    const first = seen.get(cells.id)
    if (cells.id !== '' && first !== undefined) reader.wrong({ row, cells }, 'id', standsTwice(first))
    else seen.set(cells.id, row)
  }
  return { rows, rowCount: table.rows.length, ignoredColumns: table.ignoredColumns, errors: reader.errors }
}

function readRow(
  reader: CellReader<Name>,
  row: CsvRow<Name>,
  isCountry: (code: string) => boolean,
): DealRow | null {
  const errorsBefore = reader.errors.length
  const { cells } = row
  const given = <T>(name: Name, parse: (text: string) => T | null, what: string): T | null =>
    cells[name] === '' ? null : reader.parsed(row, name, parse, what)
  const externalId = reader.text(row, 'id')
  const name = reader.text(row, 'name')
  const stage = reader.text(row, 'stage')
  const company = reader.text(row, 'company')
  const currency = reader.parsed(
    row,
    'currency',
    (code) => (isCurrency(code) ? code : null),
    'an ISO 4217 currency',
  )
  const amount = currency === null ? null : readAmount(reader, row, currency)
  const expectedClose = reader.day(row, 'closeDate')
  const createdAt = reader.parsed(row, 'createDate', parseMoment, 'a moment written YYYY-MM-DD HH:MM')
  const country = given('country', (code) => (isCountry(code) ? code : null), 'an ISO 3166 country code')
  const probability = given('probability', parseProbability, 'a probability from 0 to 1 in whole per cent')
  if (reader.errors.length > errorsBefore || !amount || !expectedClose || !createdAt) return null
  return {
    row: row.row,
    externalId,
    name,
    stage,
    amount,
    expectedClose,
    owner: cells.owner === '' ? null : cells.owner.toLowerCase(),
    company,
    country,
    createdAt,
    probability,
    lost: /^closed[ _-]?lost$/i.test(stage),
  }
}

/** An amount of at least zero. CRMs leave it empty while nobody knows it: that is zero. */
function readAmount(reader: CellReader<Name>, row: CsvRow<Name>, currency: string): Money | null {
  if (row.cells.amount === '') return zero(currency)
  return reader.parsed(
    row,
    'amount',
    (text) => {
      const amount = parseMoney(text, currency)
      return amount === null || amount.minor < 0n ? null : amount
    },
    'an amount of at least zero in its currency, written 1234.50',
  )
}

/** `2026-03-02 09:30` or `2026-03-02` in UTC, or null. */
export function parseMoment(text: string): Temporal.Instant | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?Z?$/.exec(text)
  if (!match) return null
  try {
    return Temporal.Instant.from(`${match[1]}T${match[2] ?? '00:00'}Z`)
  } catch {
    return null
  }
}

/** `0.4` as 40, or null when it is no whole per cent from 0 to 1. */
export function parseProbability(text: string): number | null {
  const match = /^(?:0(?:\.(\d{1,2})0*)?|1(?:\.0+)?)$/.exec(text)
  if (!match) return null
  return text.startsWith('1') ? 100 : Number.parseInt((match[1] ?? '').padEnd(2, '0'), 10)
}

/** An error at a cell that is right in itself but does not fit the firm. */
export function dealError(row: DealRow, name: Name, problem: CellProblem): RowError {
  return { row: row.row, column: columns[name].header, ...problem }
}
