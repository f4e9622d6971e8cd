/** What a figure of a home page is made of. */
import type { Json } from '#kernel/contract.ts'
import type { QueryContext } from '#kernel/handle.ts'
import { formatDecimal, type Money, money, roundedQuotient } from '#kernel/money.ts'
import type { RawBuilder } from '#kernel/sql.ts'

export type Value =
  | { readonly unit: 'money'; readonly amount: Money }
  | {
      readonly unit: 'count' | 'minutes' | 'percent' | 'days' | 'date'
      readonly value: string | null
    }

export interface Measured {
  readonly values: readonly Value[]
  /** In the unit of the value; null where the firm expects nothing in particular. */
  readonly target?: string
}

/** The query that lists the rows behind a figure. */
export interface Derivation {
  readonly query: string
  readonly input: Record<string, Json>
}

export interface Figure {
  readonly key: string
  readonly measure: (me: Me) => Promise<Measured>
  readonly derivation: (me: Me) => Derivation
}

/** Who looks at the figures, and with which person's eyes. */
export interface Me {
  readonly ctx: QueryContext
  /** The caller among the people of the firm; null for who has no record there. */
  readonly personId: string | null
}

/** One amount a currency. */
export async function amounts(
  { ctx }: Me,
  statement: RawBuilder<{ currency: string; minor: bigint }>,
): Promise<Measured> {
  const rows = await ctx.tx.rows(statement)
  return { values: rows.map(({ currency, minor }) => ({ unit: 'money', amount: money(minor, currency) })) }
}

/** A number of things. */
export async function counted(
  { ctx }: Me,
  unit: 'count' | 'minutes',
  statement: RawBuilder<{ value: number | bigint }>,
): Promise<Measured> {
  const { value } = await ctx.tx.one(statement)
  return { values: [{ unit, value: String(value) }] }
}

/** A share in percent with one decimal; null of nothing. */
export function percentOf(part: bigint, whole: bigint): string | null {
  return whole === 0n ? null : formatDecimal(roundedQuotient(part * 1000n, whole), 1)
}
