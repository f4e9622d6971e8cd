/** A list as CSV (RFC 4180), for spreadsheets and programs. */
import type { Json } from '#kernel/contract.ts'
import { type Column, cellOf, isExactNumber } from './columns.ts'

/** Spreadsheets guess another encoding without it. */
const BYTE_ORDER_MARK = '\u{FEFF}'

export async function* csvOf(
  columns: readonly Column[],
  pages: AsyncIterable<readonly Json[]>,
): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${lineOf(columns.map(({ name }) => name))}`
  for await (const rows of pages)
    yield rows.map((row) => lineOf(columns.map((column) => textOf(row, column)))).join('')
}

const lineOf = (cells: readonly string[]) => `${cells.map(quoted).join(',')}\r\n`

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** What a spreadsheet would run as a formula: also in the wide forms that some of them fold. */
const FORMULA = /^[\s\u{FEFF}]*[=+\-@\t\r\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}]/u

/** Text that would be a formula is led by an apostrophe, which spreadsheets take as "this is text". Numbers stay. */
function textOf(row: Json, column: Column): string {
  const text = cellOf(row, column)
  if (column.isNumber && /^-?\d+(\.\d+)?$/.test(text)) return text
  return FORMULA.test(text) && !isExactNumber(text) ? `'${text}` : text
}
