import { answer } from '#kernel/handle.ts'
import { anyOf, sql, tables } from '#kernel/sql.ts'
import { whoAmI as contract } from './contract.ts'
import { delegationsTo } from './delegation-table.ts'
import { mayRun } from './may-run.ts'
import { findPrincipal } from './principal-table.ts'
import { assignmentsFrom } from './role-table.ts'
import { shippedRoles } from './roles.ts'
import type { AccessTables } from './schema.ts'

const db = tables<AccessTables>()

export const whoAmI = answer(contract, async ({ tx, call, registry }) => {
  const { actorId, onBehalfOf, today } = call
  const actor = await findPrincipal(tx, actorId)
  const other = onBehalfOf ? await findPrincipal(tx, onBehalfOf) : undefined
  if (!actor) throw new Error(`the permission check let ${actorId} in, who does not exist`)
  const tenant = await tx.one(
    db
      .selectFrom('access.tenant')
      .select(['id', 'slug', 'name'])
      .where('id', '=', sql<string>`kernel.tenant_id()`),
  )
  const held = (await assignmentsFrom(tx, onBehalfOf ?? actorId, today)).filter(
    (one) => one.validFrom <= today,
  )
  const names = held.map(({ role }) => role)
  const titles = await tx.rows(
    db.selectFrom('access.role').select(['name', 'title']).where('name', '=', anyOf(names)),
  )
  const titleOf = (role: string) =>
    shippedRoles[role] ?? titles.find(({ name }) => name === role)?.title ?? role
  const may = await mayRun({ tx, call, registry })
  const { id: principalId, kind, name, email, locale } = actor
  return {
    principalId,
    kind,
    name,
    email,
    locale,
    onBehalfOf: other === undefined ? null : { principalId: other.id, name: other.name },
    tenant,
    mayActFor: await delegationsTo(tx, actorId, today),
    roles: held.map(({ role, scope }) => ({ role, title: titleOf(role), scope })),
    may: [...may].map(([name, scope]) => ({ name, scope })),
  }
})
