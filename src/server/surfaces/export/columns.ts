/** The columns of a list as a table, from the schema of its rows. Pure. */
import type { Json } from '#kernel/contract.ts'
import type { JsonSchema, Operation } from '#kernel/operation.ts'

export interface Column {
  /** Where the value is in a row: `open.amount`. It is the heading, too. */
  readonly name: string
  readonly path: readonly string[]
  /** Numbers are what the contract says are numbers or decimal text; everything else is text. */
  readonly isNumber: boolean
}

/** The columns of a list's rows; null when the operation is no list. */
export function columnsOf({
  method,
  output,
}: Pick<Operation, 'method' | 'output'>): readonly Column[] | null {
  const row = output.properties?.['items']?.items
  if (method !== 'GET' || !row?.properties) return null
  return columnsIn(row, [])
}

/** Objects with named fields (an amount of money, an address) become a column a field; anything else is one column. */
function columnsIn(schema: JsonSchema, path: readonly string[]): Column[] {
  const found = variantsOf(schema).find(({ properties }) => properties)
  if (!found?.properties) return [{ name: path.join('.'), path, isNumber: isNumber(schema) }]
  return Object.entries(found.properties).flatMap(([name, inner]) => columnsIn(inner, [...path, name]))
}

const variantsOf = (schema: JsonSchema): readonly JsonSchema[] => [
  schema,
  ...(schema.anyOf ?? []),
  ...(schema.oneOf ?? []),
]

const DECIMAL = '^-?\\d+(\\.\\d+)?$'

function isNumber(schema: JsonSchema): boolean {
  return variantsOf(schema).some(
    ({ type, pattern, example }) =>
      [type].flat().some((one) => one === 'integer' || one === 'number') ||
      pattern === DECIMAL ||
      // An amount of money is decimal text, too.
      (typeof example === 'string' && /^-?\d+\.\d+$/.test(example)),
  )
}

/** The text of a row in a column: empty for nothing, lists of words joined, whatever has no columns as JSON. */
export function cellOf(row: Json, { path }: Column): string {
  let value: Json | undefined = row
  for (const name of path)
    value = typeof value === 'object' && value !== null && !Array.isArray(value) ? value[name] : undefined
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join('; ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** A number as every spreadsheet reads it exactly; longer ones stay text. */
export const isExactNumber = (text: string): boolean =>
  /^-?\d+(\.\d+)?$/.test(text) && text.replace(/\D/g, '').length <= DIGITS_MAX

/** What a spreadsheet keeps of a number. */
const DIGITS_MAX = 15
