/** One connection to a database that somebody else may have to put right: every failure says where and what to do. */

import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { EnvironmentFault } from '#kernel/fault.ts'

/** How long we wait for a database that is only just starting, as it does when containers start together. */
const WAIT_MS_MAX = 30_000

const nobodyThere = new Set(['ECONNREFUSED', 'ENOENT'])
/** What answers nothing yet: a port or a socket that is not there, a name that is not known, a server that says so. */
const startingUp = new Set([...nobodyThere, 'EAI_AGAIN', '57P03'])

/** Connects once. Throws an EnvironmentFault that names the place, never the password. */
export async function connectOnce(url: string): Promise<pg.Client> {
  const place = placeOf(url)
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // Its statements fail when it is lost, and those failures are reported.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (cause) {
    const { code, message } = cause as { code?: string; message?: string }
    const why = nobodyThere.has(code ?? '') ? 'nothing answers there' : message || code
    throw new EnvironmentFault(
      `The database ${place} cannot be used: ${why}. Check DATABASE_URL and that PostgreSQL is running.`,
      { cause },
    )
  }
}

/** Connects, and waits a while when nothing answers yet. */
export async function connectPatiently(url: string, report: (sentence: string) => void): Promise<pg.Client> {
  const deadline = performance.now() + WAIT_MS_MAX
  for (let attempt = 1; ; attempt++) {
    try {
      return await connectOnce(url)
    } catch (fault) {
      const code = ((fault as Error).cause as { code?: string } | undefined)?.code
      if (!code || !startingUp.has(code) || performance.now() > deadline) throw fault
      if (attempt === 1) report(`Waiting for PostgreSQL at ${placeOf(url)} …`)
      await sleep(500)
    }
  }
}

/** Host or folder of the socket, port and database of an address, without its password. */
export function placeOf(url: string): string {
  if (!URL.canParse(url)) {
    throw new EnvironmentFault(
      'DATABASE_URL is not an address like postgres://user:password@host:5432/database. Correct it.',
    )
  }
  const { hostname, port, pathname } = new URL(url)
  return `${decodeURIComponent(hostname) || 'localhost'}:${port || '5432'}${pathname}`
}
