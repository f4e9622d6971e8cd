/** Rows of views. */
import type { Context } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'

export interface View {
  readonly id: string
  readonly ownerId: string
  readonly list: string
  readonly name: string
  readonly sharedWith: string | null
}

/** Locks a view until commit. Refuses `view_not_found`, also where it is another's and only one's own may be changed. */
export async function lockView(
  { tx, call, scope }: Pick<Context, 'tx' | 'call' | 'scope'>,
  viewId: string,
): Promise<View> {
  const found = await tx.maybe(sql<View>`
    select id, owner_id as "ownerId", list, name, shared_with as "sharedWith"
    from access.view
    where tenant_id = kernel.tenant_id() and id = ${viewId}
    for no key update`)
  if (!found || (scope === 'own' && found.ownerId !== call.actorId))
    throw new Refused('view_not_found', { viewId })
  return found
}
