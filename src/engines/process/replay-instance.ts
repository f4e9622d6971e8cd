import type { Json as WireJson } from '#kernel/contract.ts'
import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { replayInstance as contract } from './contract.ts'
import { replay } from './replay/replay.ts'
import { findDefinition } from './store/definition-table.ts'
import { graphOf, graphsOf } from './store/graphs.ts'
import { findInstance, readActivities, readEvents, wholePath } from './store/history.ts'

export const replayInstance = answer(contract, async ({ tx }, { instanceId, definitionId }) => {
  const instance = await findInstance(tx, instanceId)
  if (definitionId !== undefined && !(await findDefinition(tx, definitionId))) {
    throw new Refused('process_not_found', { key: definitionId })
  }
  const path = wholePath(
    await graphOf(tx, instance.definitionId),
    instance.state,
    await readActivities(tx, instanceId),
  )
  const events = await readEvents(tx, instanceId)
  const own = await graphsOf(
    tx,
    events.map((event) => event.definitionId),
  )
  const first = await graphOf(tx, definitionId ?? events[0]?.definitionId ?? instance.definitionId)
  const differences = replay(
    first,
    (id) => (definitionId === undefined ? own.get(id) : undefined),
    instance,
    events,
    path,
  )
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
