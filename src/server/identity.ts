/**
 * Who sends a request: a browser by its cookie, a program by a bearer token. A token that was good a moment ago is
 * believed for some seconds, so that a page of requests asks the database once.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type pg from 'pg'
import { type Authenticated, authenticate } from '#engines/access'
import { Refused } from '#kernel/refusal.ts'

/** How long another node may still believe a token that was ended here. */
const BELIEVED_MS = 5_000
const REMEMBERED_MAX = 10_000

export interface Identity {
  /** Who sends it, or null when nobody says so. Refuses a token that is not good, and cookies sent by other sites. */
  of(request: FastifyRequest): Promise<Authenticated | null>
  /** Asks the database again from now on: something about access was changed. */
  forget(): void
}

export function openIdentity(pool: pg.Pool): Identity {
  const believed = new Map<string, { who: Authenticated; until: number }>()
  const lookUp = async (token: string): Promise<Authenticated | null> => {
    const now = performance.now()
    const found = believed.get(token)
    if (found && found.until > now) return found.who
    const who = await authenticate(pool, token, Temporal.Now.instant())
    if (believed.size >= REMEMBERED_MAX) believed.clear()
    if (who) believed.set(token, { who, until: now + BELIEVED_MS })
    else believed.delete(token)
    return who
  }
  return {
    async of(request) {
      const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
      const token = bearer ?? request.cookies[cookieName(request)]
      if (!bearer) refuseOtherSites(request)
      if (token === undefined) return null
      const who = await lookUp(token)
      if (!who && bearer) throw new Refused('unauthenticated')
      return who
    },
    forget: () => believed.clear(),
  }
}

/**
 * A browser sends cookies along with what other sites make it send. It also says where a request comes from; one
 * that changes something is only heard from our own pages. Programs without a cookie say nothing, and need not.
 */
function refuseOtherSites(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { origin, 'sec-fetch-site': site } = request.headers
  const hasCookie = request.cookies[cookieName(request)] !== undefined
  const isOurs =
    site !== undefined
      ? site === 'same-origin'
      : origin !== undefined
        ? URL.canParse(origin) && new URL(origin).host === request.host
        : !hasCookie
  if (!isOurs) throw new Refused('cross_site_request')
}

/** Browsers keep a `__Host-` cookie to this host and to https; on plain http there is no such promise to ask for. */
const cookieName = ({ protocol }: FastifyRequest) =>
  protocol === 'https' ? '__Host-throughline' : 'throughline_session'

/** Is it a browser that sends this change? Browsers say where it comes from by themselves; programs do not. */
export const isBrowser = ({ headers }: FastifyRequest) =>
  headers['sec-fetch-site'] !== undefined || headers.origin !== undefined

/** Gives a browser its session, out of reach of scripts. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  until: string,
): void {
  reply.setCookie(cookieName(request), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
    expires: new Date(until),
  })
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(cookieName(request), { path: '/' })
}
