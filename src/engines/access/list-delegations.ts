import type { PlainDate } from '#kernel/dates.ts'
import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listDelegations as contract } from './contract.ts'

interface Row {
  readonly id: string
  readonly fromId: string
  readonly fromName: string
  readonly toId: string
  readonly toName: string
  readonly commands: string[] | null
  readonly validFrom: PlainDate
  readonly validTo: PlainDate
  readonly revokedAt: Temporal.Instant | null
}

const rows = sql`
  select d.id, d.from_id as "fromId", giver.name as "fromName", d.to_id as "toId", taker.name as "toName", d.commands,
    d.valid_from as "validFrom", d.valid_to as "validTo", d.revoked_at as "revokedAt"
  from access.delegation d
  join access.principal giver on giver.tenant_id = d.tenant_id and giver.id = d.from_id
  join access.principal taker on taker.tenant_id = d.tenant_id and taker.id = d.to_id
  where d.tenant_id = kernel.tenant_id()`

export const listDelegations = answer(
  contract,
  async ({ tx, call, scope }, { principalId, ended, ...page }) => {
    const partyTo = (id: string) => sql`${id}::uuid in (q."fromId", q."toId")`
    const { items, nextCursor } = await list<Row>(
      tx,
      {
        from: rows,
        where: [
          scope === 'own' ? partyTo(call.actorId) : undefined,
          principalId === undefined ? undefined : partyTo(principalId),
          ended ? undefined : sql`q."revokedAt" is null and q."validTo" >= ${call.today}`,
        ],
        sorts: { validFrom: 'validFrom', validTo: 'validTo' },
      },
      page,
    )
    return {
      items: items.map(({ fromId, fromName, toId, toName, ...row }) => ({
        ...row,
        from: { id: fromId, name: fromName },
        to: { id: toId, name: toName },
      })),
      nextCursor,
    }
  },
)
