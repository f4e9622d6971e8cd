import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listProcesses as contract } from './contract.ts'

type Row = {
  readonly id: string
  readonly key: string
  readonly version: number
  readonly name: string
  readonly versionTag: string | null
  readonly resource: string
  readonly properties: Record<string, string>
  readonly latest: boolean
  readonly activeInstances: number
  readonly deployedAt: Temporal.Instant
  readonly deployedBy: string
}

export const listProcesses = answer(contract, ({ tx }, { key, versions, ...page }) =>
  list<Row>(
    tx,
    {
      from: sql`
        select d.id, d.key, d.version, d.name, d.version_tag as "versionTag", d.resource, d.properties, d.latest,
          d.deployed_at as "deployedAt", d.deployed_by as "deployedBy",
          (
            select count(*)::integer
            from process.instance i
            where i.tenant_id = d.tenant_id and i.definition_id = d.id and i.status = 'active') as "activeInstances"
        from process.definition d
        where d.tenant_id = kernel.tenant_id()`,
      where: [
        key === undefined ? undefined : sql`q.key = ${key}`,
        versions === 'latest' ? sql`q.latest` : undefined,
      ],
      sorts: { name: 'name', deployedAt: 'deployedAt' },
    },
    page,
  ),
)
