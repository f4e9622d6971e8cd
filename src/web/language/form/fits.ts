/**
 * Whether what was typed is whole enough to be asked about: nothing that is required is missing, and everything is spelt
 * as its schema says. Rules that no schema tells are the server's, which answers with what is wrong. Pure.
 */
import type { Field, JsonSchema } from '#kernel/operation.ts'

/** Whether an input has every field it needs, each as it should be. */
export function fits(fields: readonly Field[], input: Readonly<Record<string, unknown>>): boolean {
  return fields.every(({ name, required, schema }) => {
    const value = input[name]
    return value === undefined ? !required || schema.default !== undefined : isLike(schema, value)
  })
}

function isLike(schema: JsonSchema, value: unknown): boolean {
  const either = schema.anyOf ?? schema.oneOf
  if (either) return either.some((one) => isLike(one, value))
  if (schema.enum) return schema.enum.includes(value)
  if (schema.const !== undefined) return schema.const === value
  switch (schema.type) {
    case 'string':
      return typeof value === 'string' && isSpelt(schema, value)
    case 'integer':
    case 'number':
      return typeof value === 'number' && isWithin(schema, 'minimum', 'maximum', value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value) && isWhole(schema, value)
    case 'object':
      return typeof value === 'object' && value !== null && hasAll(schema, value)
    default:
      return true
  }
}

const formats: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
}

const isSpelt = (schema: JsonSchema, text: string) =>
  isWithin(schema, 'minLength', 'maxLength', text.trim().length) &&
  (formats[schema.format ?? '']?.test(text) ?? true) &&
  (typeof schema['pattern'] !== 'string' || new RegExp(schema['pattern'], 'u').test(text))

const isWhole = (schema: JsonSchema, rows: readonly unknown[]) =>
  isWithin(schema, 'minItems', 'maxItems', rows.length) &&
  rows.every((row) => isLike(schema.items ?? {}, row))

const hasAll = (schema: JsonSchema, value: object) =>
  fits(
    Object.entries(schema.properties ?? {}).map(([name, inner]) => ({
      name,
      schema: inner,
      required: schema.required?.includes(name) ?? false,
    })),
    value as Readonly<Record<string, unknown>>,
  )

function isWithin(schema: JsonSchema, least: string, most: string, value: number): boolean {
  const [from, to] = [schema[least], schema[most]]
  return (typeof from !== 'number' || value >= from) && (typeof to !== 'number' || value <= to)
}
