/** What a column of a list is. */
import type { ReactNode } from 'react'
import type { QueryContract } from '#kernel/contract.ts'
import type { WireOutput } from '../../wire/client.ts'

/** Screens too narrow for a table. */
export const PHONE = '(max-width: 40em)'

export interface Column<Row> {
  /** The field it shows; also its name in the address and its heading unless `title` says otherwise. */
  readonly name: string
  readonly title?: string
  /** How it shows a row; the field's value, formatted by what it is, unless told. */
  readonly show?: (row: Row) => ReactNode
  /** The sort of the query that orders by it. */
  readonly sort?: string
  readonly isFigure?: boolean
  /** Where it stands on a phone: first line, at its end, second line; not at all unless told. */
  readonly phone?: 'title' | 'end' | 'line'
  /** Hidden until somebody chooses it. */
  readonly isHidden?: boolean
}

export const fieldOf = (row: unknown, name: string): unknown => (row as Record<string, unknown>)[name]

/** What every part of a table of rows is told. */
export interface TableProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly idOf: (row: Row) => string
  readonly opens?: (row: Row) => string
  readonly isPhone: boolean
  readonly sort: string | undefined
  readonly setSort: (sort: string) => void
  /** The chosen rows, or null where nothing can be done with several. */
  readonly chosen: ReadonlySet<string> | null
  readonly choose: (ids: ReadonlySet<string>) => void
}

export type RowOf<C extends QueryContract> =
  WireOutput<C> extends { items: readonly (infer Row)[] } ? Row : never
