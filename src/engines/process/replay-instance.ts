import type { Json as WireJson } from '#kernel/contract.ts'
import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { replayInstance as contract } from './contract.ts'
import { graphOf } from './store/graphs.ts'
import { findInstance, readActivities, readEvents, wholePath } from './store/history.ts'
import { replay } from './store/replay.ts'

export const replayInstance = answer(contract, async ({ tx }, { instanceId, definitionId }) => {
  const instance = await findInstance(tx, instanceId)
  if (definitionId !== undefined) {
    const known = await tx.maybe(sql`
      select id
      from process.definition
      where tenant_id = kernel.tenant_id() and id = ${definitionId}`)
    if (!known) throw new Refused('process_not_found', { key: definitionId })
  }
  const own = await graphOf(tx, instance.definitionId)
  const graph = definitionId === undefined ? own : await graphOf(tx, definitionId)
  const path = wholePath(own, instance.state, await readActivities(tx, instanceId))
  const events = await readEvents(tx, instanceId)
  const differences = replay(graph, instance, events, path)
  return {
    instanceId,
    events: events.length,
    same: differences.length === 0,
    differences: differences.map(({ at, stored, replayed }) => ({
      at,
      stored: stored as WireJson,
      replayed: replayed as WireJson,
    })),
  }
})
