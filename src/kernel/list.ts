/** Pages of a list: one statement, by cursor, never by offset. */
import { Refused } from './refusal.ts'
import { type Expression, type RawBuilder, sql, type Tx } from './sql.ts'

export interface ListPlan<R = unknown> {
  /** A select giving one row an item, with a unique text-or-uuid column `id`. */
  readonly from: Expression<R> | RawBuilder<unknown>
  /** Conditions on the columns of `from`; undefined ones are left out. */
  readonly where: readonly (RawBuilder<unknown> | undefined)[]
  /** The sortable columns, by the name the contract gives them. None may be null. */
  readonly sorts: Readonly<Record<string, string>>
}

interface Page {
  readonly sort: string
  readonly limit: number
  readonly cursor?: string | undefined
}

/** One page. Ties of the sort column are broken by id, so no row is skipped or seen twice while the list grows. */
export async function list<R extends { id: string }>(
  tx: Tx,
  plan: ListPlan<R>,
  page: Page,
): Promise<{ items: R[]; nextCursor: string | null }> {
  const descending = page.sort.startsWith('-')
  const column = plan.sorts[descending ? page.sort.slice(1) : page.sort]
  if (!column) throw new Error(`list has no sort ${page.sort}`)
  const by = sql.ref(`q.${column}`)
  const after = page.cursor === undefined ? undefined : position(page.cursor, page.sort)
  const conditions = [
    ...plan.where.filter((condition) => condition !== undefined),
    ...(after
      ? [
          descending
            ? sql`(${by}, q.id) < (${after.value}, ${after.id})`
            : sql`(${by}, q.id) > (${after.value}, ${after.id})`,
        ]
      : []),
  ]
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
  const nextCursor = rows.length > page.limit && last ? cursorAt(page.sort, last.sort_key, last.id) : null
  return { items, nextCursor }
}

function cursorAt(sort: string, value: string, id: string): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url')
}

function position(cursor: string, sort: string): { value: string; id: string } {
  try {
    const [wanted, value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (wanted === sort && typeof value === 'string' && typeof id === 'string') return { value, id }
  } catch {
    // Not JSON: falls through to the refusal below, which is all the caller needs to know.
  }
  throw new Refused('invalid_cursor')
}
