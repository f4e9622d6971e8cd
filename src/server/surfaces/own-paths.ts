/**
 * The addresses that are no command or query of the house: what a browser asks before signing in, bytes, news, and what
 * those who run the program look at. Described here as OpenAPI, since no contract says what they are.
 */
interface Own {
  readonly operationId: string
  readonly tag: string
  readonly summary: string
  readonly parameters?: readonly object[]
  /** What it answers with, by media type. */
  readonly content: Readonly<Record<string, object>>
  /** Whether one must have signed in. */
  readonly isOpen: boolean
  /** Other answers, by status. */
  readonly others?: Readonly<Record<string, string>>
}

const text = { type: 'string' }
const id = (name: string, schema: object) => ({ name, in: 'path', required: true, schema })
const firm = {
  name: 'firm',
  in: 'query',
  required: false,
  description: 'The short name of the firm; may be left out where there is only one.',
  schema: text,
}
const object = (properties: Readonly<Record<string, object>>) => ({
  schema: { type: 'object', required: Object.keys(properties), properties },
})
const status = { content: { 'application/json': object({ status: text }) }, isOpen: true, tag: 'operation' }

const own: Readonly<Record<string, Own>> = {
  '/v1/door': {
    operationId: 'door.look',
    tag: 'door',
    summary: 'Tells, before signing in, whether it must be said which firm one belongs to.',
    parameters: [{ $ref: '#/components/parameters/Tenant' }, firm],
    content: {
      'application/json': object({ firm: { type: 'string', enum: ['known', 'unnamed', 'unknown'] } }),
    },
    isOpen: true,
  },
  '/manifest.webmanifest': {
    operationId: 'door.manifest',
    tag: 'door',
    summary: 'Under which name, colour and icon the application is installed: those of the firm.',
    parameters: [firm],
    content: {
      'application/manifest+json': object({
        name: text,
        short_name: text,
        start_url: text,
        display: text,
        background_color: text,
        theme_color: text,
        icons: { type: 'array', items: { type: 'object' } },
      }),
    },
    isOpen: true,
  },
  '/v1/logos/{tenantId}/{sha256}': {
    operationId: 'door.logo',
    tag: 'door',
    summary: 'The logo of a firm, as its branding names it. It never changes at its address.',
    parameters: [id('tenantId', { type: 'string', format: 'uuid' }), id('sha256', text)],
    content: { 'image/*': {} },
    isOpen: true,
    others: { 404: 'No such logo.' },
  },
  '/v1/documents/{id}/content': {
    operationId: 'documents.content',
    tag: 'documents',
    summary: 'The bytes of a stored file, to be kept; a PDF may be viewed in place.',
    parameters: [
      id('id', { type: 'string', format: 'uuid' }),
      { name: 'view', in: 'query', required: false, description: 'View a PDF in place.', schema: text },
    ],
    content: { '*/*': {} },
    isOpen: false,
    others: { 304: 'Not changed since the ETag that was sent.' },
  },
  '/v1/events': {
    operationId: 'events.follow',
    tag: 'events',
    summary:
      'News as server-sent events: what was committed, some hundred milliseconds later. Names and ids only.',
    parameters: [
      {
        name: 'Last-Event-ID',
        in: 'header',
        required: false,
        description: 'Where to go on after a lost connection.',
        schema: text,
      },
    ],
    content: { 'text/event-stream': {} },
    isOpen: false,
  },
  '/healthz': { ...status, operationId: 'operation.alive', summary: 'Whether the program is alive.' },
  '/readyz': {
    ...status,
    operationId: 'operation.ready',
    summary: 'Whether the program can do work: the database answers.',
    others: { 503: 'It waits for the database.' },
  },
  '/metrics': {
    operationId: 'operation.metrics',
    tag: 'operation',
    summary: 'Counts and gauges in the text format of Prometheus.',
    content: { 'text/plain': {} },
    isOpen: true,
  },
  '/openapi.json': {
    operationId: 'operation.openapi',
    tag: 'operation',
    summary: 'This document.',
    content: { 'application/json': {} },
    isOpen: true,
  },
}

/** The paths of the document, each with its one GET. */
export const ownPaths: Readonly<Record<string, { readonly get: object }>> = Object.fromEntries(
  Object.entries(own).map(
    ([path, { operationId, tag, summary, parameters = [], content, isOpen, others = {} }]) => [
      path,
      {
        get: {
          operationId,
          tags: [tag],
          summary,
          ...(isOpen ? { security: [] } : {}),
          parameters,
          responses: {
            200: { description: 'Done.', content },
            ...Object.fromEntries(
              Object.entries(others).map(([code, description]) => [code, { description }]),
            ),
            ...(isOpen
              ? {}
              : { 401: { $ref: '#/components/responses/Problem', description: 'Nobody has signed in.' } }),
          },
        },
      },
    ],
  ),
)

/** What they are about, for the list of tags. */
export const ownTags: readonly string[] = [...new Set(Object.values(own).map(({ tag }) => tag))]
