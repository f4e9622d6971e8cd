/** JSON Schema in words: one row a field, nested ones by their path. Pure. */
import { id, instant, money, plainDate } from '#kernel/contract.ts'
import type { JsonSchema } from '#kernel/operation.ts'

export interface FieldRow {
  /** `lines[].minutes` */
  readonly path: string
  readonly type: string
  readonly required: boolean
  /** Limits, default and meaning, each a short sentence or none. */
  readonly notes: readonly string[]
}

const DEPTH_MAX = 4

/** The fields of an object schema in the order it declares them. */
export function fieldRows(schema: JsonSchema, prefix = '', depth = 0): FieldRow[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = `${prefix}${name}`
    const row = {
      path,
      type: typeWords(field),
      required: schema.required?.includes(name) ?? false,
      notes: notes(field),
    }
    return depth < DEPTH_MAX ? [row, ...inside(field, path, depth)] : [row]
  })
}

function inside(schema: JsonSchema, path: string, depth: number): FieldRow[] {
  if (isMoney(schema)) return []
  if (schema.properties) return fieldRows(schema, `${path}.`, depth + 1)
  if (schema.items) return inside(schema.items, `${path}[]`, depth)
  return alternatives(schema).flatMap((one) => inside(one, path, depth))
}

const alternatives = (schema: JsonSchema) =>
  [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(({ type }) => type !== 'null')

const isMoney = ({ properties }: JsonSchema) =>
  properties !== undefined && Object.keys(properties).sort().join() === 'amount,currency'

/** What a value looks like, in a few words. */
export function typeWords(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = alternatives(schema)
  if (choices.length > 0) {
    const words = [...new Set(choices.map(typeWords))].join(' or ')
    return isNullable(schema) ? `${words} or null` : words
  }
  const [type, ...others] = [schema.type ?? []].flat().filter((one) => one !== 'null')
  if (type === undefined) return schema['$ref'] ? 'JSON' : 'anything'
  if (others.length > 0) return [type, ...others].join(' or ')
  if (type === 'array') return `list of ${schema.items ? typeWords(schema.items) : 'anything'}`
  if (type === 'object') return isMoney(schema) ? 'amount' : 'object'
  if (type === 'string') return textWords(schema)
  return type === 'integer' ? 'whole number' : type === 'boolean' ? 'true or false' : type
}

const isNullable = (schema: JsonSchema) =>
  [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].some(({ type }) => type === 'null')

function textWords({ format }: JsonSchema): string {
  const known: Readonly<Record<string, string>> = {
    uuid: 'id',
    date: 'date',
    'date-time': 'moment',
    email: 'e-mail address',
    password: 'secret text',
  }
  return known[format ?? ''] ?? 'text'
}

const isLimit = (value: unknown) => typeof value === 'number'

/** What the kernel's own schemas say about themselves, and the type says already. */
const saidByType = new Set([id, plainDate, instant, money].map((schema) => schema.meta()?.description ?? ''))

function notes(schema: JsonSchema): string[] {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems } = schema
  return [
    ...(schema.description && !saidByType.has(schema.description) ? [schema.description] : []),
    ...range('characters', minLength, maxLength),
    ...range('', minimum, maximum),
    ...range('items', minItems, maxItems),
    ...(schema.default === undefined ? [] : [`Default ${JSON.stringify(schema.default)}.`]),
  ]
}

function range(unit: string, from: unknown, to: unknown): string[] {
  const of = unit ? ` ${unit}` : ''
  if (isLimit(from) && isLimit(to)) return [`${from} to ${to}${of}.`]
  if (isLimit(from)) return [`At least ${from}${of}.`]
  return isLimit(to) ? [`At most ${to}${of}.`] : []
}
