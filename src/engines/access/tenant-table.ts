/** The firms of this installation. */
import { type RowOf, type Tx, tables } from '#kernel/sql.ts'
import type { AccessTables } from './schema.ts'

const db = tables<AccessTables>()

const tenantRows = db.selectFrom('access.tenant').select(['id', 'slug', 'name'])

export type Tenant = RowOf<typeof tenantRows>

/** Every tenant, oldest first: for what the server does for all of them in turn. */
export function tenants(tx: Tx): Promise<Tenant[]> {
  return tx.rows(tenantRows.orderBy('id'))
}
