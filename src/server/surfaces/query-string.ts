/** Turns a query string into an input: a URL knows only text, the contract's schema knows what was meant. Pure. */
import type { Json } from '#kernel/contract.ts'
import type { JsonSchema, Operation } from '#kernel/operation.ts'

type Read = (text: string) => Json

/**
 * A reader of query strings for an operation. What cannot be read as the schema says is passed on as text, so that
 * the contract refuses it with its pointer. A field with several values is repeated; structured ones are JSON text.
 */
export function queryReader(
  operation: Operation,
): (query: Readonly<Record<string, string | string[] | undefined>>) => Record<string, Json> {
  const readers = new Map(operation.fields.map(({ name, schema }) => [name, fieldReader(schema)]))
  return (query) =>
    Object.fromEntries(
      Object.entries(query).map(([name, value]) => [
        name,
        (readers.get(name) ?? many(asText))([value ?? ''].flat()),
      ]),
    )
}

function fieldReader(schema: JsonSchema): (values: string[]) => Json {
  if (typesOf(schema).has('array')) {
    const read = valueReader(schema.items ?? schema.anyOf?.find((one) => one.items)?.items ?? {})
    return (values) => values.map(read)
  }
  return many(valueReader(schema))
}

/** One value stays one; several where one is wanted are left for the contract to refuse. */
const many =
  (read: Read) =>
  (values: string[]): Json =>
    values.length === 1 ? read(values[0] ?? '') : values.map(read)

const asText: Read = (text) => text

function valueReader(schema: JsonSchema): Read {
  const types = typesOf(schema)
  if (types.has('string')) return asText
  if (types.has('boolean')) return (text) => (text === 'true' ? true : text === 'false' ? false : text)
  if (types.has('integer') || types.has('number'))
    return (text) => (/^-?\d+(\.\d+)?$/.test(text) ? JSON.parse(text.replace(/^(-?)0+(?=\d)/, '$1')) : text)
  return asJson
}

const asJson: Read = (text) => {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}

function typesOf(schema: JsonSchema): Set<string> {
  const own = [schema.type ?? []].flat()
  const others = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((one) => [...typesOf(one)])
  const told = [schema.const, ...(schema.enum ?? [])].flatMap((value) =>
    typeof value === 'string' ? ['string'] : [],
  )
  return new Set([...own, ...others, ...told])
}
