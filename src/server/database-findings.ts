/** What must hold in the database before the program may work on it. Each finding is a sentence with its cure. */

import type { ClientBase } from 'pg'
import { engines, flow, readers } from '../flow/order.ts'

/** The schemas whose tables are ours. */
const schemas = ['kernel', ...engines, ...flow, ...readers]

const versionNeeded = 160_000

/** What is wrong with the server and the owner's rights, before anything is migrated. */
export async function findingsBefore(owner: ClientBase): Promise<string[]> {
  const { rows } = await owner.query<{
    version: number
    words: string
    encoding: string
    writable: boolean
  }>(`
    select current_setting('server_version_num')::int as version,
           current_setting('server_version') as words,
           current_setting('server_encoding') as encoding,
           not pg_is_in_recovery() as writable`)
  const findings: string[] = []
  const server = rows[0]
  if (server && server.version < versionNeeded) {
    findings.push(
      `The database is PostgreSQL ${server.words}; Throughline needs 16 or newer. Point DATABASE_URL at a newer one.`,
    )
  }
  if (server && server.encoding !== 'UTF8') {
    findings.push(
      `The database is encoded in ${server.encoding}. Create one with "create database … encoding 'UTF8' template template0".`,
    )
  }
  if (server && !server.writable) {
    findings.push('The database is a read-only standby. Point DATABASE_URL at the primary.')
  }
  return findings
}

/** What would let the runtime role see or change the rows of another tenant. Ask it of a connection that is the runtime role. */
export async function findingsOfRuntime(runtime: ClientBase): Promise<string[]> {
  return [...(await findingsOfRole(runtime)), ...(await findingsOfTables(runtime))]
}

async function findingsOfRole(runtime: ClientBase): Promise<string[]> {
  const { rows } = await runtime.query<{
    name: string
    super: boolean
    bypass: boolean
    owned: string | null
  }>(
    `select r.rolname as name,
            r.rolsuper as super,
            r.rolbypassrls as bypass,
            (select min(c.oid::regclass::text)
             from pg_class c
             join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = any ($1)
               and c.relkind in ('r', 'p')
               and pg_has_role(r.oid, c.relowner, 'usage')) as owned
     from pg_roles r
     where r.rolname = current_user`,
    [schemas],
  )
  const role = rows[0]
  if (!role) return ['The database does not know the role of this connection.']
  const findings: string[] = []
  if (role.super)
    findings.push(
      `The role ${role.name} is a superuser, so row-level security would not bind it. Run: alter role ${role.name} nosuperuser;`,
    )
  if (role.bypass)
    findings.push(
      `The role ${role.name} bypasses row-level security. Run: alter role ${role.name} nobypassrls;`,
    )
  if (role.owned && !role.super) {
    findings.push(
      `The role ${role.name} has the rights of the owner of ${role.owned}. Give the table to the user of DATABASE_URL ("reassign owned by …") and take memberships from ${role.name} ("revoke … from ${role.name}").`,
    )
  }
  return findings
}

async function findingsOfTables(runtime: ClientBase): Promise<string[]> {
  const { rows } = await runtime.query<{ name: string }>(
    `select c.oid::regclass::text as name
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
     where n.nspname = any ($1)
       and c.relkind in ('r', 'p')
       and not c.relispartition
       and not (c.relrowsecurity and c.relforcerowsecurity)
     order by 1`,
    [schemas],
  )
  return rows.map(
    ({ name }) =>
      `The table ${name} is not under forced row-level security. As its owner run: select kernel.protect('${name}');`,
  )
}
