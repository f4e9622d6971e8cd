/** Connections to PostgreSQL as `run` and `ask` need them. */

import pg from 'pg'
import { runtimeRole } from './migrate.ts'
import { valueTypes } from './sql.ts'

/** How long a caller waits for a free connection before it is told that the database is unavailable. */
const WAIT_MS_MAX = 10_000

/**
 * Opens a pool: values come back as the kernel's types, statements given together travel together (pipelining), and a
 * connection that PostgreSQL loses is replaced instead of ending the program.
 */
export function openPool(connectionString: string, connectionsMax = 10): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: connectionsMax,
    types: valueTypes,
    pipeline: true,
    keepAlive: true,
    application_name: 'throughline',
    connectionTimeoutMillis: WAIT_MS_MAX,
  })
  // A lost connection fails the statements that were using it, and those are reported; the event itself says nothing new.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/**
 * The address that signs in as the owner and then works as the runtime role, whatever else the address asks for. Days
 * begin and end in UTC there; whose day it is where is decided by the rules, never by the time zone of a server.
 */
export function runtimeUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl)
  const asked = url.searchParams.get('options')
  url.searchParams.set(
    'options',
    `${asked ? `${asked} ` : ''}-c role=${runtimeRole} -c timezone=UTC -c jit=off`,
  )
  // URLSearchParams writes a space as "+", which PostgreSQL's drivers read as a plus sign.
  url.search = url.search.replaceAll('+', '%20')
  return url.href
}
