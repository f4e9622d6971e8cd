/**
 * The parts of the one statement that writes an advance, and how their rows travel.
 *
 * The text of the statement depends only on its shape: which parts it has and how many rows each. It is put together
 * once a shape and kept, because building it costs more than stepping the instances.
 */
import type { Query } from '#kernel/sql.ts'

/** The type of a column's values in PostgreSQL. */
export type Columns = Readonly<Record<string, string>>

/**
 * One table's share of the statement: `{given}` in its text stands for the rows, `{columns}` for the names of their
 * columns. An optional column that is empty in every row does not travel: its table fills it in.
 */
export type Part = Readonly<{
  name: string
  columns: Columns
  optional?: Columns
  text: string
  /** What fails the statement when the part has not written as many rows as it was given: nobody waits for its answer. */
  failure?: string
  rows: readonly Row[]
}>

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, unknown>>

/** Values that many parts use, by the name that stands for them in braces. */
export type Constants = Readonly<Record<string, Readonly<{ type: string; value: unknown }>>>

/**
 * Up to this many rows are bound one by one, so that the planner sees plain inserts and index look-ups; more travel
 * as one JSON value, so that the text does not grow with them.
 */
const boundRowsMax = 3

type Shape = Readonly<{ text: string; constants: readonly string[] }>

const shapesMax = 2_000
const shapes = new Map<string, Shape>()

/** The whole statement: every part with rows as a data-modifying expression. It gives nothing, or fails. */
export function statementOf(parts: readonly Part[], constants: Constants): Query<unknown> {
  const used = parts.filter(({ rows }) => rows.length > 0).map(withoutEmpty)
  const counts = used.map(
    ({ name, filled, rows }) => `${name}${filled}:${Math.min(rows.length, boundRowsMax + 1)}`,
  )
  const key = counts.join(' ')
  const shape = shapes.get(key) ?? shapeOf(used, constants)
  if (shapes.size < shapesMax) shapes.set(key, shape)
  const parameters = [...shape.constants.map((name) => constants[name]?.value), ...used.flatMap(valuesOf)]
  // The kernel runs anything that compiles to a text and its parameters; there is no tree behind this one.
  return { compile: () => ({ sql: shape.text, parameters }) } as unknown as Query<unknown>
}

/** A part with the columns that travel. */
type Filled = Part & Readonly<{ filled: string }>

function withoutEmpty(part: Part): Filled {
  const { columns, optional, rows } = part
  if (!optional) return { ...part, filled: '' }
  const filled = Object.entries(optional).filter(([name]) => rows.some((row) => !isEmpty(row[name])))
  const names = filled.map(([name]) => ` ${name}`).join('')
  return { ...part, columns: { ...columns, ...Object.fromEntries(filled) }, filled: names }
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === false) return true
  if (typeof value !== 'object') return false
  for (const _ in value) return false
  return true
}

function shapeOf(parts: readonly Part[], constants: Constants): Shape {
  const mentioned = Object.keys(constants).filter((name) =>
    parts.some(({ text }) => text.includes(`{${name}}`)),
  )
  let position = mentioned.length
  const next = () => {
    position += 1
    return `$${position}`
  }
  const failures: string[] = []
  const filled = parts.map(({ name, columns, text, rows, failure }) => {
    const given = text.includes(givenMark) ? rowsAsText(columns, rows.length, next) : ''
    const whole = mentioned.reduce(
      (so, constant, index) => so.replaceAll(`{${constant}}`, `$${index + 1}::${constants[constant]?.type}`),
      text.replaceAll('{columns}', Object.keys(columns).join(', ')).replace(givenMark, given),
    )
    if (failure) {
      const count = rows.length > boundRowsMax ? `${next()}::bigint` : rows.length
      failures.push(`when (select count(*) from ${name}) <> ${count} then ${failure}`)
    }
    return `${name} as (${whole})`
  })
  const result = failures.length > 0 ? `case ${failures.join(' ')} end` : 'null'
  return { text: `with ${filled.join(', ')} select ${result}`, constants: mentioned }
}

const givenMark = '{given}'

function rowsAsText(columns: Columns, count: number, next: () => string): string {
  return count > boundRowsMax ? asJson(columns, next) : asValues(columns, count, next)
}

function asJson(columns: Columns, next: () => string): string {
  const typed = Object.entries(columns).map(([name, type]) => `${name} ${type}`)
  return `jsonb_to_recordset(${next()}::jsonb) as given (${typed.join(', ')})`
}

function asValues(columns: Columns, count: number, next: () => string): string {
  const tuple = () =>
    `(${Object.values(columns)
      .map((type) => `${next()}::${type}`)
      .join(', ')})`
  return `(values ${Array.from({ length: count }, tuple).join(', ')}) as given (${Object.keys(columns).join(', ')})`
}

function valuesOf({ columns, rows, text, failure }: Part): unknown[] {
  if (!text.includes(givenMark)) return []
  if (rows.length > boundRowsMax) return [JSON.stringify(rows), ...(failure ? [rows.length] : [])]
  return rows.flatMap((row) =>
    Object.entries(columns).map(([name, type]) => {
      const value = row[name] ?? null
      return type === 'jsonb' && value !== null ? JSON.stringify(value) : value
    }),
  )
}
