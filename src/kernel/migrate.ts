/**
 * Database migrations: one linear, forward history of numbered SQL files.
 *
 * A file is named `NNNN-room-what.sql`. It is applied once, in its own transaction, and remembered with its hash in
 * `kernel.migration`; from then on it is history and may not change. What a later version needs is a new file.
 *
 * The tables belong to the role that migrates. The program works under `throughline_runtime`, a role that owns nothing,
 * so that row-level security binds it. Its rights come from default privileges set before the first file: a migration
 * may take rights away (`revoke update, delete on ledger.line from throughline_runtime`) and nothing gives them back.
 */

import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClientBase } from 'pg'
import { EnvironmentFault } from './fault.ts'

/** The role under which the program reads and writes. It cannot log in; the owner's login takes it on. */
export const runtimeRole = 'throughline_runtime'

/** One file of the history as it lies on disk. */
export type MigrationFile = { number: number; name: string; sql: string; sha256: string }

/** One row of `kernel.migration`. */
export type AppliedMigration = { number: number; name: string; sha256: string }

/** A history that cannot be continued: the message says what is wrong and what to do. */
export class MigrationError extends EnvironmentFault {
  override name = 'MigrationError'
}

const fileName = /^(\d{4})-[a-z]+-[a-z0-9]+(?:-[a-z0-9]+)*\.sql$/

/** Any number will do, as long as it is only used here. */
const lockKey = '7281946120305'

/**
 * Brings the database to the newest version and returns the names of the files applied now.
 * The connection must belong to the role that owns (or will own) the tables. Safe to call from several nodes at once.
 * Throws a MigrationError when the history on disk and the history in the database do not fit together.
 */
export async function migrate(owner: ClientBase, folder: string): Promise<string[]> {
  const files = await readMigrations(folder)
  await owner.query('select pg_advisory_lock($1)', [lockKey])
  try {
    await createRuntimeRole(owner)
    await createHistory(owner)
    const applied = await readApplied(owner)
    const problem = historyProblem(files, applied)
    if (problem) throw new MigrationError(problem)
    const head = applied.at(-1)?.number ?? 0
    const pending = files.filter((file) => file.number > head)
    for (const file of pending) await apply(owner, file)
    return pending.map((file) => file.name)
  } finally {
    // When the connection itself broke, its lock is gone with it and the first error is the one to report.
    await owner.query('select pg_advisory_unlock($1)', [lockKey]).catch(() => undefined)
  }
}

/** Reads the migration files of a folder in order. Throws a MigrationError for a file that is not named as one. */
export async function readMigrations(folder: string): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      const number = fileName.exec(name)?.[1]
      if (!number) {
        throw new MigrationError(
          `Migration ${name} is not named NNNN-room-what.sql (lower case, hyphens). Rename the file.`,
        )
      }
      // Line ends differ between checkouts of the same commit; the history does not.
      const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
      return { number: Number.parseInt(number, 10), name, sql, sha256: sha256(sql) }
    }),
  )
}

/** Why the files on disk cannot continue what the database has, as a sentence with its cure; null when they can. */
export function historyProblem(files: MigrationFile[], applied: AppliedMigration[]): string | null {
  const byNumber = new Map<number, MigrationFile>()
  for (const file of files) {
    const twin = byNumber.get(file.number)
    if (twin)
      return `Migrations ${twin.name} and ${file.name} have one number. Give the newer one the next number.`
    byNumber.set(file.number, file)
  }
  const gap = files.findIndex((file, index) => file.number !== index + 1) + 1
  if (gap > 0) {
    return `Migration number ${gap} is missing in database/migrations. Bring the file back, or number the newer ones without a gap.`
  }
  for (const row of applied) {
    const file = byNumber.get(row.number)
    if (!file) {
      return `The database has migration ${row.name}, which this version of the program does not. Start the version that wrote the database, or a newer one.`
    }
    if (file.name !== row.name || file.sha256 !== row.sha256) {
      return `Migration ${row.name} was changed after it was applied to this database. Put the file back as it was and write the change as a new migration; if the database is a throw-away one, delete it and start again.`
    }
  }
  const head = applied.at(-1)
  const known = new Set(applied.map((row) => row.number))
  const late = files.find((file) => head && file.number < head.number && !known.has(file.number))
  if (late) {
    return `Migration ${late.name} comes before ${head?.name}, which this database already has. Give it a number after the newest migration.`
  }
  return null
}

