import { EVERYONE } from '#kernel/contract.ts'
import { answer } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { listViews as contract } from './contract.ts'
import { rolesHeld } from './may-run.ts'

interface ViewRow {
  readonly id: string
  readonly name: string
  readonly values: Record<string, string>
  readonly sharedWith: string | null
  readonly own: boolean
  readonly ownerName: string
}

/** One's own first. A view shows nothing by itself: whoever opens it sees what their rights let them see. */
export const listViews = answer(contract, async ({ tx, call }, { list }) => {
  const audiences = [EVERYONE, ...(await rolesHeld(tx, call.actorId, call.today))]
  const items = await tx.rows(sql<ViewRow>`
    select view.id, view.name, view.values, view.shared_with as "sharedWith", view.owner_id = ${call.actorId} as own,
      owner.name as "ownerName"
    from access.view
      join access.principal as owner on owner.tenant_id = view.tenant_id and owner.id = view.owner_id
    where view.tenant_id = kernel.tenant_id() and view.list = ${list}
      and (view.owner_id = ${call.actorId} or view.shared_with = any(${audiences}::text[]))
    order by own desc, view.name, view.id`)
  return { items }
})
