import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listIncidents as contract } from './contract.ts'
import type { Settled } from './step/event.ts'

type Row = {
  readonly id: string
  readonly instanceId: string
  readonly processKey: string
  readonly businessKey: string | null
  readonly node: string
  readonly code: string
  readonly message: string
  readonly values: Record<string, never>
  readonly ownerRole: string
  readonly openedAt: Temporal.Instant
  readonly closedAt: Temporal.Instant | null
  readonly outcome: Settled | null
}

export const listIncidents = answer(contract, ({ tx }, { open, key, code, ...page }) =>
  list<Row>(
    tx,
    {
      from: sql`
        select n.id, n.instance_id as "instanceId", n.process_key as "processKey", i.business_key as "businessKey",
          n.node, n.code, n.message, n.values, n.owner_role as "ownerRole", n.opened_at as "openedAt",
          n.closed_at as "closedAt", n.outcome
        from process.incident n
        join process.instance i on i.tenant_id = n.tenant_id and i.id = n.instance_id
        where n.tenant_id = kernel.tenant_id()`,
      where: [
        sql`(q."closedAt" is null) = ${open}`,
        key === undefined ? undefined : sql`q."processKey" = ${key}`,
        code === undefined ? undefined : sql`q.code = ${code}`,
      ],
      sorts: { openedAt: 'openedAt' },
      groups: {
        processKey: { by: 'processKey' },
        code: { by: 'code' },
        ownerRole: { by: 'ownerRole' },
      },
    },
    page,
  ),
)
