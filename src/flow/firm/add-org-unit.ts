import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { addOrgUnit as contract } from './contract.ts'
import type { FirmTables } from './schema.ts'

const db = tables<FirmTables>()

export const addOrgUnit = handle(contract, async ({ tx }, unit) => {
  const orgUnitId = newId()
  const added = await tx.run(
    db
      .insertInto('firm.org_unit')
      .values({ id: orgUnitId, ...unit })
      .onConflict((row) => row.columns(['tenant_id', 'code']).doNothing()),
  )
  if (added === 0) throw new Refused('org_unit_code_taken', { code: unit.code })
  return { output: { orgUnitId }, touched: [{ type: 'org_unit', id: orgUnitId, after: unit }] }
})
