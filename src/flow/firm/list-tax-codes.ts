import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listTaxCodes as contract } from './contract.ts'
import type { TaxCodeTable } from './schema.ts'

interface ListedTaxCode {
  readonly id: string
  readonly entityId: string
  readonly code: string
  readonly name: string
  /** Per cent of the net amount, decimal text. */
  readonly percent: string
  /** What the law wants printed on the invoice. */
  readonly note: string
  readonly category: TaxCodeTable['category']
  readonly clientCountries: string[]
}

export const listTaxCodes = answer(contract, ({ tx }, { entityId, ...page }) =>
  list<ListedTaxCode>(
    tx,
    {
      from: sql`
        select t.id, t.entity_id as "entityId", t.code, t.name, t.category, t.percent, t.note,
          array(
            select r.client_country
            from firm.tax_rule r
            where r.tax_code_id = t.id
            order by r.client_country) as "clientCountries"
        from firm.tax_code t`,
      where: [entityId === undefined ? undefined : sql`q."entityId" = ${entityId}`],
      sorts: { code: 'code' },
    },
    page,
  ),
)
