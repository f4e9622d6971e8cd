/** As whom PostgreSQL runs: as us, or, because it refuses to run as root, as another user when we are root. */

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { EnvironmentFault } from '#kernel/fault.ts'

/** The numbers of the other user; null means that PostgreSQL runs as we do. */
export type RunAs = { name: string; uid: number; gid: number } | null

const candidates = ['postgres', '_postgres', 'nobody']

/** Chooses the user for PostgreSQL. Throws when we are root and the machine has no other user to take. */
export function chooseRunAs(): RunAs {
  if (process.getuid?.() !== 0) return null
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of candidates) {
    const user = users.find((fields) => fields[0] === name)
    if (user) return { name, uid: Number(user[2]), gid: Number(user[3]) }
  }
  throw new EnvironmentFault(
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody". Start Throughline as an ordinary user, or set DATABASE_URL.',
  )
}

/** What a child process needs to run as that user. */
export function spawnOptions(runAs: RunAs): { uid?: number; gid?: number } {
  return runAs ? { uid: runAs.uid, gid: runAs.gid } : {}
}

/** Whether that user may enter the folder. Asked of the system itself, which knows of more than the mode bits. */
export function canEnter(runAs: RunAs, folder: string): boolean {
  const probe = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    ...spawnOptions(runAs),
    cwd: '/',
    env: {},
  })
  if (probe.error) {
    throw new EnvironmentFault(
      `Cannot start a process as the user ${runAs?.name ?? 'running Throughline'}: ${probe.error.message}`,
      {
        cause: probe.error,
      },
    )
  }
  return probe.status === 0
}
