/**
 * Reads files other programs export: CSV as RFC 4180 has it, and cells that say what is wrong with them.
 *
 * The parser is ours because imports are measured against the database's own COPY, and a general parser took four
 * tenths of a second for 100,000 lines; this one finds the next quote or comma with `indexOf` and takes a tenth.
 */
import type { PlainDate } from './dates.ts'
import type { CellProblem, RowError } from './import-report.ts'
import { formatDecimal, parseDecimal } from './money.ts'
import { Refused } from './refusal.ts'

/** The columns an import knows: the name in code, the header in the file, and whether the file must have it. */
export type CsvColumns<Name extends string> = Readonly<
  Record<Name, { readonly header: string; readonly optional?: boolean }>
>

/** One row. A cell of a column the file does not have is empty. Cells are trimmed. */
export interface CsvRow<Name extends string> {
  /** As a spreadsheet shows it: the header is row 1. */
  readonly row: number
  readonly cells: Readonly<Record<Name, string>>
}

export interface CsvTable<Name extends string> {
  readonly rows: readonly CsvRow<Name>[]
  readonly ignoredColumns: readonly string[]
}

/**
 * The rows of a file under the columns an import knows. Refuses `import_unreadable` when it is not CSV and
 * `import_columns_wrong` when a needed column is missing or one stands there twice.
 */
export function readCsv<Name extends string>(content: string, columns: CsvColumns<Name>): CsvTable<Name> {
  const [header = [], ...records] = parseCsv(content)
  const headers = header.map((cell) => cell.trim())
  const names = Object.keys(columns) as Name[]
  checkHeaders(headers, columns, names)
  const places = names.map((name) => headers.indexOf(columns[name].header))
  const rows: CsvRow<Name>[] = []
  for (const [index, record] of records.entries()) {
    const row = index + 2
    if (record.length === 1 && record[0]?.trim() === '') continue
    if (record.length !== headers.length) {
      const reason = `${record.length} cells instead of ${headers.length}`
      throw new Refused('import_unreadable', { row, reason })
    }
    const cells = {} as Record<Name, string>
    for (const [at, name] of names.entries()) cells[name] = record[places[at] ?? -1]?.trim() ?? ''
    rows.push({ row, cells })
  }
  const known = new Set(names.map((name) => columns[name].header))
  return { rows, ignoredColumns: headers.filter((cell) => !known.has(cell)) }
}

function checkHeaders<Name extends string>(
  headers: readonly string[],
  columns: CsvColumns<Name>,
  names: readonly Name[],
): void {
  const missing = names
    .filter((name) => !columns[name].optional && !headers.includes(columns[name].header))
    .map((name) => columns[name].header)
  const twice = headers.filter((cell, index) => headers.indexOf(cell) !== index)
  const problems = [
    ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
    ...(twice.length > 0 ? [`twice: ${twice.join(', ')}`] : []),
  ]
  if (problems.length === 0) return
  const expected = names.map((name) => columns[name].header + (columns[name].optional ? ' (optional)' : ''))
  throw new Refused('import_columns_wrong', { problem: problems.join('; '), missing, twice, expected })
}

const QUOTE = 34
const COMMA = 44
const LINE_FEED = 10
const CARRIAGE_RETURN = 13

/** The records of a CSV text, header included: cells as they are, quotes taken off. */
export function parseCsv(content: string): string[][] {
  const text = content.startsWith('\uFEFF') ? content.slice(1) : content
  const records: string[][] = []
  let record: string[] = []
  let at = 0
  while (at < text.length) {
    const cell =
      text.charCodeAt(at) === QUOTE ? quotedCell(text, at, records.length + 1) : plainCell(text, at)
    record.push(cell.value)
    at = cell.end
    const next = text.charCodeAt(at)
    if (next === COMMA) {
      at += 1
      if (at < text.length) continue
      record.push('')
    } else if (next === CARRIAGE_RETURN && text.charCodeAt(at + 1) === LINE_FEED) at += 2
    else if (next === LINE_FEED || next === CARRIAGE_RETURN) at += 1
    else if (at < text.length)
      throw new Refused('import_unreadable', {
        row: records.length + 1,
        reason: 'text after a closing quote',
      })
    records.push(record)
    record = []
  }
  return records
}

