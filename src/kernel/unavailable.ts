/** Failures of the database that pass: the caller repeats the request, instead of somebody reading a fault. */

import { Refused } from './refusal.ts'

/** SQLSTATEs and system errors (https://www.postgresql.org/docs/18/errcodes-appendix.html), and the refusal they become. */
const codes = new Map([
  ...[
    '08001',
    '08003',
    '08006',
    '53200',
    '53300',
    '57P01',
    '57P02',
    '57P03',
    'ECONNREFUSED',
    'ECONNRESET',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOENT',
    'EPIPE',
    'ETIMEDOUT',
  ].map((code) => [code, 'database_unavailable'] as const),
  ['53100', 'database_full'],
])

/** The refusal a passing failure becomes; every other error stays the fault it is. */
export function asUnavailable(error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code
  const refusal = typeof code === 'string' ? codes.get(code) : undefined
  if (refusal) return new Refused(refusal)
  return error instanceof Error && driverLost.test(error.message)
    ? new Refused('database_unavailable')
    : error
}

/** The driver has no codes for what happens to a connection on our side; these are its words. */
const driverLost =
  /Connection terminated|is not queryable|timeout exceeded when trying to connect|after calling end on the pool/