/** Creates the runtime role when the cluster has none, and lets the connected user take it on. */
async function createRuntimeRole(owner: ClientBase): Promise<void> {
  const { rowCount } = await owner.query('select 1 from pg_roles where rolname = $1', [runtimeRole])
  if (!rowCount) {
    await owner.query(`create role ${runtimeRole} nologin`).catch((cause: unknown) => {
      // Roles belong to the whole cluster: the migration of another database may have created it a moment ago.
      if (isDuplicate(cause)) return
      throw new MigrationError(
        `The role ${runtimeRole} does not exist and this user may not create it. As an administrator run: create role ${runtimeRole} nologin; grant ${runtimeRole} to <this user>;`,
        { cause },
      )
    })
  }
  const { rows } = await owner.query<{ able: boolean }>(
    `select pg_has_role(current_user, $1, 'set') as able`,
    [runtimeRole],
  )
  if (rows[0]?.able) return
  await owner
    .query(`grant ${runtimeRole} to current_user with set true, inherit false`)
    .catch((cause: unknown) => {
      throw new MigrationError(
        `This user may not take on the role ${runtimeRole}. As an administrator run: grant ${runtimeRole} to <this user>;`,
        { cause },
      )
    })
}

/** Sets the default rights of the runtime role and creates the table of the history, before the first file. */
async function createHistory(owner: ClientBase): Promise<void> {
  await owner.query(`
    alter default privileges grant usage on schemas to ${runtimeRole};
    alter default privileges grant select, insert, update, delete on tables to ${runtimeRole};
    alter default privileges grant usage, select on sequences to ${runtimeRole};
    alter default privileges grant execute on functions to ${runtimeRole}`)
  const { rows } = await owner.query<{ exists: boolean }>(
    `select to_regclass('kernel.migration') is not null as exists`,
  )
  if (rows[0]?.exists) return
  await owner.query(`
    create schema if not exists kernel;
    create table kernel.migration (
      number integer primary key check (number > 0),
      name text not null unique,
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      applied_at timestamptz not null default now()
    );
    comment on schema kernel is 'What every room stands on: the history of the schema, the journal, the write path.';
    comment on table kernel.migration is 'One migration file applied to this database; its hash proves it has not changed since.';
    revoke insert, update, delete on kernel.migration from ${runtimeRole}`)
}

async function readApplied(owner: ClientBase): Promise<AppliedMigration[]> {
  const { rows } = await owner.query<AppliedMigration>(
    'select number, name, sha256 from kernel.migration order by number',
  )
  return rows
}

/** Applies one file. Its row goes in first, so that a second migrator that slipped past the lock fails at once. */
async function apply(owner: ClientBase, file: MigrationFile): Promise<void> {
  await owner.query('begin')
  try {
    await owner.query('insert into kernel.migration (number, name, sha256) values ($1, $2, $3)', [
      file.number,
      file.name,
      file.sha256,
    ])
    await owner.query(file.sql)
    await owner.query('commit')
  } catch (cause) {
    await owner.query('rollback').catch(() => undefined)
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new MigrationError(`Migration ${file.name} failed${placeOf(cause, file.sql)}: ${message}`, {
      cause,
    })
  }
}

/** PostgreSQL reports the character where it stopped; people look for a line. */
function placeOf(cause: unknown, sql: string): string {
  const position = typeof cause === 'object' && cause && 'position' in cause ? String(cause.position) : ''
  if (!/^\d+$/.test(position)) return ''
  return ` at line ${sql.slice(0, Number.parseInt(position, 10)).split('\n').length}`
}

function isDuplicate(cause: unknown): boolean {
  const code = typeof cause === 'object' && cause && 'code' in cause ? cause.code : undefined
  return code === '42710' || code === '23505'
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