interface Cell {
  readonly value: string
  /** Where the separator after it stands. */
  readonly end: number
}

function plainCell(text: string, start: number): Cell {
  let end = start
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end)
    if (code === COMMA || code === LINE_FEED || code === CARRIAGE_RETURN) break
  }
  return { value: text.slice(start, end), end }
}

function quotedCell(text: string, start: number, row: number): Cell {
  let from = start + 1
  let value = ''
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote === -1) throw new Refused('import_unreadable', { row, reason: 'a quote that is not closed' })
    value += text.slice(from, quote)
    if (text.charCodeAt(quote + 1) !== QUOTE) return { value, end: quote + 1 }
    value += '"'
    from = quote + 2
  }
}

const isEmpty: CellProblem = { code: 'cell_empty', message: 'is empty' }

/** More text than a cell may have. */
export const isLonger = (limit: number): CellProblem => ({
  code: 'cell_too_long',
  params: { limit },
  message: `is longer than ${limit} characters`,
})

const isNot = (value: string, what: string): CellProblem => ({
  code: 'cell_is_not',
  params: { value, what },
  message: `"${value}" is not ${what}`,
})

/** A key that another row has too. */
export const standsTwice = (row: number): CellProblem => ({
  code: 'cell_stands_twice',
  params: { row },
  message: `stands in row ${row} too`,
})

/** Collects what is wrong with the cells of a file, so that one report names everything. */
export class CellReader<Name extends string> {
  readonly errors: RowError[] = []
  readonly #columns: CsvColumns<Name>

  constructor(columns: CsvColumns<Name>) {
    this.#columns = columns
  }

  /** Notes an error at a cell. */
  wrong(row: CsvRow<Name>, name: Name, problem: CellProblem): void {
    this.errors.push({ row: row.row, column: this.#columns[name].header, ...problem })
  }

  /** The text of a cell that must not be empty; empty text after noting an error. */
  text(row: CsvRow<Name>, name: Name, lengthMax = 200): string {
    const text = row.cells[name]
    if (text === '') this.wrong(row, name, isEmpty)
    else if (text.length > lengthMax) this.wrong(row, name, isLonger(lengthMax))
    return text
  }

  /** What a rule makes of a cell; a rule gives null when it cannot, and `what` says what it wanted. */
  parsed<T>(row: CsvRow<Name>, name: Name, parse: (text: string) => T | null, what: string): T | null {
    const text = row.cells[name]
    const value = text === '' ? null : parse(text)
    if (value === null) this.wrong(row, name, text === '' ? isEmpty : isNot(text, what))
    return value
  }

  /** A calendar day; a time of day after it is left away. */
  day(row: CsvRow<Name>, name: Name): PlainDate | null {
    return this.parsed(row, name, parseDay, 'a day written YYYY-MM-DD')
  }

  /** A decimal of at least zero with at most `scale` digits after the point and `digits` before it. */
  decimal(row: CsvRow<Name>, name: Name, scale: number, digits = 9): string | null {
    return this.parsed(
      row,
      name,
      (text) => {
        const units = parseDecimal(text, scale)
        return units === null || units < 0n || units >= 10n ** BigInt(scale + digits)
          ? null
          : formatDecimal(units, scale)
      },
      `a number of at least zero with at most ${scale} decimals, written 1234.5`,
    )
  }
}

/** The day in `2026-07-01` or `2026-07-01 10:15`, or null when there is none in the calendar. */
export function parseDay(text: string): PlainDate | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[ T]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?)?$/.exec(text)
  if (!match?.[1]) return null
  try {
    return Temporal.PlainDate.from(match[1]).toString()
  } catch {
    return null
  }
}
