/** The OpenAPI 3.1 document of everything REST offers, written by the contracts. */
import type { Contract } from '#kernel/contract.ts'
import type { JsonSchema, Operation } from '#kernel/operation.ts'
import { allRefusals, httpStatus } from '#kernel/refusal.ts'
import { titleOf } from '../problem.ts'
import { columnsOf } from './export/columns.ts'
import { COLUMNS, FORMAT, formats } from './export/export.ts'
import { ownPaths, ownTags } from './own-paths.ts'
import { Id, named, referring } from './shared-parts.ts'
import type { Surface } from './surface.ts'
import { textAnswer } from './text-answer.ts'

export const openApi: Surface = (app, { operations }) => {
  app.get(
    '/openapi.json',
    textAnswer('application/json', () => JSON.stringify(openApiDocument(operations))),
  )
}

/** The document. Bodies are the same schemas that check the requests. */
export function openApiDocument(operations: readonly Operation[]): object {
  const shared = new Map<string, JsonSchema>()
  const problems = new Map<string, object>()
  const paths: Record<string, Record<string, object>> = {}
  for (const operation of operations) {
    const at = paths[operation.path] ?? {}
    at[operation.method.toLowerCase()] = operationObject(operation, shared, problems)
    paths[operation.path] = at
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Throughline',
      version: '1',
      description:
        'Every command is a POST, every query a GET. Amounts are decimal text with a currency, dates are YYYY-MM-DD, moments are ISO 8601. Everything that fails answers with a problem document (RFC 9457) whose code is stable.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { cookie: [] }],
    tags: [...new Set([...operations.map(({ room }) => room), ...ownTags])].map((name) => ({ name })),
    paths: { ...(referring(paths) as typeof paths), ...ownPaths },
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A session token or an API key.' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'throughline_session',
          description: 'Browsers, after signing in.',
        },
      },
      parameters: { ...parameters, Id },
      responses: {
        Problem: {
          description: 'What went wrong, and what to do.',
          ...problemContent,
        },
        ...Object.fromEntries(problems),
      },
      schemas: { Problem: problemSchema, ...named, ...Object.fromEntries(shared) },
    },
  }
}

const problemContent = {
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

function operationObject(
  operation: Operation,
  shared: Map<string, JsonSchema>,
  problems: Map<string, object>,
): object {
  const { contract, fields, method, target, verb } = operation
  const input = hoisted(operation.input, `${contract.name}.input`, shared)
  const output = hoisted(operation.output, `${contract.name}.output`, shared)
  const [example] = contract.examples
  const succeeded = {
    description: 'Done.',
    ...(hasRevision(operation)
      ? { headers: { ETag: { description: 'The revision, for If-Match.', schema: { type: 'string' } } } }
      : {}),
    content: {
      'application/json': { schema: output },
      ...(columnsOf(operation) === null
        ? {}
        : Object.fromEntries(Object.values(formats).map(({ type }) => [type.split(';')[0], {}]))),
    },
  }
  return {
    operationId: contract.name,
    tags: [operation.room],
    summary: contract.summary,
    ...(contract.open ? { security: [] } : {}),
    'x-roles': contract.roles,
    parameters: [
      ...(target
        ? [{ name: 'id', in: 'path', required: true, schema: input.properties?.[target] ?? {} }]
        : []),
      ...(method === 'GET' ? fields.map((field) => queryParameter(field.name, field.required, input)) : []),
      ...(columnsOf(operation) === null ? [] : [reference('Format'), reference('Columns')]),
      ...headersOf(contract),
    ],
    ...(method === 'POST'
      ? {
          requestBody: {
            required: fields.some(({ required }) => required),
            content: {
              'application/json': {
                schema: withoutField(input, target),
                ...(example ? { example: withoutKey(example as object, target) } : {}),
              },
            },
          },
        }
      : {}),
    responses: {
      ...(verb === 'create' && method === 'POST' ? { 201: succeeded } : {}),
      200: succeeded,
      ...problemsOf(contract, problems),
    },
  }
}

const reference = (name: string) => ({ $ref: `#/components/parameters/${name}` })

function headersOf(contract: Contract): object[] {
  if (contract.open) return [reference('Tenant')]
  if (contract.kind === 'query') return [reference('OnBehalfOf')]
  return [
    reference('OnBehalfOf'),
    reference('IdempotencyKey'),
    ...(contract.versioned ? [reference('IfMatch')] : []),
  ]
}

function queryParameter(name: string, required: boolean, input: JsonSchema): object {
  const schema = input.properties?.[name] ?? {}
  const { description } = schema
  const isText = ['object', 'array'].includes(String(schema.type))
  return {
    name,
    in: 'query',
    required,
    ...(description ? { description } : {}),
    ...(schema.type === 'object'
      ? { content: { 'application/json': { schema } } }
      : { schema, ...(isText ? { explode: true, style: 'form' } : {}) }),
  }
}

/** The problems an operation may answer with, a status at a time; those that are nobody's own are described once. */
function problemsOf(contract: Contract, problems: Map<string, object>): Record<string, object> {
  const general = [
    'malformed_request',
    'invalid_input',
    ...(contract.open ? ['tenant_unknown', 'too_many_attempts'] : ['unauthenticated', 'not_permitted']),
    ...(contract.kind === 'command'
      ? ['cross_site_request', 'request_too_large', 'too_busy', 'database_full']
      : []),
    ...(contract.kind === 'command' && !contract.open ? ['idempotency_key_reused'] : []),
    ...(contract.kind === 'command' && contract.notAfter ? ['own_approval'] : []),
    ...(contract.kind === 'command' && contract.versioned
      ? ['stale_revision', 'revision_required']
      : contract.kind === 'command'
        ? ['if_match_not_supported']
        : []),
    'database_unavailable',
  ]
  const byStatus = Map.groupBy(
    new Set([...general, ...contract.refusals]),
    (code) => httpStatus[allRefusals().get(code)?.kind ?? 'invalid'],
  )
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, some]) => {
        const description = some.map((code) => `${titleOf(code)} (\`${code}\`).`).join(' ')
        if (!some.every((code) => general.includes(code)))
          return [status, { $ref: '#/components/responses/Problem', description }]
        const name = some.join('.')
        problems.set(name, { description, ...problemContent })
        return [status, { $ref: `#/components/responses/${name}` }]
      }),
  )
}

