import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { statistics as contract } from './contract-position.ts'
import { graphsOf } from './store/graphs.ts'

/** Counts by element. An element that only an earlier version has is told too, under its id. */
export const statisticsOfProcess = answer(contract, async ({ tx, call }, { key, from, to }) => {
  const latest = await tx.maybe(sql<{ definitionId: string; name: string }>`
    select id as "definitionId", name
    from process.definition
    where tenant_id = kernel.tenant_id() and key = ${key} and latest`)
  if (!latest) throw new Refused('process_not_found', { key })
  const [live, troubles, took, counts] = await Promise.all([
    liveElements(tx, key),
    troublesOf(tx, key, call.now),
    durations(tx, key, from, to),
    instanceCounts(tx, key, from, to),
  ])
  const graphs = await graphsOf(tx, [latest.definitionId, ...live.map(({ definitionId }) => definitionId)])
  const liveByNode = new Map<string, number>()
  for (const { definitionId, node, count } of live) {
    const id = graphs.get(definitionId)?.nodes[node]?.id
    if (id !== undefined) liveByNode.set(id, (liveByNode.get(id) ?? 0) + count)
  }
  const known = [...graphs.values()].flatMap(({ nodes }) => nodes)
  const ids = new Set([
    ...(graphs.get(latest.definitionId)?.nodes ?? []).map(({ id }) => id),
    ...liveByNode.keys(),
    ...troubles.map(({ node }) => node),
    ...took.map(({ node }) => node),
  ])
  return {
    key,
    ...latest,
    ...counts,
    elements: [...ids].map((node) => {
      const found = known.find(({ id }) => id === node)
      const trouble = troubles.find((one) => one.node === node)
      const time = took.find((one) => one.node === node)
      return {
        node,
        name: found?.name ?? node,
        kind: found?.kind ?? 'process',
        live: liveByNode.get(node) ?? 0,
        overdue: trouble?.overdue ?? 0,
        incidents: trouble?.incidents ?? 0,
        finished: time?.finished ?? 0,
        medianSeconds: time?.medianSeconds ?? null,
        p90Seconds: time?.p90Seconds ?? null,
      }
    }),
  }
})

/** The live elements of active instances, by definition and index of the node. */
function liveElements(tx: Tx, key: string): Promise<{ definitionId: string; node: number; count: number }[]> {
  return tx.rows(sql<{ definitionId: string; node: number; count: number }>`
    select i.definition_id as "definitionId", (element ->> 'node')::integer as node, count(*)::integer as count
    from process.instance i
      cross join lateral jsonb_array_elements(i.state -> 'elements') as element
    where i.tenant_id = kernel.tenant_id() and i.process_key = ${key} and i.status = 'active'
      and (element ->> 'node')::integer >= 0
    group by 1, 2`)
}

/** Overdue tasks and open incidents, by node. */
function troublesOf(
  tx: Tx,
  key: string,
  now: Temporal.Instant,
): Promise<{ node: string; overdue: number; incidents: number }[]> {
  return tx.rows(sql<{ node: string; overdue: number; incidents: number }>`
    select node, sum(overdue)::integer as overdue, sum(incidents)::integer as incidents
    from (
      select node, 1 as overdue, 0 as incidents
      from process.task
      where tenant_id = kernel.tenant_id() and process_key = ${key} and ended_at is null and due_at < ${now}
      union all
      select node, 0, 1
      from process.incident
      where tenant_id = kernel.tenant_id() and process_key = ${key} and closed_at is null) as trouble
    group by node`)
}

interface Took {
  readonly node: string
  readonly finished: number
  readonly medianSeconds: number
  readonly p90Seconds: number
}

/** How long what was completed took, in whole seconds, over the instances that were started in the span. */
function durations(tx: Tx, key: string, from: string, to: string): Promise<Took[]> {
  return tx.rows(sql<Took>`
    select a.node, count(*)::integer as finished,
      round((percentile_cont(0.5) within group (order by extract(epoch from a.ended_at - a.started_at)))::numeric)::integer
        as "medianSeconds",
      round((percentile_cont(0.9) within group (order by extract(epoch from a.ended_at - a.started_at)))::numeric)::integer
        as "p90Seconds"
    from process.instance i
      join process.activity a on a.tenant_id = i.tenant_id and a.instance_id = i.id and a.outcome = 'completed'
    where i.tenant_id = kernel.tenant_id() and i.process_key = ${key}
      and i.started_at >= ${from}::date and i.started_at < ${to}::date + 1
    group by a.node`)
}

function instanceCounts(
  tx: Tx,
  key: string,
  from: string,
  to: string,
): Promise<{ live: number; started: number }> {
  return tx.one(sql<{ live: number; started: number }>`
    select (
        select count(*)::integer
        from process.instance
        where tenant_id = kernel.tenant_id() and process_key = ${key} and status = 'active') as live,
      (
        select count(*)::integer
        from process.instance
        where tenant_id = kernel.tenant_id() and process_key = ${key}
          and started_at >= ${from}::date and started_at < ${to}::date + 1) as started`)
}
