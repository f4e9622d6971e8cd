import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { addRole as contract } from './contract.ts'
import type { PeopleTables } from './schema.ts'

const db = tables<PeopleTables>()

export const addRole = handle(contract, async ({ tx }, { code, name }) => {
  const added = await tx.run(
    db
      .insertInto('people.delivery_role')
      .values({ code, name })
      .onConflict((row) => row.columns(['tenant_id', 'code']).doNothing()),
  )
  if (added === 0) throw new Refused('role_code_taken', { code })
  return { output: { code }, touched: [{ type: 'delivery_role', id: code, after: { code, name } }] }
})
