import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { addTaxCode as contract } from './contract.ts'
import { entityById } from './entity-table.ts'

export const addTaxCode = handle(contract, async ({ tx }, tax) => {
  await entityById(tx, tax.entityId)
  const taxCodeId = newId()
  const added = await tx.run(sql`
    insert into firm.tax_code (id, entity_id, code, name, category, percent, note)
    values (${taxCodeId}, ${tax.entityId}, ${tax.code}, ${tax.name}, ${tax.category}, ${tax.percent}, ${tax.note})
    on conflict (tenant_id, entity_id, code) do nothing`)
  if (added === 0) throw new Refused('tax_code_taken', { code: tax.code })
  return { output: { taxCodeId }, touched: [{ type: 'tax_code', id: taxCodeId, after: tax }] }
})
