import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { json, sql } from '#kernel/sql.ts'
import { saveView as contract } from './contract.ts'

export const saveView = handle(contract, async ({ tx, call }, { list, name, values }) => {
  const { viewId } = await tx.one(sql<{ viewId: string }>`
    insert into access.view (id, owner_id, list, name, values, created_at)
    values (${newId()}, ${call.actorId}, ${list}, ${name}, ${json(values)}, ${call.now})
    on conflict on constraint view_name_taken do update set values = excluded.values
    returning id as "viewId"`)
  return {
    output: { viewId, name },
    touched: [{ type: 'view', id: viewId, after: { list, name, values } }],
  }
})
