/** Makes the database files, once. */

import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { EnvironmentFault } from '#kernel/fault.ts'
import type { Binaries } from './binaries.ts'
import { type RunAs, spawnOptions } from './run-as.ts'

/** The major version whose files we can read. */
const majorVersion = '18'

/** What initialising needs to know. */
export type Initialise = { binaries: Binaries; directory: string; runAs: RunAs; durable: boolean }

/**
 * Makes the database files when there are none and returns the password of the administrator.
 * A start that is killed half-way leaves a draft, which the next start throws away.
 */
export async function initialise(work: Initialise): Promise<string> {
  const files = join(work.directory, 'postgres')
  const passwordPath = join(work.directory, 'password')
  const version = await readFile(join(files, 'PG_VERSION'), 'utf8').catch(() => null)
  if (version === null) return createFiles(work, files, passwordPath)
  if (version.trim() !== majorVersion) {
    throw new EnvironmentFault(
      `${files} was written by PostgreSQL ${version.trim()}; this version of Throughline brings PostgreSQL ${majorVersion}. Start the older Throughline, export the data and import it into a new folder (THROUGHLINE_DATA).`,
    )
  }
  return readPassword(work.directory)
}

/** The password of the database files in this directory. */
export async function readPassword(directory: string): Promise<string> {
  const path = join(directory, 'password')
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (cause) {
    throw new EnvironmentFault(
      `The password of the database cannot be read from ${path}. Start Throughline as the user who made the database, or bring the file back from a backup.`,
      { cause },
    )
  }
}

async function createFiles(work: Initialise, files: string, passwordPath: string): Promise<string> {
  const draft = join(work.directory, 'postgres.draft')
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  const password = randomBytes(24).toString('base64url')
  await writeDurably(passwordPath, password)
  // initdb reads the password from a file that the user it runs as may open; it lies in that user's closed folder.
  const handed = join(draft, 'password')
  await writeFile(handed, `${password}\n`, { mode: 0o600 })
  const inner = join(draft, 'files')
  if (work.runAs) {
    await chown(draft, work.runAs.uid, work.runAs.gid)
    await chown(handed, work.runAs.uid, work.runAs.gid)
  }
  await runInitdb(work, inner, handed)
  await rename(inner, files)
  await rm(draft, { recursive: true, force: true })
  return password
}

async function runInitdb(work: Initialise, files: string, passwordFile: string): Promise<void> {
  const options = [
    `--pgdata=${files}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    // The built-in C.UTF-8 sorts the same way on every machine.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--encoding=UTF8',
    '--no-instructions',
  ]
  if (!work.durable) options.push('--no-sync')
  await promisify(execFile)(join(work.binaries.folder, 'bin', 'initdb'), options, {
    ...spawnOptions(work.runAs),
    cwd: '/',
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
  }).catch((cause: Error & { stderr?: string }) => {
    throw new EnvironmentFault(
      `The database files could not be made in ${files}. initdb says:\n${cause.stderr || cause.message}`,
      {
        cause,
      },
    )
  })
}

/** The password must be on the disk before the files that need it. */
async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}