function hasRevision({ output }: Operation): boolean {
  return output.properties?.['revision'] !== undefined
}

/** Moves the definitions inside a schema to where the whole document can refer to them. */
function hoisted(schema: JsonSchema, owner: string, shared: Map<string, JsonSchema>): JsonSchema {
  const { $defs, ...rest } = schema as JsonSchema & { $defs?: Record<string, JsonSchema> }
  const renamed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(renamed)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        key === '$ref' && typeof inner === 'string'
          ? inner.replace('#/$defs/', `#/components/schemas/${owner}.`)
          : renamed(inner),
      ]),
    )
  }
  for (const [name, definition] of Object.entries($defs ?? {}))
    shared.set(`${owner}.${name}`, renamed(definition) as JsonSchema)
  return renamed(rest) as JsonSchema
}

function withoutField(schema: JsonSchema, field: string | undefined): JsonSchema {
  if (!field) return schema
  const required = schema.required?.filter((name) => name !== field) ?? []
  const { required: _required, ...rest } = schema
  return {
    ...rest,
    properties: withoutKey(schema.properties ?? {}, field) as Record<string, JsonSchema>,
    ...(required.length > 0 ? { required } : {}),
  }
}

function withoutKey(value: object, key: string | undefined): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
}

const header = (name: string, description: string, schema: object, required = false) => ({
  name,
  in: 'header',
  required,
  description,
  schema,
})

const parameters = {
  Format: {
    name: FORMAT,
    in: 'query',
    required: false,
    description:
      'The whole list as a file, all pages of it: limit and cursor do not count. An amount is two columns, its value and its currency.',
    schema: { type: 'string', enum: Object.keys(formats) },
  },
  Columns: {
    name: COLUMNS,
    in: 'query',
    required: false,
    description:
      'With format: the fields of a row that the file has, in this order, as number,clientName; all unless told. What the rows do not have is left out.',
    schema: { type: 'string' },
  },
  OnBehalfOf: header('Throughline-On-Behalf-Of', 'Whose authority is used, under a delegation.', {
    type: 'string',
    format: 'uuid',
  }),
  IdempotencyKey: header(
    'Idempotency-Key',
    'Chosen by the caller, one a request: repeated with the same key, the request is answered and not done again.',
    { type: 'string', maxLength: 255 },
  ),
  IfMatch: header(
    'If-Match',
    'The ETag that was read, or * to change the record whatever it is.',
    { type: 'string' },
    true,
  ),
  Tenant: header(
    'Throughline-Tenant',
    'The short name of the firm; may be left out where there is only one.',
    { type: 'string' },
  ),
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'traceId'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong and what to do, for people.' },
    instance: { type: 'string', format: 'uri-reference' },
    code: { type: 'string', description: 'Stable; what programs compare.' },
    params: { type: 'object', description: 'The facts of the case.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'JSON Pointer (RFC 6901) into the request.' },
          code: { type: 'string' },
          detail: { type: 'string' },
          params: { type: 'object', description: 'The values its words are filled from.' },
        },
      },
    },
    traceId: { type: 'string' },
  },
}
