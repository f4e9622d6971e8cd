import { DecisionError } from '../decision-error.ts'
import { parseDuration } from '../feel/duration.ts'
import { excerpt } from '../feel/format.ts'
import { coerce } from '../feel/function.ts'
import { fromJson } from '../feel/json.ts'
import { entryOf, keyOf } from '../feel/names.ts'
import { parseNumber } from '../feel/number.ts'
import { parseDate, parseDateTime, parseTime } from '../feel/temporal.ts'
import { DeclaredFunction, describeType, type FeelType } from '../feel/type.ts'
import { type FeelFunction, isContext, isList, type Value } from '../feel/value.ts'
import type { ModelRun } from './model-run.ts'

/**
 * A JSON value as the value of a typed input. JSON has no dates and no exact decimals, so that where the type asks for
 * a date, a duration or a number, its string is read as one. What does not conform is refused, naming the input.
 */
export function readInput(name: string, json: unknown, type: FeelType | undefined, run: ModelRun): Value {
  const value = adapt(fromJson(json), type)
  const typed = coerce(value, type, run)
  if (typed !== undefined || type === undefined) return typed ?? value
  const message = `The input "${name}" is ${excerpt(value)}, which is no ${describeType(type)}. Give a value of this type.`
  if (!run.lenient) throw new DecisionError('input_invalid', message, { element: name })
  run.warn({ message, text: name, line: 1, column: 1 })
  return null
}

/** The arguments of a function by name, from JSON: adapted to the types of its parameters, not refused. */
export function readArguments(of: FeelFunction, given: (name: string) => unknown): Map<string, Value> {
  const types = of instanceof DeclaredFunction ? (of.type.parameters ?? []) : []
  return new Map(of.parameters.map((name, i) => [name, adapt(fromJson(given(name)), types[i]?.type)]))
}

function adapt(value: Value, type: FeelType | undefined): Value {
  if (type === undefined || value === null) return value
  switch (type.kind) {
    case 'restricted':
      return adapt(value, type.base)
    case 'list':
      return isList(value) ? value.map((element) => adapt(element, type.of)) : value
    case 'context':
      return isContext(value) ? adaptEntries(value, type.entries) : value
    case 'simple':
      return typeof value === 'string' ? (readString(value, type.name) ?? value) : value
    default:
      return value
  }
}

function adaptEntries(value: ReadonlyMap<string, Value>, entries: ReadonlyMap<string, FeelType>): Value {
  const adapted = new Map(value)
  for (const [name, type] of entries) {
    const entry = entryOf(value, keyOf(name))
    // A missing optional entry is null: JSON writers leave out what they do not know.
    adapted.set(name, entry === undefined ? null : adapt(entry, type))
  }
  return adapted
}

function readString(text: string, type: string): Value {
  switch (type) {
    case 'number':
      return parseNumber(text)
    case 'date':
      return parseDate(text)
    case 'time':
      return parseTime(text)
    case 'date and time':
      return parseDateTime(text)
    case 'years and months duration':
    case 'days and time duration':
      return parseDuration(text)
    default:
      return text
  }
}
