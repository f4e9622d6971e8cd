/**
 * The news of the journal: what was committed since a snapshot of the database. Ids and times of entries are taken
 * before the commit, so neither can be a cursor; a snapshot knows which transactions it saw and which it did not.
 */
import { sql, type Tx } from './sql.ts'

/** An entry by names and ids only. */
export interface News {
  readonly journalId: string
  readonly at: Temporal.Instant
  readonly command: string
  readonly actorId: string
  readonly onBehalfOf: string | null
  /** The objects it touched, by kind; `ids` is null when they are more than anybody would read one by one. */
  readonly objects: readonly { readonly kind: string; readonly ids: readonly string[] | null }[]
  /** The types of the events it announced. */
  readonly events: readonly string[]
}

export interface Bulletin {
  /** Where the next bulletin begins. */
  readonly snapshot: string
  /** In the order of the transactions; null when there is more than a bulletin holds, or nobody can say what is new. */
  readonly news: readonly News[] | null
}

/** A bulletin is for people who watch. Who was away longer reads the records anew. */
export const NEWS_MAX = 500
/** A command that touched more objects of a kind touched the kind. */
export const IDS_MAX = 100

/** The moment of the database as a snapshot, in the tenant of the transaction or in any. */
export async function snapshotNow(tx: Tx): Promise<string> {
  const { snapshot } = await tx.one(sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`)
  return snapshot
}

/** Is it a snapshot as PostgreSQL writes it? `xmin:xmax:` and the transactions between that were under way. */
export function isSnapshot(text: string): boolean {
  if (!/^\d{1,18}:\d{1,18}:(\d{1,18}(,\d{1,18})*)?$/.test(text)) return false
  const [from = 0n, to = 0n, ...underWay] = text.match(/\d+/g)?.map(BigInt) ?? []
  return (
    from > 0n && from <= to && underWay.every((one, at) => one > (underWay[at - 1] ?? from - 1n) && one < to)
  )
}

/**
 * What was committed after one snapshot and before another (default: now), each entry exactly once over consecutive
 * bulletins, however their transactions overlapped.
 */
export async function newsSince(tx: Tx, since: string, until?: string): Promise<Bulletin> {
  const to = until === undefined ? sql`pg_current_snapshot()` : sql`${until}::pg_snapshot`
  const rows = await tx.rows(sql<News & { snapshot: string; isAhead: boolean }>`
    select clock.snapshot::text as snapshot,
      -- A snapshot from another history (a restored database) says nothing about this one.
      pg_snapshot_xmax(${since}::pg_snapshot) > pg_snapshot_xmax(clock.snapshot) as "isAhead",
      entry.id as "journalId", entry.at, entry.command, entry.actor_id as "actorId", entry.on_behalf_of as "onBehalfOf",
      jsonb_path_query_array(entry.events, '$[*].type') as events,
      coalesce(touched.objects, '[]') as objects
    from (select ${to} as snapshot) as clock
    left join lateral (
      select j.*
      from kernel.journal as j
      where j.tenant_id = kernel.tenant_id()
        and j.xid >= pg_snapshot_xmin(${since}::pg_snapshot)
        and not pg_visible_in_snapshot(j.xid, ${since}::pg_snapshot)
        and pg_visible_in_snapshot(j.xid, clock.snapshot)
      order by j.xid, j.id
      limit ${NEWS_MAX + 1}) as entry on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('kind', kind.object_type, 'ids', kind.ids)) as objects
      from (
        select o.object_type,
          case when count(*) <= ${IDS_MAX} then jsonb_agg(o.object_id order by o.object_id) end as ids
        from kernel.journal_object as o
        where o.tenant_id = kernel.tenant_id() and o.journal_id = entry.id
        group by o.object_type
        order by o.object_type) as kind) as touched on true
    order by entry.xid, entry.id`)
  const [first] = rows
  if (!first) throw new Error('the database did not say what time it is')
  const { snapshot, isAhead } = first
  const news = rows.filter(({ journalId }) => journalId !== null)
  return { snapshot, news: isAhead || news.length > NEWS_MAX ? null : news }
}
