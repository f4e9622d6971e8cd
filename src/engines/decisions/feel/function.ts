import { FeelDate } from './day.ts'
import { normalizeName } from './names.ts'
import type { Run } from './run.ts'
import { dateAtMidnight } from './temporal.ts'
import { conforms, DeclaredFunction, type FeelType } from './type.ts'
import { type Arguments, type FeelFunction, isList, type Value } from './value.ts'

export interface Parameter {
  readonly name: string
  readonly type: FeelType | undefined
}

/**
 * A function written in FEEL or in a model. Other arguments than its parameters give null; an argument that is not of
 * its parameter's type counts as null (DMN 10.3.2.9.4).
 */
export function makeFunction(
  name: string,
  parameters: readonly Parameter[],
  body: (args: readonly Value[], run: Run) => Value,
  result?: FeelType,
): FeelFunction {
  const names = parameters.map((p) => p.name)
  const invoke = (args: Arguments, run: Run) => {
    const ordered = order(args, names)
    if (ordered === null) return mismatch(run, name, names)
    const typed = parameters.map((parameter, i) => {
      const value = coerce(ordered[i] ?? null, parameter.type, run)
      if (value === undefined) mismatch(run, name, names)
      return value ?? null
    })
    return run.deeper(() => body(typed, run))
  }
  return new DeclaredFunction(name, { kind: 'function', parameters, result }, names, invoke)
}

/** Arguments in the order of the parameters; null when they are not exactly these. */
function order(args: Arguments, names: readonly string[]): readonly Value[] | null {
  if (!(args instanceof Map)) return Array.isArray(args) && args.length === names.length ? args : null
  if (args.size !== names.length) return null
  const byName = new Map([...args].map(([key, value]) => [normalizeName(key), value]))
  const values = names.map((name) => byName.get(normalizeName(name)))
  return values.every((value) => value !== undefined) ? values : null
}

function mismatch(run: Run, name: string, names: readonly string[]): null {
  run.warn({
    message: `The arguments do not fit ${name}(${names.join(', ')}). Check their number, names and types.`,
    text: name,
    line: 1,
    column: 1,
  })
  return null
}

/**
 * Implicit conversions of DMN 10.3.2.9.4: a list of one to its element, however deep it lies, an element to a list of
 * one, a date to the midnight in UTC it begins with. Undefined when the value still does not conform.
 */
export function coerce(value: Value, type: FeelType | undefined, run: Run): Value | undefined {
  if (type === undefined || conforms(value, type, run)) return value
  let only: Value = value
  while (isList(only) && only.length === 1) {
    run.step()
    only = only[0] ?? null
    if (conforms(only, type, run)) return only
  }
  if (isListType(type) && !isList(value) && conforms([value], type, run)) return [value]
  if (value instanceof FeelDate && isMoment(type)) return dateAtMidnight(value, { offset: 0 })
  return undefined
}

function isMoment(type: FeelType): boolean {
  return type.kind === 'simple' && type.name === 'date and time'
}

function isListType(type: FeelType): boolean {
  return type.kind === 'list' || (type.kind === 'restricted' && isListType(type.base))
}
