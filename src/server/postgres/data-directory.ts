/**
 * Where everything lives that Throughline keeps on this machine:
 *
 *   owner.lock     which process holds the directory
 *   password       of the embedded PostgreSQL; only we can read it
 *   postgres/      the database files, owned by the user PostgreSQL runs as
 *   postgres.log   what PostgreSQL says
 */

import { createHash } from 'node:crypto'
import { mkdir, realpath } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { EnvironmentFault } from '#kernel/fault.ts'
import { canEnter, type RunAs } from './run-as.ts'

/** Below this folder root keeps the data of checkouts that PostgreSQL cannot reach. */
const rootData = '/var/lib/throughline'

/**
 * Returns the data directory, made when it is missing: THROUGHLINE_DATA, else `.throughline` in the checkout, else (for
 * root, when the user PostgreSQL runs as cannot get into the checkout) a folder of the checkout's own below /var/lib.
 */
export async function findDataDirectory(
  checkout: string,
  runAs: RunAs,
  wish = process.env['THROUGHLINE_DATA'],
): Promise<string> {
  if (wish) {
    const wanted = await makeDirectory(resolve(wish), runAs)
    if (canEnter(runAs, wanted)) return wanted
    throw new EnvironmentFault(
      `PostgreSQL runs as the user ${runAs?.name} and cannot get into ${wanted} (THROUGHLINE_DATA). Name a folder that this user can reach, for example below /var/lib.`,
    )
  }
  const root = await realpath(checkout)
  if (canEnter(runAs, root)) return makeDirectory(join(root, '.throughline'), runAs)
  const key = createHash('sha256').update(root).digest('hex').slice(0, 8)
  return makeDirectory(join(rootData, `${basename(root)}-${key}`), runAs)
}

/** Another user passes through the directory to its database files but cannot see what else is in it. */
async function makeDirectory(directory: string, runAs: RunAs): Promise<string> {
  await mkdir(directory, { recursive: true, mode: runAs ? 0o711 : 0o700 })
  return realpath(directory)
}
