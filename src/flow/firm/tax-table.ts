/** Which tax an entity charges, as other rooms ask for it. */
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx, tables } from '#kernel/sql.ts'
import type { FirmTables } from './schema.ts'

const db = tables<FirmTables>()

export interface TaxCode {
  readonly id: string
  readonly code: string
  readonly name: string
  /** Per cent of the net amount, decimal text. */
  readonly percent: string
  readonly category: string
  /** What the law wants printed on the invoice. */
  readonly note: string
}

/** The tax an entity charges clients of a country: the country's own rule before the rule for all. Refuses `tax_rule_missing`. */
export async function taxCodeFor(tx: Tx, entityId: string, clientCountry: string): Promise<TaxCode> {
  const found = await tx.maybe(sql<TaxCode>`
    select t.id, t.code, t.name, t.percent, t.category, t.note
    from firm.tax_rule r
    join firm.tax_code t on t.id = r.tax_code_id
    where r.entity_id = ${entityId} and r.client_country in (${clientCountry}, '*')
    order by r.client_country = '*'
    limit 1`)
  if (found) return found
  const entity = await tx.maybe(db.selectFrom('firm.legal_entity').select('code').where('id', '=', entityId))
  if (!entity) throw new Refused('entity_not_found', { entityId })
  throw new Refused('tax_rule_missing', { entityId, entityCode: entity.code, clientCountry })
}
