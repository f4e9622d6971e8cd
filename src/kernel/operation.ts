/**
 * What every surface offers, derived from the contracts: one operation a command or query, with the place it has in
 * HTTP and on the command line. Pure; REST, OpenAPI, the reference and the command line read this list; the web is built
 * with what follows from it.
 */
import { z } from 'zod'
import type { Contract } from './contract.ts'
import { type Place, placeOf } from './place.ts'

export interface Operation extends Place {
  readonly contract: Contract
  /** The input fields besides the target, by name, as JSON Schema of the wire. */
  readonly fields: readonly Field[]
  /** The whole input as JSON Schema of the wire. */
  readonly input: JsonSchema
  /** The output as JSON Schema of the wire. */
  readonly output: JsonSchema
}

/** JSON Schema 2020-12, as far as we look into it. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly default?: unknown
  readonly description?: string
  readonly format?: string
  readonly [keyword: string]: unknown
}

/** A column of a file, as the schema of its content says it by `x-columns`. */
export interface FileColumn {
  readonly header: string
  readonly optional?: boolean
  /** What may stand in a cell of it. */
  readonly example: string
}

export interface Field {
  readonly name: string
  readonly required: boolean
  readonly schema: JsonSchema
}

/** The operation of a contract. */
export function operationOf(contract: Contract): Operation {
  const input = wireSchema(contract.input)
  const { target } = contract
  const fields = Object.entries(input.properties ?? {})
    .filter(([field]) => field !== target)
    .map(([field, schema]) => ({
      name: field,
      schema,
      required: input.required?.includes(field) ?? false,
    }))
  return {
    ...placeOf(contract),
    contract,
    fields,
    input,
    output: wireSchema(contract.output),
  }
}

/**
 * What the web application is built with: a contract without its schemas, which only the server needs to check with, and
 * without what only the server asks. What a screen reads of a contract stands here.
 */
export type BrowserContract = Pick<Contract, 'kind' | 'name' | 'summary' | 'roles'> & {
  readonly target: string | undefined
  readonly targets: string | undefined
  readonly shows: readonly string[] | undefined
  readonly versioned: true | undefined
  readonly fields: readonly Field[]
}

/** A contract as plain data for a browser. */
export function forBrowser(contract: Contract): BrowserContract {
  const { kind, name, summary, target, roles } = contract
  const { targets, versioned } = contract.kind === 'command' ? contract : {}
  const shows = contract.kind === 'query' ? contract.shows : undefined
  const { fields } = operationOf(contract)
  return { kind, name, summary, target, targets, shows, roles, versioned: versioned || undefined, fields }
}

/** Formats whose pattern says the same again, at length. */
const SAID_BY_FORMAT = new Set(['uuid', 'date', 'date-time', 'email'])

/** What travels: the input side of every schema, since codecs encode outputs back to it. */
export function wireSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (SAID_BY_FORMAT.has(jsonSchema.format ?? '')) delete jsonSchema.pattern
      // The widest whole numbers that JSON can carry are no limit anybody chose.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
  return rest as JsonSchema
}
