/** What a list is made of, and where in it a page begins. */
import { Refused } from './refusal.ts'
import type { Expression, RawBuilder } from './sql.ts'

export interface ListPlan<R = unknown> {
  /** A select giving one row an item, with a unique text-or-uuid column `id`. */
  readonly from: Expression<R> | RawBuilder<unknown>
  /** Conditions on the columns of `from`; undefined ones are left out. */
  readonly where: readonly (RawBuilder<unknown> | undefined)[]
  /** The sortable columns, by the name the contract gives them. None may be null. */
  readonly sorts: Readonly<Record<string, string>>
  /** What rows can be grouped by, by the name the contract gives it. */
  readonly groups?: Readonly<Record<string, GroupBy>>
  /** What is added up for each group. */
  readonly sums?: GroupSums
}

/** What rows are grouped by: a column of the plan's `from`. */
export interface GroupBy {
  readonly by: string
  /** The column a person knows the value by: the name behind an id. */
  readonly label?: string
  /** An id is compared as one; a day is grouped by its month. Text unless told. */
  readonly kind?: 'id' | 'month'
}

/** What is added up for each group, by the name the row has it under. */
export interface GroupSums {
  /** Columns in minor units of the row's `currency`; never added up over currencies. */
  readonly amounts?: Readonly<Record<string, string>>
  /** Columns in whole minutes. */
  readonly minutes?: Readonly<Record<string, string>>
}

/** Which page of a list is asked for. */
export interface PageWanted {
  readonly sort: string
  readonly limit: number
  readonly cursor?: string | undefined
  readonly groupBy?: string | undefined
  /** The rows of one group: its value, or nothing for the rows that have nothing there. */
  readonly group?: string | undefined
}

/** Words that tell where a page ended, as they travel. */
export function cursorOf(...words: readonly [string, string, string]): string {
  return Buffer.from(JSON.stringify(words)).toString('base64url')
}

/** The two last words of a cursor whose first is as it should be; refuses `invalid_cursor`. */
export function positionIn(cursor: string, first: string): readonly [string, string] {
  try {
    const [wanted, second, third] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (wanted === first && typeof second === 'string' && typeof third === 'string') return [second, third]
  } catch {
    // Not JSON: falls through to the refusal below, which is all the caller needs to know.
  }
  throw new Refused('invalid_cursor')
}
