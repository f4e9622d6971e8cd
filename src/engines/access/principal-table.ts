/** Rows of principals. */
import { Refused } from '#kernel/refusal.ts'
import { type RowOf, sql, type Tx, tables } from '#kernel/sql.ts'
import type { AccessTables } from './schema.ts'

const db = tables<AccessTables>()

const columns = ['id', 'kind', 'name', 'email', 'locale', 'active', 'revision'] as const

const principalRows = db.selectFrom('access.principal').select(columns)

export type Principal = RowOf<typeof principalRows>

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
  const { id, kind, name, email = null, locale = 'en', createdAt } = fresh
  const inserted = await tx.maybe(
    db
      .insertInto('access.principal')
      .values({ id, kind, name, email, locale, created_at: createdAt })
      .onConflict((row) => row.columns(['tenant_id', 'email']).where('email', 'is not', null).doNothing())
      .returning(columns),
  )
  if (!inserted) throw new Refused('email_taken', { email: fresh.email })
  return inserted
}

/** Locks a principal until the transaction ends; refuses one that is not there. */
export async function lockPrincipal(tx: Tx, principalId: string): Promise<Principal> {
  const found = await tx.maybe(
    principalRows.where('id', '=', principalId).where('kind', '<>', 'process').forUpdate(),
  )
  if (!found) throw new Refused('principal_not_found', { principalId })
  return found
}

/** The same; refuses one that was deactivated, too. */
export async function lockActivePrincipal(tx: Tx, principalId: string): Promise<Principal> {
  const found = await lockPrincipal(tx, principalId)
  if (!found.active) throw new Refused('principal_inactive', { principalId })
  return found
}

export function findPrincipal(tx: Tx, principalId: string): Promise<Principal | undefined> {
  return tx.maybe(principalRows.where('id', '=', principalId))
}

/** The principal the processes of a tenant act as; made when it is first asked for. */
export async function processPrincipal(tx: Tx): Promise<string> {
  const found = await tx.maybe(principalRows.where('kind', '=', 'process'))
  if (found) return found.id
  const made = await tx.one(sql<{ id: string }>`
    insert into access.principal (id, kind, name, created_at)
    values (kernel.new_id(), 'process', 'Process', now())
    on conflict (tenant_id) where kind = 'process' do update set kind = excluded.kind
    returning id`)
  return made.id
}
