import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { setTaxRule as contract } from './contract.ts'
import { entityById } from './entity-table.ts'

export const setTaxRule = handle(contract, async ({ tx }, rule) => {
  const { entityId, clientCountry, taxCodeId } = rule
  await entityById(tx, entityId)
  const known = await tx.maybe(sql`
    select id
    from firm.tax_code
    where entity_id = ${entityId} and id = ${taxCodeId}`)
  if (!known) throw new Refused('tax_code_not_found', { entityId, taxCodeId })
  const before = await tx.maybe(sql<{ taxCodeId: string }>`
    select tax_code_id as "taxCodeId"
    from firm.tax_rule
    where entity_id = ${entityId} and client_country = ${clientCountry}`)
  await tx.run(sql`
    insert into firm.tax_rule (entity_id, client_country, tax_code_id)
    values (${entityId}, ${clientCountry}, ${taxCodeId})
    on conflict (tenant_id, entity_id, client_country)
    do update set tax_code_id = excluded.tax_code_id`)
  return {
    output: rule,
    touched: [
      {
        type: 'legal_entity',
        id: entityId,
        before: { taxRule: { clientCountry, ...before } },
        after: { taxRule: rule },
      },
    ],
  }
})
