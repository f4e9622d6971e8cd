import { DecisionError } from '../decision-error.ts'
import { compare, isSame } from '../feel/equality.ts'
import { excerpt } from '../feel/format.ts'
import { finite, Num, ZERO } from '../feel/number.ts'
import type { Value } from '../feel/value.ts'
import type { Aggregation, HitPolicy } from './definitions.ts'
import { rankIn } from './item-types.ts'

/** A rule that hit: its number from 1, its id and its outputs in the order of the columns. */
export interface Hit {
  readonly index: number
  readonly rule: string
  readonly outputs: readonly Value[]
}

/** What a hit policy needs to know about its table. */
export interface TableOutputs {
  readonly table: string
  readonly policy: HitPolicy
  readonly aggregation: Aggregation | undefined
  /** Names of the output columns; one column without need of a name. */
  readonly names: readonly string[]
  /** The order of values of each column, where it has one: the priority of P and O. */
  readonly orders: readonly (readonly Value[] | undefined)[]
}

/** The result of a table from the rules that hit, at least one (DMN 8.2.8). */
export function applyPolicy(hits: readonly Hit[], of: TableOutputs): Value {
  const first = hits[0]
  if (first === undefined) throw new Error('a hit policy is applied to rules that hit')
  switch (of.policy) {
    case 'UNIQUE':
      return unique(hits, first, of)
    case 'ANY':
      return agreeing(hits, first, of)
    case 'FIRST':
      return outputOf(first, of)
    case 'PRIORITY':
      return outputOf(byPriority(hits, of)[0] ?? first, of)
    case 'OUTPUT ORDER':
      return byPriority(hits, of).map((hit) => outputOf(hit, of))
    case 'RULE ORDER':
      return hits.map((hit) => outputOf(hit, of))
    case 'COLLECT':
      return of.aggregation === undefined
        ? hits.map((hit) => outputOf(hit, of))
        : collect(hits, of, of.aggregation)
  }
}

/** One output is the value itself; several are a context. */
export function outputOf(hit: Pick<Hit, 'outputs'>, of: Pick<TableOutputs, 'names'>): Value {
  if (of.names.length === 1) return hit.outputs[0] ?? null
  return new Map(of.names.map((name, i) => [name, hit.outputs[i] ?? null]))
}

function unique(hits: readonly Hit[], first: Hit, of: TableOutputs): Value {
  const second = hits[1]
  if (second === undefined) return outputOf(first, of)
  throw new DecisionError(
    'several_rules_hit',
    `Rules ${named(first)} and ${named(second)} both hit, but the table is UNIQUE. Narrow one, or choose another hit policy.`,
    { element: of.table },
  )
}

function agreeing(hits: readonly Hit[], first: Hit, of: TableOutputs): Value {
  const value = outputOf(first, of)
  const other = hits.find((hit) => !isSame(outputOf(hit, of), value))
  if (other === undefined) return value
  throw new DecisionError(
    'outputs_differ',
    `Rules ${named(first)} and ${named(other)} both hit with ${excerpt(value)} and ${excerpt(outputOf(other, of))}, but the table is ANY. Make their outputs equal.`,
    { element: of.table },
  )
}

export function named(hit: Pick<Hit, 'index' | 'rule'>): string {
  return `${hit.index} (${hit.rule})`
}

/** By the rank of the first column, then of the second, and so on; equals stay in the order of the rules. */
function byPriority(hits: readonly Hit[], of: TableOutputs): readonly Hit[] {
  return hits.toSorted((a, b) => {
    for (const [i, order] of of.orders.entries()) {
      if (order === undefined) continue
      const difference = rankIn(order, a.outputs[i] ?? null) - rankIn(order, b.outputs[i] ?? null)
      if (difference !== 0) return difference
    }
    return 0
  })
}

/** Aggregates every column over the rules that hit. */
function collect(hits: readonly Hit[], of: TableOutputs, aggregation: Aggregation): Value {
  if (aggregation === 'COUNT') return new Num(hits.length)
  const columns = of.names.map((_, i) =>
    aggregate(
      hits.map((hit) => hit.outputs[i] ?? null),
      aggregation,
    ),
  )
  return outputOf({ outputs: columns }, of)
}

function aggregate(values: readonly Value[], aggregation: 'SUM' | 'MIN' | 'MAX'): Value {
  if (aggregation === 'SUM') {
    const numbers = values.filter((value) => value instanceof Num)
    return numbers.length < values.length ? null : finite(numbers.reduce((sum, n) => sum.plus(n), ZERO))
  }
  const sign = aggregation === 'MIN' ? 1 : -1
  return values.reduce((best, value) => {
    const order = compare(value, best)
    return order === null ? null : order * sign < 0 ? value : best
  })
}
