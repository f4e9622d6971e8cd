/** Groups of a list: how many rows there are of each value of a field, and what they come to. One statement. */
import { cursorOf, type GroupBy, type ListPlan, type PageWanted, positionIn } from './list-plan.ts'
import { type Money, money } from './money.ts'
import { type RawBuilder, sql, type Tx } from './sql.ts'

/** One group. */
export interface ListGroup {
  /** What all its rows have; null for those that have nothing there. */
  readonly value: string | null
  readonly label: string | null
  readonly count: number
  /** By field, one amount a currency. */
  readonly amounts: Readonly<Record<string, Money[]>>
  readonly minutes: Readonly<Record<string, number>>
}

interface Row {
  readonly value: string
  readonly label: string
  readonly count: number
  /** For each field of amounts in turn: its sums by currency, as text, because jsonb numbers are read as floats. */
  readonly amounts: readonly (readonly [currency: string, minors: readonly string[]])[]
  readonly minutes: readonly number[]
}

/** The groups, by label; months with the latest first; the rows that have nothing there come last. */
export async function listGroups(
  tx: Tx,
  plan: ListPlan,
  page: PageWanted,
): Promise<{ groups: ListGroup[]; nextCursor: string | null }> {
  const by = groupOf(plan, page.groupBy)
  const amounts = Object.entries(plan.sums?.amounts ?? {})
  const minutes = Object.entries(plan.sums?.minutes ?? {})
  const conditions = plan.where.filter((condition) => condition !== undefined)
  const sumsOf = (columns: readonly (readonly [string, string])[]) =>
    sql.join(columns.map(([, column]) => sql`coalesce(sum(${sql.ref(column)}), 0)`))
  const columns = [...amounts, ...minutes].map(([, column]) => sql`, ${sql.ref(`q.${column}`)}`)
  const after = page.cursor === undefined ? undefined : positionIn(page.cursor, page.groupBy ?? '')
  const descending = by.kind === 'month'
  const order = descending ? sql`desc` : sql`asc`
  const rows = await tx.rows(sql<Row>`
    with chosen as (
      select coalesce(${keyOf(by)}, '') as value, ${sql.ref(`q.${by.label ?? by.by}`)}::text as label
        ${sql.join(columns, sql``)}${amounts.length > 0 ? sql`, q.currency` : sql``}
      from (${plan.from}) as q
      ${conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``}
    ),
    grouped as (
      select value, ${descending ? sql`value` : sql`coalesce(min(label), '')`} as label, count(*)::int as count,
        ${minutes.length > 0 ? sql`array[${sumsOf(minutes)}]::bigint[]` : sql`'{}'::bigint[]`} as minutes
      from chosen
      group by value
    ),
    amounts as (
      ${amounts.length > 0 ? amountsOf(sumsOf(amounts)) : sql`select ''::text as value, '[]'::jsonb as amounts where false`}
    )
    select grouped.value, grouped.label, grouped.count, to_jsonb(grouped.minutes) as minutes,
      coalesce(amounts.amounts, '[]') as amounts
    from grouped
    left join amounts on amounts.value = grouped.value
    ${after ? sql`where ${isAfter(after, descending)}` : sql``}
    order by (grouped.value = '') asc, grouped.label ${order}, grouped.value ${order}
    limit ${page.limit + 1}`)
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    groups: shown.map((row) => groupShown(row, amounts, minutes)),
    nextCursor:
      rows.length > page.limit && last ? cursorOf(page.groupBy ?? '', last.value, last.label) : null,
  }
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** That a row is in a group, so that the index of the column serves it. */
export function inGroup(plan: ListPlan, page: PageWanted): RawBuilder<unknown> | undefined {
  const { group } = page
  if (group === undefined) return undefined
  const by = groupOf(plan, page.groupBy)
  const column = sql.ref(`q.${by.by}`)
  if (group === '')
    return by.kind === undefined ? sql`coalesce(${column}::text, '') = ''` : sql`${column} is null`
  if (by.kind === 'id') return uuid.test(group) ? sql`${column} = ${group}` : sql`false`
  if (by.kind === undefined) return sql`${column} = ${group}`
  if (!/^[1-9]\d{3}-(0[1-9]|1[0-2])$/.test(group)) return sql`false`
  const month = sql`${`${group}-01`}::date`
  return sql`${column} >= ${month} and ${column} < ${month} + interval '1 month'`
}

function groupOf(plan: ListPlan, name: string | undefined): GroupBy {
  const by = plan.groups?.[name ?? '']
  if (!by) throw new Error(`list has no group ${name}`)
  return by
}

/** Null where a row has nothing there. */
function keyOf({ by, kind }: GroupBy): RawBuilder<unknown> {
  const column = sql.ref(`q.${by}`)
  return kind === 'month' ? sql`to_char(${column}, 'YYYY-MM')` : sql`nullif(${column}::text, '')`
}

const amountsOf = (sums: RawBuilder<unknown>) => sql`
  select value, jsonb_agg(jsonb_build_array(currency, to_jsonb(minors)) order by currency) as amounts
  from (
    select value, currency, array[${sums}]::text[] as minors
    from chosen
    where currency is not null
    group by value, currency
  ) as each
  group by value`

function isAfter([value, label]: readonly [string, string], descending: boolean): RawBuilder<unknown> {
  const later = descending
    ? sql`(grouped.label, grouped.value) < (${label}, ${value})`
    : sql`(grouped.label, grouped.value) > (${label}, ${value})`
  return value === '' ? sql`false` : sql`(grouped.value = '' or ${later})`
}

function groupShown(
  { value, label, count, amounts, minutes }: Row,
  amountFields: readonly (readonly [string, string])[],
  minuteFields: readonly (readonly [string, string])[],
): ListGroup {
  return {
    value: value === '' ? null : value,
    label: value === '' ? null : label,
    count,
    amounts: Object.fromEntries(
      amountFields.map(([field], at) => [
        field,
        amounts.map(([currency, minors]) => money(BigInt(minors[at] ?? '0'), currency)),
      ]),
    ),
    minutes: Object.fromEntries(minuteFields.map(([field], at) => [field, minutes[at] ?? 0])),
  }
}
