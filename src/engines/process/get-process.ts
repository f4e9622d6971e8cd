import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { getProcess as contract } from './contract.ts'
import { graphOf } from './store/graphs.ts'

type Row = {
  readonly id: string
  readonly key: string
  readonly version: number
  readonly name: string
  readonly versionTag: string | null
  readonly resource: string
  readonly documentation: string
  readonly properties: Record<string, string>
  readonly latest: boolean
  readonly hash: string
  readonly xml: string
  readonly deployedAt: Temporal.Instant
  readonly deployedBy: string
}

export const getProcess = answer(contract, async ({ tx }, { definitionId }) => {
  const found = await tx.maybe(sql<Row>`
    select id, key, version, name, version_tag as "versionTag", resource, documentation, properties, latest, hash, xml,
      deployed_at as "deployedAt", deployed_by as "deployedBy"
    from process.definition
    where tenant_id = kernel.tenant_id() and id = ${definitionId}`)
  if (!found) throw new Refused('process_not_found', { key: definitionId })
  const { nodes } = await graphOf(tx, definitionId)
  const barred = nodes.flatMap(({ id: element, name, barred: message }) =>
    message === undefined ? [] : [{ element, name, message }],
  )
  return { ...found, barred }
})
