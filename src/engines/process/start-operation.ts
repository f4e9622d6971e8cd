import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { json, sql } from '#kernel/sql.ts'
import { startOperation as contract } from './contract.ts'
import { versionsToMigrate } from './store/migration-versions.ts'
import { missingFor } from './store/operation.ts'
import { chooseItems } from './store/operation-items.ts'

export const startManyOperation = handle(contract, async ({ tx, call }, input) => {
  const { kind, filter, reason, modification, migration, variables } = input
  const missing = missingFor(input)
  if (missing !== null) throw new Refused('operation_incomplete', { missing })
  if (migration) await versionsToMigrate(tx, filter.definitionId ?? '', migration.to)
  const operationId = newId()
  const done = {
    ...(modification && { modification }),
    ...(migration && { migration: { from: filter.definitionId, ...migration } }),
    ...(variables && { variables }),
  }
  const { total } = await tx.one(sql<{ total: number }>`
    with chosen as (${chooseItems(kind, filter)}), begun as (
      insert into process.operation (id, kind, status, filter, input, reason, total, started_by, started_for, started_at,
        ended_at)
      select ${operationId}::uuid, ${kind}, case when count(*) > 0 then 'running' else 'completed' end, ${json(filter)},
        ${json(done)}, ${reason}, count(*), ${call.actorId}::uuid, ${call.onBehalfOf ?? null}::uuid, ${call.now}::timestamptz,
        case when count(*) = 0 then ${call.now}::timestamptz end
      from chosen
      returning id, total
    ), listed as (
      insert into process.operation_item (operation_id, id, instance_id, state)
      select begun.id, chosen.id, chosen.instance_id, 'open'
      from chosen, begun
    )
    select total from begun`)
  return {
    output: { operationId, total },
    touched: [{ type: 'operation', id: operationId, after: { kind, filter, reason, total } }],
  }
})
