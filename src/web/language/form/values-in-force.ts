/** What of a record the fields of a command can begin with. Pure. */
import type { Field, JsonSchema } from '#kernel/operation.ts'
import type { Values } from './draft.ts'
import { fits } from './fits.ts'
import { kindOf, plainSchema, type Shape } from './shape.ts'

/** Why something was done once is not why it is done now. */
const isSaidAnew = /^(reason|note|text|comment)$/i

/** What the engine keeps by name is added to and not replaced; a secret is never shown. */
const never = new Set<Shape>(['named', 'any', 'password'])

/** The values of a record under the names of the fields, as far as the fields would take them. */
export function valuesInForce(fields: readonly Field[], record: Values): Values {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const { name } = field
      const schema = plainSchema(field.schema)
      const value = record[name]
      if (value === undefined || value === null || value === '') return []
      if (isSaidAnew.test(name) || never.has(kindOf(name, schema))) return []
      const known = knownOf(schema, value)
      return fits([field], { [name]: known }) ? [[name, known]] : []
    }),
  )
}

/** What the schema knows of a value: a record may tell more of a row than a command takes. */
function knownOf(schema: JsonSchema, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => knownOf(schema.items ?? {}, one))
  if (typeof value !== 'object' || value === null || !schema.properties) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const known = schema.properties?.[name]
      return known ? [[name, knownOf(known, inner)]] : []
    }),
  )
}
