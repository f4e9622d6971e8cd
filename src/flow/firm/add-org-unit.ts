import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { addOrgUnit as contract } from './contract.ts'

export const addOrgUnit = handle(contract, async ({ tx }, unit) => {
  const orgUnitId = newId()
  const added = await tx.run(sql`
    insert into firm.org_unit (id, code, name, kind)
    values (${orgUnitId}, ${unit.code}, ${unit.name}, ${unit.kind})
    on conflict (tenant_id, code) do nothing`)
  if (added === 0) throw new Refused('org_unit_code_taken', { code: unit.code })
  return { output: { orgUnitId }, touched: [{ type: 'org_unit', id: orgUnitId, after: unit }] }
})
