import { handle } from '#kernel/handle.ts'
import { tables } from '#kernel/sql.ts'
import { deleteView as contract } from './contract.ts'
import type { AccessTables } from './schema.ts'
import { lockView } from './view-table.ts'

const db = tables<AccessTables>()

export const deleteView = handle(contract, async (ctx, { viewId }) => {
  const { list, name, sharedWith } = await lockView(ctx, viewId)
  await ctx.tx.run(db.deleteFrom('access.view').where('id', '=', viewId))
  return {
    output: { viewId },
    touched: [{ type: 'view', id: viewId, before: { list, name, sharedWith }, after: null }],
  }
})
