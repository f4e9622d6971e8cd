/** The HTTP server: everything all surfaces have in common. */

import type { Socket } from 'node:net'
import cookie from '@fastify/cookie'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { newId } from '#kernel/id.ts'
import { operationOf } from '#kernel/operation.ts'
import { Refused } from '#kernel/refusal.ts'
import { traceOf } from './call.ts'
import { type Counters, openCounters } from './counters.ts'
import { openGate } from './gate.ts'
import type { OpenHouse } from './house.ts'
import { openIdentity } from './identity.ts'
import { asRefusal, faultOf, type Problem, problemOf } from './problem.ts'
import type { Surface } from './surfaces/surface.ts'
import { surfaces as allSurfaces } from './surfaces/surfaces.ts'
import { openTurns } from './turns.ts'
import type { Web } from './web-part.ts'

export interface HttpSettings {
  readonly house: OpenHouse
  /** What the house counts with too, so that one page shows both. */
  readonly counters?: Counters
  /** Largest request body in bytes. */
  readonly bodyLimit?: number
  /** True behind a proxy that sets X-Forwarded-Proto and X-Forwarded-Host itself. */
  readonly trustProxy?: boolean
  readonly surfaces?: readonly Surface[]
  /** The web application; none by itself. */
  readonly web?: Web
}

const BODY_LIMIT = 16 * 1024 * 1024

/** Makes the server; it listens when it is told to. */
export async function openHttp(settings: HttpSettings): Promise<FastifyInstance> {
  const { house, bodyLimit = BODY_LIMIT, counters = openCounters(), surfaces = allSurfaces } = settings
  const app = fastify({
    bodyLimit,
    trustProxy: settings.trustProxy ?? false,
    genReqId: (request) => {
      const given = request.headers['x-request-id']
      return typeof given === 'string' && /^[\w.-]{1,100}$/.test(given) ? given : newId()
    },
    // A socket that says nothing must not be held open for ever.
    requestTimeout: 120_000,
    frameworkErrors: (error, request, reply) => {
      const place = { path: request.url.split('?')[0] ?? '/', traceId: request.id }
      void sendProblem(reply, problemOf(asRefusal(error, bodyLimit) as Refused, place))
    },
    clientErrorHandler: refuseGarbage,
    forceCloseConnections: 'idle',
    logger: false,
  })
  await app.register(cookie)
  app.removeContentTypeParser('text/plain')
  readJson(app)
  addHeaders(app)
  addProblems(app, house, bodyLimit)
  closeGently(app)
  app.addHook('onResponse', async (_request, reply) =>
    counters.request(reply.statusCode, reply.elapsedTime / 1000),
  )
  const operations = house.rooms.flatMap(({ handlers }) =>
    handlers.map(({ contract }) => operationOf(contract)),
  )
  const { web = { site: null, why: 'absent' } } = settings
  const identity = openIdentity(house.pool)
  const served = { house, operations, counters, identity, gate: openGate(), turns: openTurns(), web }
  for (const surface of surfaces) surface(app, served)
  return app
}

/** JSON bodies; none at all is an empty object. Keys that would change prototypes are refused. */
function readJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, {})
    else void parse(request, body as string, done)
  })
}

/** What is not HTTP gets the same shape of answer, as far as it can be answered at all. */
function refuseGarbage(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return
  const why = new Refused('malformed_request', { why: 'it is not HTTP/1.1' })
  const body = JSON.stringify(problemOf(why, { path: '/', traceId: newId() }))
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  if (problem.status === 503 || problem.status === 429) reply.header('retry-after', '5')
  return reply.code(problem.status).type('application/problem+json').send(problem)
}

/** What a browser is told about every answer, and the number to ask with. */
function addHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy':
        'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
      ...(request.protocol === 'https' ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    })
  })
}

/** How long requests that are under way may take to end when the program stops. */
const PATIENCE_MS = 10_000

/** Lets requests that are under way end, and tells their senders not to use the connection again. */
function closeGently(app: FastifyInstance): void {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
    setTimeout(() => app.server.closeAllConnections(), PATIENCE_MS).unref()
  })
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
}

/** Every failure leaves as a problem document; a fault is logged once, with its cause. */
function addProblems(app: FastifyInstance, house: OpenHouse, bodyLimit: number): void {
  const placeOf = (request: FastifyRequest) => ({
    path: request.url.split('?')[0] ?? '/',
    traceId: traceOf(request.headers)?.replaceAll('-', '') ?? request.id,
  })
  app.setErrorHandler((error, request, reply) => {
    const place = placeOf(request)
    const told = asRefusal(error, request.routeOptions.bodyLimit ?? bodyLimit)
    if (told instanceof Refused) return sendProblem(reply, problemOf(told, place))
    house.log.error({ err: error, traceId: place.traceId, path: place.path }, 'a request met a fault')
    return sendProblem(reply, faultOf(place))
  })
  app.setNotFoundHandler((request) => {
    throw new Refused('no_such_path', { method: request.method, path: placeOf(request).path })
  })
}
