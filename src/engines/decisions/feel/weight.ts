import type { Run } from './run.ts'
import { isContext, isList, type Value } from './value.ts'

/**
 * Counts what comparing or copying a value costs, and gives the count: its elements, those inside them and so on. A
 * list that holds the same list twice costs twice, so that one that doubles sixty times is brought to an end.
 */
export function weigh(value: Value, run: Run): number {
  if (!isList(value) && !isContext(value)) return 1
  const inside = isList(value) ? value : [...value.values()]
  run.step(inside.length)
  let weight = 1
  for (const element of inside) weight += weigh(element, run)
  return weight
}
