import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { setTaxRule as contract } from './contract.ts'
import { entityById } from './entity-table.ts'
import type { FirmTables } from './schema.ts'

const db = tables<FirmTables>()

export const setTaxRule = handle(contract, async ({ tx }, rule) => {
  const { entityId, clientCountry, taxCodeId } = rule
  await entityById(tx, entityId)
  const known = await tx.maybe(
    db.selectFrom('firm.tax_code').select('id').where('entity_id', '=', entityId).where('id', '=', taxCodeId),
  )
  if (!known) throw new Refused('tax_code_not_found', { entityId, taxCodeId })
  const before = await tx.maybe(
    db
      .selectFrom('firm.tax_rule')
      .select('tax_code_id as taxCodeId')
      .where('entity_id', '=', entityId)
      .where('client_country', '=', clientCountry),
  )
  await tx.run(
    db
      .insertInto('firm.tax_rule')
      .values({ entity_id: entityId, client_country: clientCountry, tax_code_id: taxCodeId })
      .onConflict((row) =>
        row.columns(['tenant_id', 'entity_id', 'client_country']).doUpdateSet({ tax_code_id: taxCodeId }),
      ),
  )
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
