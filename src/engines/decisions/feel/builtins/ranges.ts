import { makeRange } from '../compile-literals.ts'
import { compare, inRange } from '../equality.ts'
import { parseNumber } from '../number.ts'
import { Range, type Value } from '../value.ts'
import { parseTemporal } from './conversion.ts'
import { define, type Match, nonNull, type Overload, one, range, text } from './define.ts'

/** A point: what is comparable and no range. */
const point: Match<Value> = (value) => (value === null || value instanceof Range ? undefined : value)

/** Where two ends lie: negative when a lies below b. Null: they cannot be compared. */
type Order = number | null

const holds = (order: Order, test: (order: number) => boolean): Value => (order === null ? null : test(order))

/** Whether a range ends before a position; a shared end counts as before where it is not in both. */
function endsBefore(a: Range, start: Value, bothInclude: boolean): Value {
  return holds(compare(a.end, start), (o) => o < 0 || (o === 0 && !bothInclude))
}

/** Orders starts: the one that begins earlier is less; `[1` begins before `(1`. */
function startOrder(a: Range, b: Range): Order {
  const order = compare(a.start, b.start)
  return order === 0 ? Number(b.startIncluded) - Number(a.startIncluded) : order
}

/** Orders ends: the one that ends earlier is less; `1)` ends before `1]`. */
function endOrder(a: Range, b: Range): Order {
  const order = compare(a.end, b.end)
  return order === 0 ? Number(a.endIncluded) - Number(b.endIncluded) : order
}

function both(a: Value, b: Value): Value {
  if (a === false || b === false) return false
  return a === null || b === null ? null : true
}

function before(a: Range, b: Range): Value {
  return endsBefore(a, b.start, a.endIncluded && b.startIncluded)
}

function meets(a: Range, b: Range): Value {
  return holds(compare(a.end, b.start), (o) => o === 0 && a.endIncluded && b.startIncluded)
}

function overlaps(a: Range, b: Range): Value {
  const first = before(a, b)
  const second = before(b, a)
  return first === null || second === null ? null : first === false && second === false
}

function overlapsBefore(a: Range, b: Range): Value {
  return both(
    both(
      holds(startOrder(a, b), (o) => o < 0),
      holds(endOrder(a, b), (o) => o <= 0),
    ),
    overlaps(a, b),
  )
}

function includes(a: Range, b: Range): Value {
  return both(
    holds(startOrder(a, b), (o) => o <= 0),
    holds(endOrder(a, b), (o) => o >= 0),
  )
}

function starts(a: Range, b: Range): Value {
  return both(
    holds(startOrder(a, b), (o) => o === 0),
    holds(endOrder(a, b), (o) => o <= 0),
  )
}

function finishes(a: Range, b: Range): Value {
  return both(
    holds(endOrder(a, b), (o) => o === 0),
    holds(startOrder(a, b), (o) => o >= 0),
  )
}

function coincides(a: Range, b: Range): Value {
  return both(
    holds(startOrder(a, b), (o) => o === 0),
    holds(endOrder(a, b), (o) => o === 0),
  )
}

const startsWith = (r: Range, p: Value): Value =>
  holds(compare(r.start, p), (o) => o === 0 && r.startIncluded)
const endsWith = (r: Range, p: Value): Value => holds(compare(r.end, p), (o) => o === 0 && r.endIncluded)

const r1 = one('range1', range)
const r2 = one('range2', range)
const aRange = one('range', range)
const aPoint = one('point', point)
const p1 = one('point1', point)
const p2 = one('point2', point)

const LITERAL = /^([[(\]])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])[])$/s

/** Reads `range("[1..5)")`: endpoints are literals, or empty for an open side. */
function parseRange(from: string): Value {
  const match = LITERAL.exec(from.trim())
  if (match === null) return null
  const [, opening, low = '', high = '', closing] = match
  const start = endpoint(low)
  const end = endpoint(high)
  if (start === undefined || end === undefined) return null
  // What ends before it starts is no range.
  if ((compare(start, end) ?? 0) > 0) return null
  return makeRange(start, end, opening === '[', closing === ']')
}

function endpoint(literal: string): Value | undefined {
  if (literal === '' || literal === 'null') return null
  const temporal = /^(?:@|(?:date and time|date|time|duration)\s*\(\s*)"([^"]*)"\s*\)?$/.exec(literal)
  if (temporal !== null) return parseTemporal(temporal[1] ?? '') ?? undefined
  if (/^"[^"]*"$/.test(literal)) return literal.slice(1, -1)
  return parseNumber(literal) ?? undefined
}

export const ranges: readonly Overload[] = [
  define('range', [one('from', text)], (_, from) => parseRange(from)),
  define('before', [r1, r2], (_, a, b) => before(a, b)),
  define('before', [one('point', point), aRange], (_, p, r) =>
    holds(compare(p, r.start), (o) => o < 0 || (o === 0 && !r.startIncluded)),
  ),
  define('before', [aRange, aPoint], (_, r, p) => endsBefore(r, p, r.endIncluded)),
  define('before', [p1, p2], (_, a, b) => holds(compare(a, b), (o) => o < 0)),
  define('after', [r1, r2], (_, a, b) => before(b, a)),
  define('after', [aPoint, aRange], (_, p, r) => endsBefore(r, p, r.endIncluded)),
  define('after', [aRange, aPoint], (_, r, p) =>
    holds(compare(p, r.start), (o) => o < 0 || (o === 0 && !r.startIncluded)),
  ),
  define('after', [p1, p2], (_, a, b) => holds(compare(a, b), (o) => o > 0)),
  define('meets', [r1, r2], (_, a, b) => meets(a, b)),
  define('met by', [r1, r2], (_, a, b) => meets(b, a)),
  define('overlaps', [r1, r2], (_, a, b) => overlaps(a, b)),
  define('overlaps before', [r1, r2], (_, a, b) => overlapsBefore(a, b)),
  define('overlaps after', [r1, r2], (_, a, b) => overlapsBefore(b, a)),
  define('finishes', [aPoint, aRange], (_, p, r) => endsWith(r, p)),
  define('finishes', [r1, r2], (_, a, b) => finishes(a, b)),
  define('finished by', [aRange, aPoint], (_, r, p) => endsWith(r, p)),
  define('finished by', [r1, r2], (_, a, b) => finishes(b, a)),
  define('includes', [aRange, aPoint], (_, r, p) => inRange(p, r)),
  define('includes', [r1, r2], (_, a, b) => includes(a, b)),
  define('during', [aPoint, aRange], (_, p, r) => inRange(p, r)),
  define('during', [r1, r2], (_, a, b) => includes(b, a)),
  define('starts', [aPoint, aRange], (_, p, r) => startsWith(r, p)),
  define('starts', [r1, r2], (_, a, b) => starts(a, b)),
  define('started by', [aRange, aPoint], (_, r, p) => startsWith(r, p)),
  define('started by', [r1, r2], (_, a, b) => starts(b, a)),
  define('coincides', [r1, r2], (_, a, b) => coincides(a, b)),
  define('coincides', [one('point1', nonNull), one('point2', nonNull)], (_, a, b) =>
    a instanceof Range || b instanceof Range ? null : holds(compare(a, b), (o) => o === 0),
  ),
]
