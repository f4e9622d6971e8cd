import { compare, isSame } from '../equality.ts'
import { finite, Num, wholeNumber, ZERO } from '../number.ts'
import type { Run } from '../run.ts'
import { type FeelFunction, isList, type Value } from '../value.ts'
import { weigh } from '../weight.ts'
import { any, callable, define, list, number, type Overload, one, optional, rest } from './define.ts'

/** The place in the array of a FEEL position (from 1, negative from the end), or null outside of the list. */
function placeOf(length: number, position: Num): number | null {
  const p = wholeNumber(position)
  if (p === null || p === 0 || Math.abs(p) > length) return null
  return p > 0 ? p - 1 : length + p
}

/** Counts what it costs to compare an element with many values. */
function comparing(run: Run, values: readonly Value[], element: Value): void {
  run.step(values.length * weigh(element, run))
}

function contains(run: Run, values: readonly Value[], element: Value): boolean {
  comparing(run, values, element)
  return values.some((value) => isSame(value, element))
}

function distinct(run: Run, values: readonly Value[]): Value[] {
  const kept: Value[] = []
  for (const value of values) if (!contains(run, kept, value)) kept.push(value)
  return kept
}

/** A value that stands more than once, in the order of its first repetition. */
function duplicates(run: Run, values: readonly Value[]): Value {
  const seen: Value[] = []
  const found: Value[] = []
  for (const value of values) {
    if (!contains(run, seen, value)) seen.push(value)
    else if (!contains(run, found, value)) found.push(value)
  }
  return found
}

function sublist(values: readonly Value[], start: Num, length: Num | undefined): Value {
  const from = placeOf(values.length, start)
  if (from === null) return null
  if (length === undefined) return values.slice(from)
  const count = wholeNumber(length)
  return count === null || count < 0 || from + count > values.length ? null : values.slice(from, from + count)
}

function flatten(run: Run, values: readonly Value[]): Value[] {
  const flat: Value[] = []
  for (const value of values) {
    run.step()
    if (isList(value)) for (const inner of flatten(run, value)) flat.push(inner)
    else flat.push(value)
  }
  return flat
}

/** The least (`sign` 1) or greatest (-1) of values of one ordered type. */
function extreme(values: readonly Value[], sign: 1 | -1): Value {
  let best = values[0] ?? null
  if (best === null || compare(best, best) === null) return null
  for (const value of values) {
    const order = compare(value, best)
    if (order === null) return null
    if (order * sign < 0) best = value
  }
  return best
}

/** Three-valued `and` over a list (`decisive` false) or `or` (`decisive` true). */
function combineTruth(values: readonly Value[], decisive: boolean): Value {
  if (values.includes(decisive)) return decisive
  return values.every((value) => value === !decisive) ? !decisive : null
}

function sorted(run: Run, values: readonly Value[], precedes: FeelFunction | undefined): Value {
  run.step(values.length)
  if (precedes !== undefined) {
    if (precedes.parameters.length !== 2) return null
    const before = (a: Value, b: Value) => precedes.invoke([a, b], run) === true
    return values.toSorted((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0))
  }
  const first = values[0] ?? null
  if (values.some((value) => compare(first, value) === null)) return null
  return values.toSorted((a, b) => compare(a, b) ?? 0)
}

function replaceWhere(run: Run, values: readonly Value[], match: FeelFunction, newItem: Value): Value {
  const result: Value[] = []
  for (const value of values) {
    const holds = match.invoke([value, newItem], run)
    if (typeof holds !== 'boolean') return null
    result.push(holds ? newItem : value)
  }
  return result
}

function joined(run: Run, lists: readonly (readonly Value[])[]): Value[] {
  const all: Value[] = []
  for (const values of lists) {
    run.step(values.length)
    for (const value of values) all.push(value)
  }
  return all
}

function partition(values: readonly Value[], size: Num): Value {
  const n = wholeNumber(size)
  if (n === null || n < 1) return null
  const parts: Value[] = []
  for (let i = 0; i < values.length; i += n) parts.push(values.slice(i, i + n))
  return parts
}

