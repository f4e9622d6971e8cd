/** One data directory, one Throughline: a file that names the process that holds it. */

import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EnvironmentFault } from '#kernel/fault.ts'

/** Somebody else, alive, holds the data directory. */
export class DirectoryInUse extends EnvironmentFault {
  override name = 'DirectoryInUse'
  readonly pid: number
  constructor(directory: string, pid: number) {
    super(
      `Throughline is already running on ${directory} (process ${pid}). Use that one, stop it with "kill ${pid}", or set THROUGHLINE_DATA to another folder.`,
    )
    this.pid = pid
  }
}

type Holder = { pid: number; born: string }

/** Takes the directory for this process and returns what gives it back. Throws DirectoryInUse. */
export async function holdDirectory(directory: string): Promise<() => Promise<void>> {
  const place = join(directory, 'owner.lock')
  const mine = join(directory, `owner.${process.pid}.${randomUUID()}`)
  const text = JSON.stringify({ pid: process.pid, born: birthOf(process.pid) } satisfies Holder)
  await writeFile(mine, text, { mode: 0o600 })
  try {
    while (!(await takePlace(mine, place))) await removeDead(directory, place, mine)
  } finally {
    await rm(mine, { force: true })
  }
  return async () => {
    if ((await readFile(place, 'utf8').catch(() => null)) === text) await rm(place, { force: true })
  }
}

/** A hard link is made whole or not at all, and never over another one. */
async function takePlace(mine: string, place: string): Promise<boolean> {
  try {
    await link(mine, place)
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw cause
  }
}

/** Moves away the file of a process that is gone; throws DirectoryInUse when it is not. */
async function removeDead(directory: string, place: string, mine: string): Promise<void> {
  const seen = await readFile(place, 'utf8').catch(() => null)
  if (seen === null) return
  const holder = parseHolder(seen)
  if (holder && isAlive(holder)) throw new DirectoryInUse(directory, holder.pid)
  const dead = `${mine}.dead`
  await rename(place, dead).catch(() => undefined)
  // Two starts may find the same dead file; the slower one must not take away the living file of the faster one.
  const moved = await readFile(dead, 'utf8').catch(() => null)
  if (moved !== null && moved !== seen) await link(dead, place).catch(() => undefined)
  await rm(dead, { force: true })
}

function parseHolder(text: string): Holder | null {
  try {
    const { pid, born } = JSON.parse(text) as Partial<Holder>
    return typeof pid === 'number' && typeof born === 'string' ? { pid, born } : null
  } catch {
    // A file cut short by a full disk or a power cut names nobody.
    return null
  }
}

function isAlive(holder: Holder): boolean {
  return birthOf(holder.pid) === holder.born
}

/**
 * When a process began, as a text that only that process has; empty when there is no such process.
 * Process numbers are used again, in a container from one restart to the next, so the number alone proves nothing.
 */
export function birthOf(pid: number): string {
  try {
    if (process.platform === 'linux') {
      const status = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
      // The name in brackets may hold spaces; the state is the first field after it, the start time the twentieth.
      const fields = status.slice(status.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' ? '' : `${boot} ${fields[19]}`
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}
