import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, tables } from '#kernel/sql.ts'
import { close } from './contract.ts'
import { type Contract, lockContracts } from './contract-table.ts'
import type { ContractsTables } from './schema.ts'

const db = tables<ContractsTables>()

export const closeContract = handle(close, async (ctx, { contractId }) => {
  const [before] = (await lockContracts(ctx.tx, [contractId])) as [Contract]
  ctx.checkRevision(before.revision)
  const { number, state } = before
  if (state !== 'active') throw new Refused('contract_not_active', { number, state })
  const open = await ctx.tx.rows(sql`
    select from contracts.contract_line as line
    where line.tenant_id = kernel.tenant_id() and line.contract_id = ${contractId}
      and (
        exists (
          select from contracts.milestone
          where milestone.tenant_id = line.tenant_id and milestone.contract_line_id = line.id and milestone.billing_status <> 'invoice_posted')
        or exists (
          select from contracts.fee
          where fee.tenant_id = line.tenant_id and fee.contract_line_id = line.id and fee.billing_status <> 'invoice_posted'))
    limit 1`)
  if (open.length > 0) throw new Refused('contract_has_open_billing', { number })
  const revision = before.revision + 1
  await ctx.tx.run(
    db.updateTable('contracts.contract').set({ state: 'closed', revision }).where('id', '=', contractId),
  )
  return {
    output: { contractId, state: 'closed' as const, revision },
    touched: [{ type: 'contract', id: contractId, before: { state }, after: { state: 'closed' } }],
    events: [{ type: 'contracts.closed', key: contractId, payload: { contractId } }],
  }
})