const copying: readonly Overload[] = [
  define('list contains', [one('list', list), one('element', any)], contains),
  define('count', [one('list', list)], (_, values) => new Num(values.length)),
  define('is empty', [one('list', list)], (_, values) => values.length === 0),
  define(
    'sublist',
    [one('list', list), one('start position', number), optional('length', number)],
    (run, l, s, n) => {
      run.step(l.length)
      return sublist(l, s, n)
    },
  ),
  define('append', [one('list', list), rest('item', any)], (run, values, ...items) =>
    joined(run, [values, items]),
  ),
  define('concatenate', [rest('list', list)], (run, ...lists) => joined(run, lists)),
  define(
    'insert before',
    [one('list', list), one('position', number), one('newItem', any)],
    (run, l, position, item) => {
      const place = placeOf(l.length, position)
      run.step(l.length)
      return place === null ? null : l.toSpliced(place, 0, item)
    },
  ),
  define('remove', [one('list', list), one('position', number)], (run, l, position) => {
    const place = placeOf(l.length, position)
    run.step(l.length)
    return place === null ? null : l.toSpliced(place, 1)
  }),
  define(
    'list replace',
    [one('list', list), one('position', number), one('newItem', any)],
    (run, l, position, item) => {
      const place = placeOf(l.length, position)
      run.step(l.length)
      return place === null ? null : l.with(place, item)
    },
  ),
  define('list replace', [one('list', list), one('match', callable), one('newItem', any)], replaceWhere),
  define('reverse', [one('list', list)], (run, l) => {
    run.step(l.length)
    return l.toReversed()
  }),
  define('index of', [one('list', list), one('match', any)], (run, l, match) => {
    comparing(run, l, match)
    return l.flatMap((value, i) => (isSame(value, match) ? [new Num(i + 1)] : []))
  }),
  define('union', [rest('list', list)], (run, ...lists) => distinct(run, joined(run, lists))),
  define('distinct values', [one('list', list)], distinct),
  define('duplicate values', [one('list', list)], duplicates),
  define('flatten', [one('list', list)], flatten),
  define('sort', [one('list', list), optional('precedes', callable)], sorted),
  define('partition', [one('list', list), one('size', number)], (run, l, size) => {
    run.step(l.length)
    return partition(l, size)
  }),
]

/** Declares a function both over a list and over its arguments: `min([1, 2])`, `min(1, 2)`. */
function overList(
  name: string,
  parameter: string,
  body: (run: Run, values: readonly Value[]) => Value,
): Overload[] {
  const counted = (run: Run, values: readonly Value[]) => {
    run.step(values.length)
    return body(run, values)
  }
  return [
    define(name, [one('list', list)], counted),
    define(name, [rest(parameter, any)], (run, ...values) =>
      values.length < 2 ? null : counted(run, values),
    ),
  ]
}

/** Declares a function over numbers; any other element makes it null. */
function overNumbers(name: string, body: (numbers: readonly Num[]) => Value): Overload[] {
  return overList(name, 'n', (_, values) => {
    const numbers = values.filter((value) => value instanceof Num)
    return numbers.length === values.length ? body(numbers) : null
  })
}

const sum = (numbers: readonly Num[]): Num => numbers.reduce((total, n) => total.plus(n), ZERO)
const mean = (numbers: readonly Num[]): Num => sum(numbers).div(numbers.length)

function median(numbers: readonly Num[]): Value {
  const order = numbers.toSorted((a, b) => a.cmp(b))
  const middle = Math.trunc(order.length / 2)
  const upper = order[middle]
  if (upper === undefined) return null
  return order.length % 2 === 1 ? upper : finite(upper.plus(order[middle - 1] ?? upper).div(2))
}

/** The standard deviation of a sample (divided by n - 1). */
function deviation(numbers: readonly Num[]): Value {
  if (numbers.length < 2) return null
  const middle = mean(numbers)
  const squares = numbers.map((n) => n.minus(middle).pow(2))
  return finite(
    sum(squares)
      .div(numbers.length - 1)
      .sqrt(),
  )
}

/** The most frequent numbers, ascending. */
function mode(numbers: readonly Num[]): Value {
  const counts = new Map<string, { n: Num; count: number }>()
  for (const n of numbers) {
    const entry = counts.get(n.toFixed()) ?? { n, count: 0 }
    entry.count += 1
    counts.set(n.toFixed(), entry)
  }
  const most = Math.max(...[...counts.values()].map((entry) => entry.count))
  return [...counts.values()]
    .filter((entry) => entry.count === most)
    .map((entry) => entry.n)
    .sort((a, b) => a.cmp(b))
}

const aggregating: readonly Overload[] = [
  ...overList('min', 'c', (_, values) => extreme(values, 1)),
  ...overList('max', 'c', (_, values) => extreme(values, -1)),
  ...overList('all', 'b', (_, values) => combineTruth(values, false)),
  ...overList('and', 'b', (_, values) => combineTruth(values, false)),
  ...overList('any', 'b', (_, values) => combineTruth(values, true)),
  ...overList('or', 'b', (_, values) => combineTruth(values, true)),
  ...overNumbers('sum', (numbers) => (numbers.length === 0 ? null : finite(sum(numbers)))),
  ...overNumbers('mean', (numbers) => (numbers.length === 0 ? null : finite(mean(numbers)))),
  ...overNumbers('product', (numbers) =>
    numbers.length === 0 ? null : finite(numbers.reduce((total, n) => total.times(n))),
  ),
  ...overNumbers('median', median),
  ...overNumbers('stddev', deviation),
  ...overNumbers('mode', (numbers) => (numbers.length === 0 ? [] : mode(numbers))),
]

export const lists: readonly Overload[] = [...copying, ...aggregating]
