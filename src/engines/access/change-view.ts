import { EVERYONE } from '#kernel/contract.ts'
import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { changeView as contract } from './contract.ts'
import { requireRole } from './role-table.ts'
import type { AccessTables } from './schema.ts'
import { lockView } from './view-table.ts'

const db = tables<AccessTables>()

export const changeView = handle(contract, async (ctx, { viewId, name, sharedWith }) => {
  const { tx } = ctx
  const before = await lockView(ctx, viewId)
  const after = {
    name: name ?? before.name,
    sharedWith: sharedWith === undefined ? before.sharedWith : sharedWith,
  }
  if (after.sharedWith !== null && after.sharedWith !== EVERYONE) await requireRole(tx, after.sharedWith)
  const other = await tx.maybe(
    db
      .selectFrom('access.view')
      .select('id')
      .where('owner_id', '=', before.ownerId)
      .where('list', '=', before.list)
      .where('name', '=', after.name)
      .where('id', '<>', viewId),
  )
  if (other) throw new Refused('view_name_taken', { name: after.name })
  await tx.run(
    db
      .updateTable('access.view')
      .set({ name: after.name, shared_with: after.sharedWith })
      .where('id', '=', viewId),
  )
  const { name: was, sharedWith: shown } = before
  return {
    output: { viewId, ...after },
    touched: [{ type: 'view', id: viewId, before: { name: was, sharedWith: shown }, after }],
  }
})
