/** Two people have changed one record: what each of them did, field by field. Pure. */
import type { Values } from './draft.ts'

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

export interface Merged {
  /** Mine, with what only the other has changed. */
  readonly values: Values
  /** What both have changed, each to something else: it stays mine until I choose. */
  readonly contested: readonly string[]
  /** What only the other has changed. */
  readonly taken: readonly string[]
}

/** What a form that began with `begun` becomes when the record is now `theirs`. */
export function mergedWith(begun: Values, mine: Values, theirs: Values): Merged {
  const changed = Object.keys(theirs).filter(
    (name) => !same(theirs[name], begun[name]) && !same(theirs[name], mine[name]),
  )
  const taken = changed.filter((name) => same(mine[name], begun[name]))
  const contested = changed.filter((name) => !taken.includes(name))
  return {
    values: { ...mine, ...Object.fromEntries(taken.map((name) => [name, theirs[name]])) },
    contested,
    taken,
  }
}
