/** Effects without the numbers of their run, so that those of two runs can be compared. */
import type { Json } from '../model/expression.ts'
import type { Graph } from '../model/graph.ts'
import type { Effect } from '../step/event.ts'

/** One effect as both runs would tell it: what, where in the diagram, and all there is to compare. */
export type Told = Readonly<{ what: Effect['type']; node: string; detail: Json }>

/** What of an effect only its own run knows; a note is words for people, which name versions. */
const numbers = ['element', 'parent', 'subscription', 'incident', 'since', 'undoes', 'note']

/** The effects two runs must have in common; what is told otherwise (an incident closed, an event disarmed) is left out. */
export function tellEffects(graph: Graph, effects: readonly Effect[]): Told[] {
  return effects.flatMap((effect): Told[] => {
    if (effect.type === 'disarmed' || effect.type === 'ignored' || effect.type === 'warning') return []
    const node = 'node' in effect ? effect.node : graph.key
    const kept = Object.entries(effect).filter(([name]) => name !== 'type' && !numbers.includes(name))
    return [{ what: effect.type, node, detail: JSON.parse(JSON.stringify(Object.fromEntries(kept))) as Json }]
  })
}

/** An effect of one run that the other has otherwise, or has not. */
export type EffectDifference = Readonly<{ at: string; stored: Json; replayed: Json }>

/** Compares the effects of one event in two runs. The order in which they come does not matter. */
export function compareEffects(
  seq: number,
  stored: readonly Told[],
  replayed: readonly Told[],
): EffectDifference[] {
  const [gone, added] = [without(stored, replayed), without(replayed, stored)]
  const paired = new Set<Told>()
  const changed = gone.map((one): EffectDifference => {
    const twin = added.find(
      (other) => !paired.has(other) && other.what === one.what && other.node === one.node,
    )
    if (twin) paired.add(twin)
    return { at: place(seq, one), stored: one.detail, replayed: twin?.detail ?? null }
  })
  const fresh = added.filter((one) => !paired.has(one))
  return [...changed, ...fresh.map((one) => ({ at: place(seq, one), stored: null, replayed: one.detail }))]
}

const place = (seq: number, { what, node }: Told) => `event ${seq}: ${what} ${node}`

/** Those of a list that another list has not, one for one. */
function without(list: readonly Told[], others: readonly Told[]): Told[] {
  const left = new Map<string, number>()
  for (const other of others) {
    const text = JSON.stringify(other)
    left.set(text, (left.get(text) ?? 0) + 1)
  }
  return list.filter((one) => {
    const text = JSON.stringify(one)
    const count = left.get(text) ?? 0
    left.set(text, count - 1)
    return count <= 0
  })
}
