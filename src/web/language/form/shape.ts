/** How a field of a contract is asked for: what its schema and its name say. Pure. */
import type { JsonSchema } from '#kernel/operation.ts'

export type Shape =
  | 'text'
  | 'long-text'
  | 'password'
  | 'decimal'
  | 'money'
  | 'number'
  | 'minutes'
  | 'yes-no'
  | 'day'
  | 'month'
  | 'moment'
  | 'choice'
  | 'choices'
  | 'known'
  | 'words'
  | 'reference'
  | 'file'
  | 'group'
  | 'rows'
  | 'named'
  | 'any'

/** Texts of more characters than this are written in several lines. */
const LINE_MAX = 250

const isNothing = ({ type, const: only }: JsonSchema) => type === 'null' || only === ''

/** The schema without the possibility of null or of an empty text: a form leaves out what is not there. */
export function plainSchema(schema: JsonSchema): JsonSchema {
  const some = schema.anyOf?.filter((one) => !isNothing(one))
  const [only] = some ?? []
  if (some?.length !== 1 || !only) return schema
  return schema.description ? { ...only, description: schema.description } : only
}

/** What a field says when its value is taken away: null or an empty text, as it allows; undefined where it must have one. */
export function nothingOf(schema: JsonSchema): null | '' | undefined {
  if (schema.anyOf?.some(({ type }) => type === 'null')) return null
  if (schema.anyOf?.some((one) => one.const === '')) return ''
  const isFree = schema.type === 'string' && !schema.enum && !schema.format && !schema['pattern']
  return isFree && !schema['minLength'] ? '' : undefined
}

export function kindOf(name: string, schema: JsonSchema): Shape {
  if (schema.enum?.every((value) => typeof value === 'string')) return 'choice'
  switch (schema.type) {
    case 'boolean':
      return 'yes-no'
    case 'integer':
    case 'number':
      return /minutes(PerDay)?$/i.test(name) ? 'minutes' : 'number'
    case 'string':
      return textKind(name, schema)
    case 'array':
      return arrayKind(schema.items ?? {})
    case 'object':
      return schema.properties && Object.keys(schema.properties).length > 0 ? 'group' : 'named'
    default:
      return schema.anyOf?.every(({ type }) => type === 'string')
        ? textKind(name, schema.anyOf.at(-1) ?? {})
        : 'any'
  }
}

/** Whether fields that belong together are an amount with its currency. */
export const isMoney = ({ properties = {} }: JsonSchema): boolean =>
  Object.keys(properties).join() === 'amount,currency'

/** How contracts and models say a calendar month. */
const MONTH = '^\\d{4}-(0[1-9]|1[0-2])$'

function textKind(name: string, schema: JsonSchema): Shape {
  if (schema['x-file'] === true) return 'file'
  if (schema.format === 'uuid') return 'reference'
  if (schema.format === 'date') return 'day'
  if (schema.format === 'date-time') return 'moment'
  if (schema.format === 'password') return 'password'
  if (schema['x-choices'] !== undefined) return 'known'
  if (String(schema['pattern'] ?? '').includes('\\d+(\\.')) return 'decimal'
  if (schema['pattern'] === MONTH) return 'month'
  const most = schema['maxLength']
  const isLong = typeof most === 'number' && most > LINE_MAX
  return isLong || /^(reason|note|notes|comment|description|remark|text|terms)$/i.test(name)
    ? 'long-text'
    : 'text'
}

function arrayKind(item: JsonSchema): Shape {
  if (item.enum) return 'choices'
  if (item.type === 'string' && item.format !== 'uuid') return 'words'
  return 'rows'
}

/** A new row, not yet filled in. */
export function emptyOf(schema: JsonSchema): unknown {
  return schema.type === 'object' ? {} : undefined
}
