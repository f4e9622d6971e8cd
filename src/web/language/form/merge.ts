/** Two people have changed one record: what each of them did, field by field. Pure. */
import { mergedRows } from './merge-rows.ts'
import { same } from './same.ts'
import type { Values } from './values.ts'

export interface Merged {
  /** Mine, with what only the other has changed. */
  readonly values: Values
  /** What both have changed, each to something else: it stays mine until I choose. */
  readonly contested: readonly string[]
  /** What only the other has changed, and lists of which each has changed other rows: theirs are in `values` with mine. */
  readonly taken: readonly string[]
}

/** What a form that began with `begun` becomes when the record is now `theirs`. */
export function mergedWith(begun: Values, mine: Values, theirs: Values): Merged {
  const changed = Object.keys(theirs).filter(
    (name) => !same(theirs[name], begun[name]) && !same(theirs[name], mine[name]),
  )
  const stands = new Map<string, unknown>()
  for (const name of changed) {
    if (same(mine[name], begun[name])) stands.set(name, theirs[name])
    else {
      const rows = mergedRows(begun[name], mine[name], theirs[name])
      if (rows) stands.set(name, rows)
    }
  }
  return {
    values: { ...mine, ...Object.fromEntries(stands) },
    contested: changed.filter((name) => !stands.has(name)),
    taken: [...stands.keys()],
  }
}
