/** What a request says about itself in its headers, as the kernel's call. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Authenticated } from '#engines/access'
import type { Contract } from '#kernel/contract.ts'
import { dayAt } from '#kernel/dates.ts'
import type { Call } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const KEY_LENGTH_MAX = 255

/** The call of somebody who is known. */
export function callOf(who: Authenticated, headers: IncomingHttpHeaders, contract: Contract): Call {
  const onBehalfOf = one(headers, 'throughline-on-behalf-of')
  if (onBehalfOf !== undefined && !ID.test(onBehalfOf))
    throw malformed('Throughline-On-Behalf-Of', 'a principal id')
  return {
    ...anonymousCall(who.tenantId, headers),
    actorId: who.principalId,
    credentialId: who.credentialId,
    ...optional('onBehalfOf', onBehalfOf),
    ...optional('idempotencyKey', contract.kind === 'command' ? idempotencyKey(headers) : undefined),
    ...optional('ifMatch', contract.kind === 'command' ? ifMatch(headers, contract) : undefined),
  }
}

/** Nobody: the actor of what may be done before signing in. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** The call of somebody who has not signed in, in the tenant they name. */
export function anonymousCall(tenantId: string, headers: IncomingHttpHeaders): Call {
  const now = Temporal.Now.instant()
  return {
    tenantId,
    actorId: NOBODY,
    now,
    today: dayAt(now, timeZone(headers)),
    ...optional('correlationId', traceOf(headers)),
  }
}

/** The trace a request belongs to (W3C Trace Context), written as the UUID it is; undefined when it names none. */
export function traceOf(headers: IncomingHttpHeaders): string | undefined {
  const found =
    /^[0-9a-f]{2}-([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})-[0-9a-f]{16}-[0-9a-f]{2}/.exec(
      one(headers, 'traceparent') ?? '',
    )
  const trace = found?.slice(1, 6).join('-')
  return trace === NOBODY ? undefined : trace
}

/** Where the caller's day begins and ends; UTC when they do not say. */
function timeZone(headers: IncomingHttpHeaders): string {
  const zone = one(headers, 'throughline-time-zone')
  if (zone === undefined) return 'UTC'
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    throw malformed('Throughline-Time-Zone', 'an IANA time zone like Asia/Singapore')
  }
}

/** A structured string in quotes, as the draft wants it, or the bare key that many clients send. */
function idempotencyKey(headers: IncomingHttpHeaders): string | undefined {
  const given = one(headers, 'idempotency-key')
  if (given === undefined) return undefined
  const key = /^"(.*)"$/.exec(given)?.[1] ?? given
  if (key === '' || key.length > KEY_LENGTH_MAX || !/^[\x21-\x7e]+$/.test(key))
    throw malformed('Idempotency-Key', `1 to ${KEY_LENGTH_MAX} visible characters`)
  return key
}

/**
 * The revision of If-Match. A versioned command needs one, so that nobody overwrites by forgetting what they never
 * read; `*` says that this is meant.
 */
function ifMatch(headers: IncomingHttpHeaders, contract: Contract): number | undefined {
  const given = headers['if-match']
  if (given === undefined) {
    if (contract.kind === 'command' && contract.versioned)
      throw new Refused('revision_required', { command: contract.name })
    return undefined
  }
  if (given === '*') return undefined
  const revision = /^"(\d{1,9})"$/.exec(given)?.[1]
  if (revision === undefined) throw malformed('If-Match', 'the ETag of the record, like "3"')
  return Number.parseInt(revision, 10)
}

const malformed = (header: string, wanted: string) =>
  new Refused('malformed_request', { why: `the header ${header} must be ${wanted}` })

function one(headers: IncomingHttpHeaders, name: string): string | undefined {
  return [headers[name]].flat()[0]
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V }
}
