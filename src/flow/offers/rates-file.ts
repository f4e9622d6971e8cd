/** A file of prices: its columns, and what each row asks for. Pure. */
import type { LegalEntity } from '#flow/firm'
import { CellReader, type CsvRow, readCsv } from '#kernel/csv.ts'
import type { CellProblem, RowError } from '#kernel/import-report.ts'
import { isCurrency, RATE_SCALE } from '#kernel/money.ts'
import type { RateCard } from './rate-card-table.ts'
import { rateColumns as columns } from './rates-columns.ts'

type Name = keyof typeof columns

/** A price as the file says it. */
export interface RateRow {
  readonly row: number
  readonly card: string
  readonly currency: string
  /** Null when the card is for all entities. */
  readonly entityId: string | null
  readonly roleCode: string
  readonly validFrom: string
  readonly rate: string
}

export interface RatesFile {
  readonly rows: readonly RateRow[]
  readonly rowCount: number
  readonly ignoredColumns: readonly string[]
  readonly errors: readonly RowError[]
}

interface Known {
  readonly entities: ReadonlyMap<string, LegalEntity>
  readonly roles: ReadonlyMap<string, string>
}

/** Reads a file of prices against the entities and roles of the firm. */
export function readRatesFile(content: string, known: Known): RatesFile {
  const table = readCsv(content, columns)
  const reader = new CellReader<Name>(columns)
  const rows = table.rows.map((row) => readRow(reader, row, known)).filter((row) => row !== null)
  const seen = new Map<string, RateRow>()
  const cards = new Map<string, RateRow>()
  for (const row of rows) {
    const key = `${row.card}\n${row.roleCode}\n${row.validFrom}`
    const first = seen.get(key)
    if (first)
      reader.errors.push(
        errorAt(row, 'validFrom', {
          code: 'row_rate_twice',
          params: { row: first.row },
          message: `the same card, role and day stand in row ${first.row}`,
        }),
      )
    seen.set(key, first ?? row)
    const card = cards.get(row.card)
    if (card) reader.errors.push(...disagreements(row, card, `in row ${card.row}`))
    cards.set(row.card, card ?? row)
  }
  return { rows, rowCount: table.rows.length, ignoredColumns: table.ignoredColumns, errors: reader.errors }
}

function readRow(reader: CellReader<Name>, row: CsvRow<Name>, { entities, roles }: Known): RateRow | null {
  const errorsBefore = reader.errors.length
  const card = reader.text(row, 'card', 40)
  const currency = reader.parsed(
    row,
    'currency',
    (code) => (isCurrency(code) ? code : null),
    'an ISO 4217 currency',
  )
  const entity =
    row.cells.entity === ''
      ? null
      : reader.parsed(row, 'entity', (code) => entities.get(code) ?? null, 'the code of a legal entity')
  reader.parsed(row, 'role', (code) => roles.get(code) ?? null, 'the code of a delivery role')
  const validFrom = reader.day(row, 'validFrom')
  const rate = reader.decimal(row, 'rate', RATE_SCALE)
  if (reader.errors.length > errorsBefore || !currency || !validFrom || rate === null) return null
  const entityId = entity?.id ?? null
  return { row: row.row, card, currency, entityId, roleCode: row.cells.role, validFrom, rate }
}

/** What a row says of its card otherwise than it is. */
export function disagreements(
  row: RateRow,
  card: Pick<RateCard, 'currency' | 'entityId'>,
  where: string,
): RowError[] {
  return [
    ...(row.currency === card.currency
      ? []
      : [
          errorAt(row, 'currency', {
            code: 'row_card_currency',
            params: { currency: card.currency },
            message: `the card is in ${card.currency} ${where}; a card has one currency`,
          }),
        ]),
    ...(row.entityId === card.entityId
      ? []
      : [
          errorAt(row, 'entity', {
            code: 'row_card_entity',
            message: `the card belongs to another entity ${where}; a card has one entity or none`,
          }),
        ]),
  ]
}

function errorAt(row: RateRow, name: Name, problem: CellProblem): RowError {
  return { row: row.row, column: columns[name].header, ...problem }
}
