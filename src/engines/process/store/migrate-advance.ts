/** Migrations in an advance, and the rows that name elements of the diagram. */
import type { Context } from '#kernel/handle.ts'
import { json, sql, type Tx } from '#kernel/sql.ts'
import type { Event } from '../step/event.ts'
import { migrate } from '../step/migrate.ts'
import type { Migrating } from '../step/migration-findings.ts'
import { graphOf } from './graphs.ts'
import type { Instance } from './instance.ts'

/** Lets an instance become one of another version. The state is given back, as by a step. */
export async function migrateInstance(
  { tx, call }: Pick<Context, 'tx' | 'call'>,
  instance: Instance,
  event: Extract<Event, { type: 'migrate' }>,
) {
  const target = await graphOf(tx, event.to)
  const migrated = migrate(instance.graph, target, instance.state, event, call.now)
  if (!migrated.effects.some(({ type }) => type === 'ignored')) {
    instance.graph = target
    instance.definitionId = event.to
  }
  return migrated
}

/** An element of an instance with what it is called in the version the instance goes to. */
export type NewName = Readonly<{ instance_id: string; element: number; node: string; name: string }>

/** What the elements of an instance will be called; asked before it is migrated. */
export function newNames({ target, nodeOf }: Migrating, { id, state }: Instance): NewName[] {
  return state.elements.flatMap(({ id: element, node }) => {
    const found = node < 0 ? undefined : target.nodes[nodeOf(node) ?? -1]
    return found ? [{ instance_id: id, element, node: found.id, name: found.name }] : []
  })
}

/** Brings rows that name the version or elements of the diagram up to the version instances are migrated to. */
export async function renameRows(
  tx: Tx,
  instanceIds: readonly string[],
  definitionId: string,
  names: readonly NewName[],
): Promise<void> {
  await tx.run(sql`
    update process.instance
    set definition_id = ${definitionId}
    where tenant_id = kernel.tenant_id() and id = any(${instanceIds}::uuid[])`)
  const given = sql`
    jsonb_to_recordset(${json(names)}) as given (instance_id uuid, element integer, node text, name text)`
  await tx.run(sql`
    update process.task t
    set node = given.node, name = given.name
    from ${given}
    where t.tenant_id = kernel.tenant_id() and t.instance_id = given.instance_id and t.element = given.element
      and t.ended_at is null`)
  await tx.run(sql`
    update process.incident i
    set node = given.node
    from ${given}
    where i.tenant_id = kernel.tenant_id() and i.instance_id = given.instance_id and i.element = given.element
      and i.closed_at is null`)
}
