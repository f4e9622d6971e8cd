/** Past instances with all that is stored of them, read in batches. */
import type { z } from 'zod'
import { sql, type Tx } from '#kernel/sql.ts'
import type { runReplay } from '../contract-replays.ts'
import type { ActivityRow, EventRow, InstanceRow } from '../store/history.ts'

export type PastFilter = z.output<typeof runReplay.input>['filter']

/** Only the instances of a global process that were about one place; those of other processes all. */
export type ReplayedPlace = Readonly<{ of: string; name: 'entity' | 'region'; value: string }>

export type Past = Readonly<{
  id: string
  definitionId: string
  key: string
  businessKey: string | null
  status: InstanceRow['status']
  state: InstanceRow['state']
  variables: InstanceRow['variables']
  events: readonly Pick<EventRow, 'seq' | 'at' | 'event' | 'definitionId'>[]
  path: readonly ActivityRow[]
}>

const conditions = (
  filter: PastFilter,
  processKeys: readonly string[] | undefined,
  place: ReplayedPlace | null,
) => {
  const { key, definitionId, status, startedFrom, startedBefore, instanceIds } = filter
  return sql.join(
    [
      sql`i.tenant_id = kernel.tenant_id()`,
      ...(key === undefined ? [] : [sql`i.process_key = ${key}`]),
      ...(processKeys === undefined ? [] : [sql`i.process_key = any(${processKeys})`]),
      ...(definitionId === undefined ? [] : [sql`i.definition_id = ${definitionId}`]),
      ...(status === undefined ? [] : [sql`i.status = ${status}`]),
      ...(startedFrom === undefined ? [] : [sql`i.started_at >= ${startedFrom}`]),
      ...(startedBefore === undefined ? [] : [sql`i.started_at < ${startedBefore}`]),
      ...(place === null
        ? []
        : [sql`(i.process_key <> ${place.of} or i.variables ->> ${place.name} = ${place.value})`]),
      ...(instanceIds === undefined ? [] : [sql`i.id = any(${instanceIds}::uuid[])`]),
    ],
    sql` and `,
  )
}

/** How many instances a filter finds, of some processes when their keys are given. */
export async function countPast(
  tx: Tx,
  filter: PastFilter,
  processKeys: readonly string[] | undefined,
  place: ReplayedPlace | null,
): Promise<number> {
  const { count } = await tx.one(sql<{ count: number }>`
    select count(*)::integer as count
    from process.instance i
    where ${conditions(filter, processKeys, place)}`)
  return count
}

/** The next instances in the order of their ids, with their events and their path. */
export async function readPast(
  tx: Tx,
  filter: PastFilter,
  processKeys: readonly string[] | undefined,
  place: ReplayedPlace | null,
  after: string | null,
  limit: number,
): Promise<Past[]> {
  type Row = Omit<Past, 'events' | 'path'>
  const instances = await tx.rows(sql<Row>`
    select i.id, i.definition_id as "definitionId", i.process_key as key, i.business_key as "businessKey", i.status,
      i.state, i.variables
    from process.instance i
    where ${conditions(filter, processKeys, place)} and (${after}::uuid is null or i.id > ${after}::uuid)
    order by i.id
    limit ${limit}`)
  const ids = instances.map(({ id }) => id)
  const events = await tx.rows(sql<Past['events'][number] & { instanceId: string }>`
    select instance_id as "instanceId", seq, at, event, definition_id as "definitionId"
    from process.input_event
    where tenant_id = kernel.tenant_id() and instance_id = any(${ids}::uuid[])
    order by instance_id, seq`)
  const path = await tx.rows(sql<ActivityRow & { instanceId: string }>`
    select instance_id as "instanceId", element, node, via, started_at as "startedAt", ended_at as "endedAt", outcome,
      note, null as "doneBy"
    from process.activity
    where tenant_id = kernel.tenant_id() and instance_id = any(${ids}::uuid[])
    order by instance_id, element`)
  const eventsOf = Map.groupBy(events, ({ instanceId }) => instanceId)
  const pathOf = Map.groupBy(path, ({ instanceId }) => instanceId)
  return instances.map((one) => ({
    ...one,
    events: eventsOf.get(one.id) ?? [],
    path: pathOf.get(one.id) ?? [],
  }))
}
