/** Lists that two people have changed: what has a name of its own is merged one by one. Pure. */
import { isRecord } from '../../wire/kept.ts'
import { same } from './same.ts'

/** What a row may be told apart by, the surest first. */
const names = ['id', 'skill', 'day', 'code', 'roleCode', 'workPackageId', 'name', 'title'] as const

type Identify = (row: unknown) => string | undefined

const identifiers: readonly Identify[] = [
  (row) => (typeof row === 'string' ? row : undefined),
  ...names.map((name) => (row: unknown) => {
    const value = isRecord(row) ? row[name] : undefined
    return typeof value === 'string' ? value : undefined
  }),
]

/** The list with what each of the two did to it; null where both did something else to the same row, or rows have no names. */
export function mergedRows(begun: unknown, mine: unknown, theirs: unknown): readonly unknown[] | null {
  const lists = [begun ?? [], mine, theirs]
  if (!lists.every((list) => Array.isArray(list))) return null
  const identify = identifiers.find((one) => lists.every((list) => isTelling(list, one)))
  if (!identify) return null
  const [before, ours, others] = lists.map((list) => new Map(list.map((row) => [identify(row), row])))
  if (!before || !ours || !others) return null
  const merged: unknown[] = []
  for (const id of new Set([...others.keys(), ...ours.keys()])) {
    const [old, one, other] = [before.get(id), ours.get(id), others.get(id)]
    if (!same(one, other) && !same(one, old) && !same(other, old)) return null
    const stands = same(one, old) ? other : one
    if (stands !== undefined) merged.push(stands)
  }
  return merged
}

/** Whether every row of a list has a name that way, and no other row has the same. */
function isTelling(list: readonly unknown[], identify: Identify): boolean {
  const found = list.map(identify)
  return !found.includes(undefined) && new Set(found).size === found.length
}
