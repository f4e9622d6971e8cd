/** A no from the server, or no server at all, as the screens understand it. */
import { problemWords, refusalWords, type ToldRefusal } from '../words/refusals.ts'

export interface FieldRefusal {
  /** JSON pointer into the input: `/rows/3/minutes`. */
  readonly pointer: string
  readonly code?: string
  readonly detail: string
}

/** What every failure of a request becomes. */
export class RefusalError extends Error {
  readonly code: string
  readonly status: number
  readonly fields: readonly FieldRefusal[]
  readonly params: Readonly<Record<string, unknown>>
  readonly traceId: string | null

  constructor(told: {
    code: string
    status: number
    message: string
    fields?: readonly FieldRefusal[]
    params?: Readonly<Record<string, unknown>>
    traceId?: string
    cause?: unknown
  }) {
    super(told.message, { cause: told.cause })
    this.code = told.code
    this.status = told.status
    this.fields = told.fields ?? []
    this.params = told.params ?? {}
    this.traceId = told.traceId ?? null
  }

  /** Reads a problem document (RFC 9457); anything else in its place is told by its status. */
  static async of(response: Response): Promise<RefusalError> {
    const problem = (await response.json().catch(() => null)) as Record<string, unknown> | null
    if (typeof problem?.['code'] !== 'string')
      return new RefusalError({
        code: 'unreachable',
        status: response.status,
        message: refusalWords({
          code: 'unanswered',
          detail: `The server answered ${response.status}. Try again in a moment.`,
          params: { status: response.status },
        }),
      })
    const code = problem['code']
    const params = (problem['params'] ?? {}) as Record<string, unknown>
    const detail = String(problem['detail'] ?? problem['title'] ?? code)
    const fields = (problem['errors'] ?? []) as (ToldRefusal & { pointer: string })[]
    return new RefusalError({
      code,
      status: response.status,
      message: refusalWords({ code, detail, params }),
      fields: fields.map((field) => ({ ...field, detail: problemWords(field) })),
      params,
      ...(typeof problem['traceId'] === 'string' ? { traceId: problem['traceId'] } : {}),
    })
  }

  /** The session has ended: sign in again, nothing typed is lost. */
  get isSignedOut(): boolean {
    return this.status === 401 && this.code === 'unauthenticated'
  }

  /** Nobody of ours answered: the network is away, or the program. */
  get isUnreachable(): boolean {
    return this.code === 'unreachable'
  }

  /** Nobody knows whether it was done: the same request with the same key finds out. */
  get isWorthRepeating(): boolean {
    return this.isUnreachable || this.status === 503 || this.status === 429
  }
}

/** The network, or the program behind it, is away. */
export function unreachable(cause: unknown): RefusalError {
  return new RefusalError({
    code: 'unreachable',
    status: 0,
    message: refusalWords({
      code: 'unreachable',
      detail: 'The server cannot be reached. What you typed is kept; it is tried again by itself.',
    }),
    cause,
  })
}
