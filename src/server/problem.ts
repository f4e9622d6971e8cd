/** Failures as HTTP tells them: RFC 9457 problem documents, one shape for everything that is not a success. */
import { httpStatus, Refused } from '#kernel/refusal.ts'
import { encodeJson } from '#kernel/sql.ts'
import { asUnavailable } from '#kernel/unavailable.ts'

export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly instance: string
  /** What programs compare. */
  readonly code: string
  /** The facts the words were filled from. */
  readonly params?: unknown
  readonly errors?: readonly { pointer: string; code?: string; detail: string; params?: unknown }[]
  readonly traceId: string
}

interface Place {
  readonly path: string
  readonly traceId: string
}

/** The problem document of a refusal. */
export function problemOf(refused: Refused, { path, traceId }: Place): Problem {
  const { code, kind, detail, problems, message } = refused
  return {
    type: `/reference/refusals#${code}`,
    title: titleOf(code),
    status: httpStatus[kind],
    detail: message,
    instance: path,
    code,
    ...(Object.keys(detail).length > 0 ? { params: asWire(detail) } : {}),
    ...(problems.length > 0
      ? {
          errors: problems.map((problem) => ({
            pointer: problem.pointer,
            ...(problem.code ? { code: problem.code } : {}),
            detail: problem.message,
            ...(Object.keys(problem.params ?? {}).length > 0 ? { params: asWire(problem.params) } : {}),
          })),
        }
      : {}),
    traceId,
  }
}

/** Values as they travel. */
const asWire = (value: unknown) => JSON.parse(encodeJson(value)) as unknown

/** The problem document of a fault: nothing about it but the number to ask with. */
export function faultOf({ path, traceId }: Place): Problem {
  return {
    type: '/reference/refusals#fault',
    title: 'Fault',
    status: 500,
    detail: 'Something is broken on our side. Nothing was changed. Tell your administrator the trace id.',
    instance: path,
    code: 'fault',
    traceId,
  }
}

/** `timesheet_not_submitted` as people read it. */
export function titleOf(code: string): string {
  const words = code.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What fastify itself refuses before a route is reached, and a lost database, in our words. */
export function asRefusal(error: unknown, bodyLimit: number): unknown {
  const code = (error as { code?: unknown } | null)?.code
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Refused('request_too_large', { limit: bodyLimit })
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new Refused('malformed_request', { why: 'its Content-Type must be application/json' })
  const status = (error as { statusCode?: unknown } | null)?.statusCode
  if (error instanceof SyntaxError || (typeof status === 'number' && status >= 400 && status < 500))
    return new Refused('malformed_request', { why: (error as Error).message.replace(/\.$/, '') })
  return asUnavailable(error)
}
