import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { planMigration as contract } from './contract.ts'
import { migrating, migrationFindings } from './step/migration-findings.ts'
import { graphOf } from './store/graphs.ts'
import type { InstanceRow } from './store/history.ts'
import { versionsToMigrate } from './store/migration-versions.ts'

type Row = Readonly<{
  id: string
  businessKey: string | null
  startedAt: Temporal.Instant
  state: InstanceRow['state']
}>

export const planMigration = answer(contract, async ({ tx }, { from, to, mapping, timers, ...page }) => {
  await versionsToMigrate(tx, from, to)
  const ways = migrating(await graphOf(tx, from), await graphOf(tx, to), { mapping, timers })
  const { items, nextCursor } = await list<Row>(
    tx,
    {
      from: sql`
        select id, business_key as "businessKey", started_at as "startedAt", state
        from process.instance
        where tenant_id = kernel.tenant_id() and definition_id = ${from} and status = 'active'`,
      where: [],
      sorts: { startedAt: 'startedAt' },
    },
    { ...page, sort: 'startedAt' },
  )
  return {
    plan: [...ways.findings],
    items: items.map(({ id, businessKey, startedAt, state }) => ({
      id,
      businessKey,
      startedAt,
      findings: migrationFindings(ways, state),
    })),
    nextCursor,
  }
})
