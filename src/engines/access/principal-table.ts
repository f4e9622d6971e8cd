/** Rows of principals. */
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'

export interface Principal {
  readonly id: string
  readonly kind: 'person' | 'service' | 'process'
  readonly name: string
  readonly email: string | null
  readonly locale: string
  readonly active: boolean
  readonly revision: number
}

const columns = sql`id, kind, name, email, locale, active, revision`

export interface NewPrincipal {
  readonly id: string
  readonly kind: Principal['kind']
  readonly name: string
  readonly email?: string
  readonly locale?: string
  readonly createdAt: Temporal.Instant
}

/** Inserts a principal; refuses an address somebody else signs in with. */
export async function insertPrincipal(tx: Tx, fresh: NewPrincipal): Promise<Principal> {
  const inserted = await tx.maybe(sql<Principal>`
    insert into access.principal (id, kind, name, email, locale, created_at)
    values (${fresh.id}, ${fresh.kind}, ${fresh.name}, ${fresh.email ?? null}, ${fresh.locale ?? 'en'}, ${fresh.createdAt})
    on conflict (tenant_id, email) where email is not null do nothing
    returning ${columns}`)
  if (!inserted) throw new Refused('email_taken', { email: fresh.email })
  return inserted
}

/** Locks a principal until the transaction ends; refuses one that is not there or was deactivated. */
export async function lockActivePrincipal(tx: Tx, principalId: string): Promise<Principal> {
  const found = await tx.maybe(sql<Principal>`
    select ${columns}
    from access.principal
    where tenant_id = kernel.tenant_id() and id = ${principalId} and kind <> 'process'
    for update`)
  if (!found) throw new Refused('principal_not_found', { principalId })
  if (!found.active) throw new Refused('principal_inactive', { principalId })
  return found
}

export function findPrincipal(tx: Tx, principalId: string): Promise<Principal | undefined> {
  return tx.maybe(sql<Principal>`
    select ${columns}
    from access.principal
    where tenant_id = kernel.tenant_id() and id = ${principalId}`)
}

/** The principal the processes of a tenant act as; made when it is first asked for. */
export async function processPrincipal(tx: Tx): Promise<string> {
  const found = await tx.maybe(sql<{ id: string }>`
    select id from access.principal where tenant_id = kernel.tenant_id() and kind = 'process'`)
  if (found) return found.id
  const made = await tx.one(sql<{ id: string }>`
    insert into access.principal (id, kind, name, created_at)
    values (kernel.new_id(), 'process', 'Process', now())
    on conflict (tenant_id) where kind = 'process' do update set kind = excluded.kind
    returning id`)
  return made.id
}
