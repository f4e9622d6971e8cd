import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { addRole as contract } from './contract.ts'

export const addRole = handle(contract, async ({ tx }, { code, name }) => {
  const added = await tx.run(sql`
    insert into people.delivery_role (code, name)
    values (${code}, ${name})
    on conflict (tenant_id, code) do nothing`)
  if (added === 0) throw new Refused('role_code_taken', { code })
  return { output: { code }, touched: [{ type: 'delivery_role', id: code, after: { code, name } }] }
})
