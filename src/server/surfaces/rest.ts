/** REST: every command is a POST, every query a GET, at the path its name and target give it. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { findTenant } from '#engines/access'
import type { Contract, Json } from '#kernel/contract.ts'
import type { Call } from '#kernel/handle.ts'
import type { Operation } from '#kernel/operation.ts'
import { Refused } from '#kernel/refusal.ts'
import { ask, run } from '#kernel/run.ts'
import { anonymousCall, callOf } from '../call.ts'
import { clearSessionCookie, isBrowser, setSessionCookie } from '../identity.ts'
import { COLUMNS, exporting, FORMAT } from './export/export.ts'
import { queryReader } from './query-string.ts'
import type { Served, Surface } from './surface.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks for what REST offers; known before the body is read. */
    call: Call | undefined
  }
}

/** Nobody has to send much before they have said who they are. */
const OPEN_BODY_LIMIT = 16 * 1024
/** What is kept out of the journal are files: a year of time lines, or the largest file the store takes, as base64. */
const FILE_BODY_LIMIT = 64 * 1024 * 1024

export const rest: Surface = (app, served) => {
  app.decorateRequest('call', undefined)
  for (const operation of served.operations) {
    const { contract, method, path } = operation
    const answer = method === 'GET' ? answering(served, operation) : running(served, operation)
    app.route({
      method,
      url: path.replace('{id}', ':id'),
      ...bodyLimitOf(contract),
      onRequest: async (request) => {
        request.call = await callFor(request, served, operation)
      },
      handler: (request, reply) => {
        const call = request.call as Call
        return served.turns.take(call.tenantId, () => answer(request, reply, call))
      },
    })
  }
}

function bodyLimitOf(contract: Contract): { bodyLimit?: number } {
  if (contract.kind === 'query') return {}
  if (contract.open) return { bodyLimit: OPEN_BODY_LIMIT }
  return contract.unjournaled ? { bodyLimit: FILE_BODY_LIMIT } : {}
}

type Handler = (request: FastifyRequest, reply: FastifyReply, call: Call) => Promise<FastifyReply>

function answering({ house }: Served, operation: Operation): Handler {
  const { contract } = operation
  const read = queryReader(operation)
  const send = exporting(house, operation)
  return async (request, reply, call) => {
    const { [FORMAT]: format, [COLUMNS]: columns, ...query } = request.query as Record<string, string>
    const asked = send && format !== undefined ? query : (request.query as Record<string, string>)
    const input = withTarget(read(asked), request, operation)
    if (send && format !== undefined) return send(reply, { format: String(format), columns }, input, call)
    const output = await ask(house, contract.name, input, call)
    const tag = entityTag(output)
    if (tag) reply.header('etag', tag)
    if (tag && request.headers['if-none-match'] === tag) return reply.code(304).send()
    return reply.send(output)
  }
}

function running({ house, identity, gate }: Served, operation: Operation): Handler {
  const { contract } = operation
  const created = operation.verb === 'create'
  const isAccess = operation.room === 'access'
  return async (request, reply, call) => {
    const input = withTarget(bodyOf(request), request, operation)
    const work = () => run(house, contract.name, input, call)
    const { output, journalId, replayed } = await (contract.open ? gate.pass(request.ip, work) : work())
    if (isAccess) identity.forget()
    const tag = entityTag(output)
    if (tag) reply.header('etag', tag)
    if (replayed) reply.header('idempotency-replayed', 'true')
    reply.header('throughline-journal-id', journalId).code(created && !replayed ? 201 : 200)
    return reply.send(withCookie(request, reply, contract.name, output))
  }
}

/**
 * Who asks, in which tenant. What is open to all needs only the tenant: who is signed in asks about their own, whatever
 * firm was named beside it; who signs in names it.
 */
async function callFor(
  request: FastifyRequest,
  { house, identity }: Served,
  { contract }: Operation,
): Promise<Call> {
  const who = await identity.of(request)
  if (!contract.open) {
    if (!who) throw new Refused('unauthenticated')
    return callOf(who, request.headers, contract)
  }
  if (who && contract.kind === 'query') return callOf(who, request.headers, contract)
  const slug = [request.headers['throughline-tenant']].flat()[0]
  const tenantId = await findTenant(house.pool, slug)
  if (tenantId === null) throw new Refused('tenant_unknown')
  return anonymousCall(tenantId, request.headers)
}

function bodyOf({ body }: FastifyRequest): Record<string, Json> {
  if (body === undefined || body === null) return {}
  if (typeof body !== 'object' || Array.isArray(body))
    throw new Refused('malformed_request', { why: 'its body must be a JSON object' })
  return body as Record<string, Json>
}

function withTarget(
  input: Record<string, Json>,
  request: FastifyRequest,
  { target }: Operation,
): Record<string, Json> {
  return target ? { ...input, [target]: (request.params as { id: string }).id } : input
}

/** The revision of what was answered, as a strong entity tag. */
function entityTag(output: Json): string | null {
  if (typeof output !== 'object' || output === null || Array.isArray(output)) return null
  const { revision } = output
  return typeof revision === 'number' ? `"${revision}"` : null
}

/** Browsers keep their session as a cookie that scripts cannot read, so the token is taken out of the answer. */
function withCookie(request: FastifyRequest, reply: FastifyReply, name: string, output: Json): Json {
  if (name === 'access.signIn' && isBrowser(request)) {
    const { token, expiresAt, ...rest } = output as { token: string; expiresAt: string }
    setSessionCookie(request, reply, token, expiresAt)
    return { ...rest, expiresAt, token: null }
  }
  if (name === 'access.signOut' || name === 'access.signOutEverywhere') clearSessionCookie(request, reply)
  return output
}
