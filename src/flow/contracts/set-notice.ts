import { handle } from '#kernel/handle.ts'
import { nextRevision, tables } from '#kernel/sql.ts'
import { setNotice as contract } from './contract.ts'
import { type Contract, lockContracts } from './contract-table.ts'
import type { ContractsTables } from './schema.ts'

const db = tables<ContractsTables>()

export const setContractNotice = handle(contract, async (ctx, { contractId, noticeDays }) => {
  const [before] = (await lockContracts(ctx.tx, [contractId])) as [Contract]
  ctx.checkRevision(before.revision)
  const { revision } = await ctx.tx.one(
    db
      .updateTable('contracts.contract')
      .set({ notice_days: noticeDays, revision: nextRevision })
      .where('id', '=', contractId)
      .returning('revision'),
  )
  return {
    output: { contractId, noticeDays, revision },
    touched: [{ type: 'contract', id: contractId, after: { noticeDays } }],
  }
})
