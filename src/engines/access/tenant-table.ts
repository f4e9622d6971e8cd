/** The firms of this installation. */
import { sql, type Tx } from '#kernel/sql.ts'

export interface Tenant {
  readonly id: string
  readonly slug: string
  readonly name: string
}

/** Every tenant, oldest first: for what the server does for all of them in turn. */
export function tenants(tx: Tx): Promise<Tenant[]> {
  return tx.rows(sql<Tenant>`select id, slug, name from access.tenant order by id`)
}
