/** `throughline doctor`: looks at everything the program needs; it makes no tables and changes no data. */

import { access, constants, readFile, statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type pg from 'pg'
import { historyProblem, readMigrations, runtimeRole } from '#kernel/migrate.ts'
import { runtimeUrl } from '#kernel/pool.ts'
import { connectOnce } from './connect.ts'
import { findingsBefore, findingsOfRuntime } from './database-findings.ts'
import { checkout } from './environment.ts'
import { listenAddress } from './listen-address.ts'
import { prepareBinaries } from './postgres/binaries.ts'
import { findDataDirectory } from './postgres/data-directory.ts'
import { runningOwnerUrl, startEmbedded } from './postgres/embedded.ts'
import { DirectoryInUse } from './postgres/owner-lock.ts'
import { chooseRunAs } from './postgres/run-as.ts'

/** One check: what was found in order, or what is wrong and what to do about it. */
type Finding = { ok: string } | { problem: string }

/** Checks everything, tells a line a finding, and returns the number of problems. */
export async function examine(say: (line: string) => void): Promise<number> {
  let problems = 0
  const tell = (finding: Finding) => {
    if ('problem' in finding) problems++
    say('ok' in finding ? `ok       ${finding.ok}` : `PROBLEM  ${finding.problem}`)
  }
  const guarded = async (check: () => Promise<Finding[]>) => {
    const findings = await check().catch((cause: unknown) => [
      { problem: cause instanceof Error ? cause.message : String(cause) },
    ])
    for (const finding of findings) tell(finding)
  }
  await guarded(machine)
  const given = process.env['DATABASE_URL']
  const directory = await findDataDirectory(checkout, given ? null : chooseRunAs()).catch((cause: Error) => {
    tell({ problem: cause.message })
    return null
  })
  if (directory) await guarded(() => dataDirectory(directory))
  await guarded(() => (given ? database(given) : embedded(directory)))
  await guarded(port)
  say(problems === 0 ? 'Everything is in order.' : `${problems} ${problems === 1 ? 'problem' : 'problems'}.`)
  return problems
}

async function machine(): Promise<Finding[]> {
  const header = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  const musl = process.platform === 'linux' && !header.header?.glibcVersionRuntime
  return [
    { ok: `Node ${process.versions.node} on ${process.platform}-${process.arch}.` },
    musl
      ? {
          problem:
            'This Linux has no glibc, which the embedded PostgreSQL needs. Use a Debian-based system or image, or set DATABASE_URL.',
        }
      : { ok: 'The system libraries fit the programs that npm installed.' },
  ]
}

const spaceNeededBytes = 1_000_000_000

async function dataDirectory(directory: string): Promise<Finding[]> {
  const writable = await access(directory, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  const { bavail, bsize } = await statfs(directory)
  const free = `${Math.round((bavail * bsize) / 1_000_000)} MB free`
  return [
    writable
      ? { ok: `The data directory is ${directory}.` }
      : {
          problem: `The data directory ${directory} cannot be written by this user. Change its owner, or set THROUGHLINE_DATA.`,
        },
    bavail * bsize >= spaceNeededBytes
      ? { ok: `Its disk has ${free}.` }
      : {
          problem: `Its disk has only ${free}. Make room: PostgreSQL stops accepting changes when the disk is full.`,
        },
  ]
}

/** Looks into the embedded database: the running one, or one started for the moment; a new one is not made. */
async function embedded(directory: string | null): Promise<Finding[]> {
  const binaries = await prepareBinaries(chooseRunAs(), directory ?? checkout)
  const found: Finding[] = [{ ok: `The embedded PostgreSQL ${binaries.version} is installed.` }]
  if (!directory) return found
  const made = await readFile(join(directory, 'password')).then(
    () => true,
    () => false,
  )
  if (!made) return [...found, { ok: 'There is no database yet; the first "npm start" makes it.' }]
  try {
    const postgres = await startEmbedded({ directory, durable: true, report: () => undefined })
    try {
      return [...found, { ok: 'Throughline is not running.' }, ...(await database(postgres.ownerUrl))]
    } finally {
      await postgres.stop()
    }
  } catch (cause) {
    if (!(cause instanceof DirectoryInUse)) throw cause
    const running: Finding = { ok: `Throughline is running (process ${cause.pid}).` }
    return [...found, running, ...(await database(await runningOwnerUrl(directory)))]
  }
}

/** Whether the port is free, or taken by the program itself. */
async function port(): Promise<Finding[]> {
  const address = listenAddress()
  const words = `${address.host}:${address.port}`
  const probe = createServer()
  const code = await new Promise<string | null>((resolve) => {
    probe.once('error', (cause: NodeJS.ErrnoException) => resolve(cause.code ?? cause.message))
    probe.listen(address.port, address.host, () => probe.close(() => resolve(null)))
  })
  if (code === null) return [{ ok: `The address ${words} is free.` }]
  const alive = await fetch(`http://${words}/healthz`, { signal: AbortSignal.timeout(2_000) })
    .then((response) => response.json())
    .catch(() => null)
  if ((alive as { status?: unknown } | null)?.status === 'alive') {
    return [{ ok: `Throughline answers on ${words}.` }]
  }
  return [
    {
      problem: `Throughline cannot listen on ${words} (${code}). Stop what uses it, or set HOST and PORT to another address.`,
    },
  ]
}

/** Looks into a database as its owner, and then as the program would. */
async function database(ownerUrl: string): Promise<Finding[]> {
  return withClient(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{
      version: string
      name: string
      apart: number
      connections: number
    }>(`
      select current_setting('server_version') as version,
             current_database() as name,
             extract(epoch from clock_timestamp())::float8 as apart,
             current_setting('max_connections')::int as connections`)
    const server = rows[0]
    const before = await findingsBefore(owner)
    return [
      { ok: `The database ${server?.name} answers (PostgreSQL ${server?.version}).` },
      ...before.map((problem) => ({ problem })),
      clock(server?.apart ?? 0),
      connections(server?.connections ?? 0),
      ...(await safety(owner)),
      ...(await rights(owner)),
      ...(await history(owner, ownerUrl)),
    ]
  })
}

const apartSecondsMax = 2

/** Instants are taken from this machine and compared with the database's: they must tell the same time. */
function clock(databaseSeconds: number): Finding {
  const apart = Math.abs(Date.now() / 1_000 - databaseSeconds)
  return apart <= apartSecondsMax
    ? { ok: 'The clocks of this machine and of the database agree.' }
    : {
        problem: `The clocks of this machine and of the database are ${Math.round(apart)} s apart. Set both by NTP.`,
      }
}

const connectionsNeeded = 40

function connections(max: number): Finding {
  return max >= connectionsNeeded
    ? { ok: `The database allows ${max} connections.` }
    : {
        problem: `The database allows only ${max} connections and one Throughline uses up to ${connectionsNeeded}. Raise max_connections.`,
      }
}

/** Settings under which PostgreSQL may lose what it has confirmed. */
async function safety(owner: pg.Client): Promise<Finding[]> {
  const { rows } = await owner.query<{ name: string; setting: string }>(`
    select name, setting
    from pg_settings
    where name in ('fsync', 'full_page_writes', 'synchronous_commit')
      and setting = 'off'
    order by name`)
  if (rows.length === 0) return [{ ok: 'A confirmed change is on the disk.' }]
  return rows.map(({ name }) => ({
    problem: `The setting ${name} is off: a power cut can lose confirmed changes. Set it to on.`,
  }))
}

async function rights(owner: pg.Client): Promise<Finding[]> {
  const { rows } = await owner.query<{ user: string; exists: boolean; create: boolean; schema: boolean }>(
    `select current_user as user,
            exists (select 1 from pg_roles where rolname = $1) as exists,
            rolsuper or rolcreaterole as create,
            has_database_privilege(current_database(), 'create') as schema
     from pg_roles
     where rolname = current_user`,
    [runtimeRole],
  )
  const role = rows[0]
  const findings: Finding[] = []
  if (!role?.exists && !role?.create) {
    findings.push({
      problem: `The role ${runtimeRole} does not exist and ${role?.user} may not create it. As an administrator run: create role ${runtimeRole} nologin; grant ${runtimeRole} to ${role?.user};`,
    })
  }
  if (!role?.schema) {
    findings.push({
      problem: `${role?.user} may not create schemas. As an administrator run: grant create on database … to ${role?.user};`,
    })
  }
  return findings.length > 0 ? findings : [{ ok: `${role?.user} may create what the migrations need.` }]
}

/** Whether this version of the program fits the tables, and whether the tables keep tenants apart. */
async function history(owner: pg.Client, ownerUrl: string): Promise<Finding[]> {
  const files = await readMigrations(`${checkout}database/migrations`)
  const { rows } = await owner.query<{ made: boolean }>(
    `select to_regclass('kernel.migration') is not null as made`,
  )
  if (!rows[0]?.made) return [{ ok: 'The database is empty; the next start makes the tables.' }]
  const applied = await owner.query<{ number: number; name: string; sha256: string }>(
    'select number, name, sha256 from kernel.migration order by number',
  )
  const problem = historyProblem(files, applied.rows)
  if (problem) return [{ problem }]
  const pending = files.length - applied.rows.length
  const state = pending === 0 ? 'The tables are up to date.' : `The next start applies ${pending} migrations.`
  const findings = await withClient(runtimeUrl(ownerUrl), findingsOfRuntime)
  return findings.length > 0
    ? findings.map((finding) => ({ problem: finding }))
    : [
        { ok: state },
        {
          ok: `The program works as ${runtimeRole}, which owns nothing; row-level security is forced on every tenant's table.`,
        },
      ]
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connectOnce(url)
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
