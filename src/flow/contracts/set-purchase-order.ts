import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { setPurchaseOrder as contract } from './contract.ts'
import { type Contract, lockContracts } from './contract-table.ts'
import type { ContractsTables } from './schema.ts'
import { orderRefusal } from './terms.ts'

const db = tables<ContractsTables>()

export const setPurchaseOrder = handle(contract, async (ctx, { contractId, purchaseOrder }) => {
  const [before] = (await lockContracts(ctx.tx, [contractId])) as [Contract]
  ctx.checkRevision(before.revision)
  refuseIf(orderRefusal(before.state), { number: before.number, state: before.state })
  const revision = before.revision + 1
  await ctx.tx.run(
    db
      .updateTable('contracts.contract')
      .set({ purchase_order: purchaseOrder, revision })
      .where('id', '=', contractId),
  )
  return {
    output: { contractId, purchaseOrder, revision },
    touched: [
      {
        type: 'contract',
        id: contractId,
        before: { purchaseOrder: before.purchaseOrder },
        after: { purchaseOrder },
      },
    ],
    events: [{ type: 'contracts.purchaseOrderSet', key: contractId, payload: { contractId, purchaseOrder } }],
  }
})
