import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listInstances as contract } from './contract.ts'

type Row = {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly version: number
  readonly status: 'active' | 'completed' | 'cancelled'
  readonly businessKey: string | null
  readonly parentId: string | null
  readonly incidents: number
  readonly suspended: boolean
  readonly startedBy: string
  readonly startedAt: Temporal.Instant
  readonly updatedAt: Temporal.Instant
  readonly endedAt: Temporal.Instant | null
}

export const instances = answer(
  contract,
  ({ tx }, { key, status, businessKey, troubled, suspended, ...page }) =>
    list<Row>(
      tx,
      {
        from: sql`
        select i.id, i.process_key as key, d.name, d.version, i.status, i.business_key as "businessKey",
          i.parent_id as "parentId", i.incident_count as incidents, s.instance_id is not null as suspended,
          i.started_by as "startedBy",
          i.started_at as "startedAt", i.updated_at as "updatedAt", i.ended_at as "endedAt"
        from process.instance i
        join process.definition d on d.tenant_id = i.tenant_id and d.id = i.definition_id
        left join process.suspension s on s.tenant_id = i.tenant_id and s.instance_id = i.id
        where i.tenant_id = kernel.tenant_id()`,
        where: [
          key === undefined ? undefined : sql`q.key = ${key}`,
          status === undefined ? undefined : sql`q.status = ${status}`,
          businessKey === undefined ? undefined : sql`q."businessKey" = ${businessKey}`,
          troubled === undefined ? undefined : sql`(q.incidents > 0) = ${troubled}`,
          suspended === undefined ? undefined : sql`q.suspended = ${suspended}`,
        ],
        sorts: { startedAt: 'startedAt', updatedAt: 'updatedAt' },
      },
      page,
    ),
)
