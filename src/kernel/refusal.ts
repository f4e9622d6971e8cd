/**
 * Refusals: the business says no.
 *
 * Every code is declared once, in the refusal table of its room, with its kind and the words a person
 * reads. The kind decides the HTTP status; nothing else in the house maps failures to statuses.
 */

/** What sort of no it is. */
export type RefusalKind =
  | 'malformed'
  | 'invalid'
  | 'unauthenticated'
  | 'not_permitted'
  | 'not_found'
  | 'conflict'
  | 'stale'
  | 'precondition_required'
  | 'too_large'
  | 'too_many'
  | 'unavailable'

/** The one table from refusals to HTTP. */
export const httpStatus: Readonly<Record<RefusalKind, number>> = {
  malformed: 400,
  invalid: 422,
  unauthenticated: 401,
  not_permitted: 403,
  not_found: 404,
  conflict: 409,
  stale: 412,
  precondition_required: 428,
  too_large: 413,
  too_many: 429,
  unavailable: 503,
}

/** How a code is declared: its kind, and words that say what is wrong and what to do. `{name}` is filled from the detail. */
export interface RefusalDeclaration {
  readonly kind: RefusalKind
  readonly message: string
}

export type RefusalTable = Readonly<Record<string, RefusalDeclaration>>

const declared = new Map<string, RefusalDeclaration>()

/** Declares the refusals of a room. A code belongs to one room only; a second declaration is a fault. */
export function refusalTable<const T extends RefusalTable>(table: T): T {
  for (const [code, declaration] of Object.entries(table)) {
    if (declared.has(code)) throw new Error(`refusal code ${code} is declared twice; give it to one room`)
    declared.set(code, declaration)
  }
  return table
}

/** All declared refusals, for the reference pages and for tests. */
export function allRefusals(): ReadonlyMap<string, RefusalDeclaration> {
  return declared
}

/** One thing that is wrong with the input, at a JSON pointer (RFC 6901). */
export interface RefusalProblem {
  readonly pointer: string
  readonly code?: string
  /** The values its words are filled from. */
  readonly params?: Readonly<Record<string, unknown>>
  readonly message: string
}

/** Thrown once, by the shell, to unwind the transaction; pure rules return the code instead. */
export class Refused extends Error {
  readonly code: string
  readonly kind: RefusalKind
  readonly detail: Readonly<Record<string, unknown>>
  readonly problems: readonly RefusalProblem[]

  constructor(
    code: string,
    detail: Readonly<Record<string, unknown>> = {},
    problems: readonly RefusalProblem[] = [],
  ) {
    const declaration = declared.get(code)
    if (!declaration) throw new Error(`refusal code ${code} is not declared in any room's contract`)
    super(
      declaration.message.replace(/\{(\w+)\}/g, (_, name: string) => inWords(detail[name] ?? `{${name}}`)),
    )
    this.name = 'Refused'
    this.code = code
    this.kind = declaration.kind
    this.detail = detail
    this.problems = problems
  }
}

/** Several values are told one after the other. */
const inWords = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value))

/** Throws the refusal a pure rule returned, or does nothing when the rule returned null. */
export function refuseIf(code: string | null, detail: Readonly<Record<string, unknown>> = {}): void {
  if (code !== null) throw new Refused(code, detail)
}

export const kernelRefusals = refusalTable({
  invalid_input: {
    kind: 'invalid',
    message: 'The input is not as the contract says; see the problems listed.',
  },
  not_permitted: {
    kind: 'not_permitted',
    message: 'You may not run {command}. Ask an administrator for a role that includes it.',
  },
  own_approval: {
    kind: 'not_permitted',
    message:
      'You may not run {command} here: you, or somebody whose authority you hold, did the work it approves. Ask somebody else who may.',
  },
  unauthenticated: { kind: 'unauthenticated', message: 'Sign in, or send an API key, and try again.' },
  idempotency_key_reused: {
    kind: 'conflict',
    message: 'The idempotency key was used before with another request. Use a new key for a new request.',
  },
  stale_revision: {
    kind: 'stale',
    message:
      'The record has changed since you read it (you have revision {expected}, it is {actual}). Read it again and repeat.',
  },
  if_match_not_supported: {
    kind: 'invalid',
    message: '{command} does not check a revision. Send the request without If-Match.',
  },
  unknown_command: {
    kind: 'not_found',
    message: 'There is no command or query called {command}. The reference of the API lists them.',
  },
  no_such_path: {
    kind: 'not_found',
    message: 'There is nothing at {method} {path}. See /reference for what there is.',
  },
  malformed_request: { kind: 'malformed', message: 'The request cannot be read: {why}.' },
  request_too_large: {
    kind: 'too_large',
    message: 'The request is larger than {limit} bytes. Send less at once.',
  },
  revision_required: {
    kind: 'precondition_required',
    message:
      '{command} changes a record that others may have changed since. Send If-Match with the ETag you have read, or If-Match: * to change it whatever it is.',
  },
  cross_site_request: {
    kind: 'not_permitted',
    message:
      'The request comes from another site. A program signs its requests with a token instead of a cookie.',
  },
  too_many_attempts: {
    kind: 'too_many',
    message: 'Too much has failed from your address. Wait some minutes, then try again.',
  },
  too_many_streams: {
    kind: 'too_many',
    message: 'You listen to the news {limit} times already. Close a window, then try again.',
  },
  tenant_unknown: {
    kind: 'malformed',
    message: 'Which firm do you sign in to? Send its short name as Throughline-Tenant.',
  },
  invalid_cursor: {
    kind: 'invalid',
    message: 'The cursor is not one this list gave out for this sort. Start again without a cursor.',
  },
  database_unavailable: {
    kind: 'unavailable',
    message:
      'The database cannot be reached just now. Repeat the request with the same idempotency key; nothing is done twice.',
  },
  database_full: {
    kind: 'unavailable',
    message:
      'The disk of the database is full and nothing was changed. Make room on it, then repeat the request with the same idempotency key.',
  },
  too_busy: {
    kind: 'unavailable',
    message:
      'Too many changes to the same records at once. Repeat the request with the same idempotency key.',
  },
})
