/** Pages of a list: one statement, by cursor, never by offset. */
import { inGroup, type ListGroup, listGroups } from './list-groups.ts'
import { cursorOf, type ListPlan, type PageWanted, positionIn } from './list-plan.ts'
import { sql, type Tx } from './sql.ts'

export type { ListPlan, PageWanted }

/** Rows, or the groups they fall into. */
export interface ListPage<R> {
  readonly items: R[]
  readonly nextCursor: string | null
  readonly groups?: ListGroup[]
}

/**
 * One page. Ties of the sort column are broken by id, so no row is skipped or seen twice while the list grows. Asked to
 * group and for no group in particular, it gives the groups instead of rows.
 */
export async function list<R extends { id: string }>(
  tx: Tx,
  plan: ListPlan<R>,
  page: PageWanted,
): Promise<ListPage<R>> {
  if (page.groupBy !== undefined && page.group === undefined)
    return { items: [], ...(await listGroups(tx, plan, page)) }
  const descending = page.sort.startsWith('-')
  const column = plan.sorts[descending ? page.sort.slice(1) : page.sort]
  if (!column) throw new Error(`list has no sort ${page.sort}`)
  const by = sql.ref(`q.${column}`)
  const after = page.cursor === undefined ? undefined : positionIn(page.cursor, page.sort)
  const conditions = [
    ...plan.where,
    inGroup(plan, page),
    after && sql`(${by}, q.id) ${descending ? sql`<` : sql`>`} (${after[0]}, ${after[1]})`,
  ].filter((condition) => condition !== undefined)
  const filter = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``
  const direction = descending ? sql`desc` : sql`asc`
  const rows = await tx.rows(sql<R & { sort_key: string }>`
    select q.*, ${by}::text as sort_key
    from (${plan.from}) as q
    ${filter}
    order by ${by} ${direction}, q.id ${direction}
    limit ${page.limit + 1}`)
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  const nextCursor = rows.length > page.limit && last ? cursorOf(page.sort, last.sort_key, last.id) : null
  return { items, nextCursor }
}

/** A page with its rows as they are answered. */
export function shownAs<R, S>(page: ListPage<R>, show: (row: R) => S): ListPage<S> {
  return { ...page, items: page.items.map(show) }
}
