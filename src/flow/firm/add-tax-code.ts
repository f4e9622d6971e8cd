import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { addTaxCode as contract } from './contract.ts'
import { entityById } from './entity-table.ts'
import type { FirmTables } from './schema.ts'

const db = tables<FirmTables>()

export const addTaxCode = handle(contract, async ({ tx }, tax) => {
  await entityById(tx, tax.entityId)
  const taxCodeId = newId()
  const added = await tx.run(
    db
      .insertInto('firm.tax_code')
      .values({
        id: taxCodeId,
        entity_id: tax.entityId,
        code: tax.code,
        name: tax.name,
        category: tax.category,
        percent: tax.percent,
        note: tax.note,
      })
      .onConflict((row) => row.columns(['tenant_id', 'entity_id', 'code']).doNothing()),
  )
  if (added === 0) throw new Refused('tax_code_taken', { code: tax.code })
  return { output: { taxCodeId }, touched: [{ type: 'tax_code', id: taxCodeId, after: tax }] }
})
