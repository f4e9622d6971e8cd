import { FeelDate } from './day.ts'
import { DaysTime, YearsMonths } from './duration.ts'
import { Num } from './number.ts'
import type { Run } from './run.ts'
import { FeelDateTime, FeelTime } from './temporal.ts'

/** A FEEL value (DMN 10.3.2). Immutable by convention: nothing in this room changes one after it was made. */
export type Value =
  | null
  | boolean
  | string
  | Num
  | FeelDate
  | FeelTime
  | FeelDateTime
  | YearsMonths
  | DaysTime
  | Range
  | FeelContext
  | FeelFunction
  | readonly Value[]

/** A FEEL context: entries in the order they were written. A map, so that no key can reach a JavaScript prototype. */
export type FeelContext = ReadonlyMap<string, Value>

/**
 * A FEEL range. A missing endpoint (`null`) is open to that side, as in `(>5)`. `(!=5)` begins and ends at 5, includes
 * neither end and holds everything outside.
 */
export class Range {
  readonly start: Value
  readonly end: Value
  readonly startIncluded: boolean
  readonly endIncluded: boolean
  readonly outside: boolean
  constructor(start: Value, end: Value, startIncluded: boolean, endIncluded: boolean, outside = false) {
    this.start = start
    this.end = end
    this.startIncluded = startIncluded
    this.endIncluded = endIncluded
    this.outside = outside
  }
}

/** Arguments as written: by position, or by name. */
export type Arguments = readonly Value[] | ReadonlyMap<string, Value>

/** A FEEL function. `invoke` answers null, with a warning, when the arguments do not fit. */
export class FeelFunction {
  readonly name: string
  readonly parameters: readonly string[]
  readonly invoke: (args: Arguments, run: Run) => Value
  constructor(name: string, parameters: readonly string[], invoke: (args: Arguments, run: Run) => Value) {
    this.name = name
    this.parameters = parameters
    this.invoke = invoke
  }
}

export type TypeName =
  | 'null'
  | 'boolean'
  | 'string'
  | 'number'
  | 'date'
  | 'time'
  | 'date and time'
  | 'years and months duration'
  | 'days and time duration'
  | 'range'
  | 'context'
  | 'function'
  | 'list'

/** The FEEL type of a value, by the name the standard gives it. */
export function typeName(value: Value): TypeName {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'string') return 'string'
  if (value instanceof Num) return 'number'
  if (isList(value)) return 'list'
  if (isContext(value)) return 'context'
  if (value instanceof FeelDate) return 'date'
  if (value instanceof FeelTime) return 'time'
  if (value instanceof FeelDateTime) return 'date and time'
  if (value instanceof YearsMonths) return 'years and months duration'
  if (value instanceof DaysTime) return 'days and time duration'
  if (value instanceof Range) return 'range'
  return 'function'
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

export function isContext(value: Value): value is FeelContext {
  return value instanceof Map
}

export function isNumber(value: Value): value is Num {
  return value instanceof Num
}
