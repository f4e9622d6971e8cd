import { handle } from '#kernel/handle.ts'
import { type RefusalProblem, Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { migrate as contract } from './contract.ts'
import type { Event } from './step/event.ts'
import { type Migrating, migrating, migrationFindings } from './step/migration-findings.ts'
import { advancing } from './store/advance.ts'
import { graphOf } from './store/graphs.ts'
import type { Instance } from './store/instance.ts'
import { newNames, renameRows } from './store/migrate-advance.ts'
import { versionsToMigrate } from './store/migration-versions.ts'
import { send, take, taken } from './store/work.ts'

export const migrateProcesses = handle(contract, async (ctx, input) => {
  const { tx } = ctx
  const { from, to, mapping, timers, reason } = input
  const { source, target } = await versionsToMigrate(tx, from, to)
  const ways = migrating(await graphOf(tx, from), await graphOf(tx, to), { mapping, timers })
  const ids = [...new Set(input.instanceIds)]
  const event: Event = { type: 'migrate', from, to, mapping, timers, reason }
  const migrated = await advancing(ctx, async (advance) => {
    const found = await tx.rows(sql<{ instanceId: string; rootId: string }>`
      select id as "instanceId", root_id as "rootId"
      from process.instance
      where tenant_id = kernel.tenant_id() and id = any(${ids}::uuid[])`)
    await take(advance, found)
    const instances = found.map(({ instanceId }) => taken(advance, instanceId))
    refuseProblems(ways, ids, instances, from)
    const names = instances.flatMap((instance) => newNames(ways, instance))
    for (const { id } of instances) send(advance, id, event)
    await renameRows(
      tx,
      instances.map(({ id }) => id),
      to,
      names,
    )
    return instances
  })
  return {
    output: { migrated: migrated.length, fromVersion: source.version, toVersion: target.version },
    touched: migrated.map(({ id }) => ({
      type: 'process_instance',
      id,
      before: { version: source.version },
      after: { version: target.version, reason },
    })),
  }
})

/** All or none: everything that stands in the way is told at once, with the instance it concerns. */
function refuseProblems(
  ways: Migrating,
  ids: readonly string[],
  instances: readonly Instance[],
  from: string,
): void {
  const known = new Map(instances.map((instance) => [instance.id, instance]))
  const problems: RefusalProblem[] = [
    ...ways.findings.map(({ code, node, message, cure }) => ({
      pointer: `/mapping/${node}`,
      code,
      message: `${message} ${cure}`,
    })),
    ...ids.flatMap((id, index) => {
      const pointer = `/instanceIds/${index}`
      const instance = known.get(id)
      if (instance?.state.status !== 'active' || instance.definitionId !== from) {
        const message = `${id} is no active instance of the version ${from}. See processes.planMigration.`
        return [{ pointer, code: 'not_of_this_version', message }]
      }
      return migrationFindings(ways, instance.state).map(({ code, message, cure }) => ({
        pointer,
        code,
        message: `${message} ${cure}`,
      }))
    }),
  ]
  if (problems.length === 0) return
  throw new Refused('migration_invalid', { count: problems.length, first: problems[0]?.message }, problems)
}
