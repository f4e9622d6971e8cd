/**
 * What every surface offers, derived from the contracts: one operation a command or query, with the place it has in
 * HTTP and on the command line. Pure; REST, OpenAPI, the reference, the command line and the web all read this list.
 */
import { z } from 'zod'
import type { Contract } from './contract.ts'

/** Where an operation is reached. */
export interface Place {
  /** `timesheets` */
  readonly room: string
  /** `approve`, `assign-role`: the verb as paths and the command line spell it. */
  readonly verb: string
  readonly method: 'GET' | 'POST'
  /** `/v1/timesheets/{id}/approve` */
  readonly path: string
  /** The input field that stands in the path as `{id}`. */
  readonly target: string | undefined
}

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

export interface Field {
  readonly name: string
  readonly required: boolean
  readonly schema: JsonSchema
}

/** Where a contract is reached; what a browser needs to send it. */
export function placeOf(contract: Pick<Contract, 'kind' | 'name' | 'target'>): Place {
  const [room = '', name = ''] = contract.name.split('.')
  const { target } = contract
  const segments = [room, ...(target ? ['{id}'] : []), ...lastSegment(contract, name)]
  return {
    room,
    verb: kebab(name),
    method: contract.kind === 'query' ? 'GET' : 'POST',
    path: `/v1/${segments.join('/')}`,
    target,
  }
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

/** `create`, `list` and `get` are said by the method alone; `listThings` is where the things are. */
function lastSegment({ kind, target }: Pick<Contract, 'kind' | 'target'>, name: string): string[] {
  if (kind === 'command') return name === 'create' && !target ? [] : [kebab(name)]
  if (name === 'list' || (name === 'get' && target)) return []
  return [kebab(/^list[A-Z]/.test(name) ? name.slice('list'.length) : name)]
}

const kebab = (name: string) =>
  name.replace(/[A-Z]/g, (letter, at: number) => `${at === 0 ? '' : '-'}${letter.toLowerCase()}`)

/** Formats whose pattern says the same again, at length. */
const SAID_BY_FORMAT = new Set(['uuid', 'date', 'date-time', 'email'])

/** What travels: the input side of every schema, since codecs encode outputs back to it. */
function wireSchema(schema: z.ZodType): JsonSchema {
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
