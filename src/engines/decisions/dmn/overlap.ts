import type { TestShape } from '../feel/compile-tests.ts'
import { compare, inRange, isSame } from '../feel/equality.ts'
import type { Range, Value } from '../feel/value.ts'

/** Whether two things can both be true of one input; unknown where that cannot be told without evaluating. */
export type Meeting = 'overlap' | 'disjoint' | 'unknown'

/** A cell of a table as far as it is known before evaluation, made ready by `cellOf` to be compared with many. */
export interface Cell {
  readonly shapes: readonly TestShape[]
  readonly negated: boolean
  readonly text: string
  /** The one shape of a cell that has one and is not negated: most cells. */
  readonly only: TestShape | undefined
}

/** Makes a cell ready: empty ranges are left out, and `not` of booleans becomes the other boolean. */
export function cellOf(shapes: readonly TestShape[], negated: boolean, text: string): Cell {
  const filled = shapes.filter((shape) => shape.kind !== 'range' || !isEmpty(shape.range))
  const truths =
    negated && filled.length > 0 && filled.every((s) => s.kind === 'value' && typeof s.value === 'boolean')
  if (truths) {
    const left = [true, false].filter((value) => !filled.some((s) => s.kind === 'value' && s.value === value))
    return positive(
      left.map((value) => ({ kind: 'value', value })),
      text,
    )
  }
  return negated ? { shapes: filled, negated, text, only: undefined } : positive(filled, text)
}

function positive(shapes: readonly TestShape[], text: string): Cell {
  return { shapes, negated: false, text, only: shapes.length === 1 ? shapes[0] : undefined }
}

/** Whether two cells of one column can both accept an input. */
export function cellsMeet(a: Cell, b: Cell): Meeting {
  // The same condition accepts the same inputs, also where it is too clever to be read here.
  if (a.text === b.text && a.shapes.some((shape) => shape.kind === 'opaque')) return 'overlap'
  if (a.only !== undefined && b.only !== undefined) return shapesMeet(a.only, b.only)
  if (a.negated && b.negated) return bothNegated(a, b)
  if (a.negated) return negatedMeets(a, b)
  if (b.negated) return negatedMeets(b, a)
  return some(a.shapes.flatMap((x) => b.shapes.map((y) => shapesMeet(x, y))))
}

/** `[5..5)` accepts nothing. */
function isEmpty({ start, end, startIncluded, endIncluded }: Range): boolean {
  const order = start === null || end === null ? null : compare(start, end)
  return order !== null && (order > 0 || (order === 0 && !(startIncluded && endIncluded)))
}

function some(meetings: readonly Meeting[]): Meeting {
  if (meetings.includes('overlap')) return 'overlap'
  return meetings.includes('unknown') ? 'unknown' : 'disjoint'
}

function shapesMeet(a: TestShape, b: TestShape): Meeting {
  if (a.kind === 'opaque' || b.kind === 'opaque') return 'unknown'
  if (a.kind === 'any' || b.kind === 'any') return 'overlap'
  if (a.kind === 'value') return accepts(b, a.value) ? 'overlap' : 'disjoint'
  if (b.kind === 'value') return accepts(a, b.value) ? 'overlap' : 'disjoint'
  return rangesMeet(a.range, b.range) ? 'overlap' : 'disjoint'
}

/** Whether what is known of a cell accepts a value; what must be evaluated is not known. */
export function accepts(shape: TestShape, value: Value): boolean {
  if (shape.kind === 'value') return isSame(shape.value, value)
  return shape.kind === 'any' || (shape.kind === 'range' && inRange(value, shape.range) === true)
}

function rangesMeet(a: Range, b: Range): boolean {
  return startsBeforeEnd(a, b) && startsBeforeEnd(b, a)
}

/** Whether `a` begins before `b` ends, or where it ends if both hold that point. */
function startsBeforeEnd(a: Range, b: Range): boolean {
  if (a.start === null || b.end === null) return sameKind(a, b)
  const order = compare(a.start, b.end)
  return order !== null && (order < 0 || (order === 0 && a.startIncluded && b.endIncluded))
}

function sameKind(a: Range, b: Range): boolean {
  const x = a.start ?? a.end
  const y = b.start ?? b.end
  return compare(x, y) !== null
}

/** What `not(...)` leaves over against a positive cell. */
function negatedMeets(not: Cell, other: Cell): Meeting {
  return some(other.shapes.map((shape) => outsideMeets(not.shapes, shape)))
}

function outsideMeets(excluded: readonly TestShape[], shape: TestShape): Meeting {
  if (shape.kind === 'opaque' || excluded.some((s) => s.kind === 'opaque')) return 'unknown'
  if (excluded.some((s) => s.kind === 'any')) return 'disjoint'
  if (shape.kind === 'any') return 'overlap'
  if (shape.kind === 'value') return excluded.some((s) => accepts(s, shape.value)) ? 'disjoint' : 'overlap'
  if (excluded.every((s) => s.kind === 'value')) {
    // A range holds more values than can be listed, unless it is a single one.
    const { start, end } = shape.range
    const point = start !== null && end !== null && compare(start, end) === 0
    return point && excluded.some((s) => accepts(s, start)) ? 'disjoint' : 'overlap'
  }
  return excluded.some((s) => shapesMeet(s, shape) === 'overlap') ? 'unknown' : 'overlap'
}

/** Two exclusions leave something over in common, as far as they exclude single values. */
function bothNegated(a: Cell, b: Cell): Meeting {
  const onlyValues = [...a.shapes, ...b.shapes].every((s) => s.kind === 'value')
  return onlyValues ? 'overlap' : 'unknown'
}
