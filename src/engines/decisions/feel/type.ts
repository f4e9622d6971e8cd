import { entryOf, keyOf } from './names.ts'
import type { Run } from './run.ts'
import { FeelFunction, isContext, isList, Range, type TypeName, typeName, type Value } from './value.ts'

/** A FEEL type as `instance of` and item definitions name it. */
export type FeelType =
  | { readonly kind: 'any' }
  | { readonly kind: 'simple'; readonly name: Exclude<TypeName, 'list' | 'context' | 'range' | 'function'> }
  | { readonly kind: 'list'; readonly of: FeelType }
  | { readonly kind: 'range'; readonly of: FeelType }
  | { readonly kind: 'context'; readonly entries: ReadonlyMap<string, FeelType> }
  | FunctionType
  /** A type with allowed values: `allows` judges one value, `description` is their text as written. */
  | {
      readonly kind: 'restricted'
      readonly base: FeelType
      readonly allows: (value: Value, run: Run) => boolean
      readonly description: string
      /** The allowed values in their order, where they are an enumeration. */
      readonly enumeration: readonly Value[] | undefined
    }

/** A function: what it takes, in order, and what it gives, as far as a model or an expression tells. */
export interface FunctionType {
  readonly kind: 'function'
  readonly parameters?: readonly ParameterType[] | undefined
  readonly result?: FeelType | undefined
}

/** A function that tells what it takes and gives. A built-in function does not: it may take several kinds of things. */
export class DeclaredFunction extends FeelFunction {
  readonly type: FunctionType
  constructor(
    name: string,
    type: FunctionType,
    parameters: readonly string[],
    invoke: FeelFunction['invoke'],
  ) {
    super(name, parameters, invoke)
    this.type = type
  }
}

/** A parameter of a function type; `instance of function<number>->string` knows no names. */
export interface ParameterType {
  readonly name: string | undefined
  readonly type: FeelType | undefined
}

export const ANY: FeelType = { kind: 'any' }

/** The type of one kind of simple value. */
export const simpleType = (name: Extract<FeelType, { kind: 'simple' }>['name']): FeelType => ({
  kind: 'simple',
  name,
})

const named: ReadonlyMap<string, FeelType> = new Map<string, FeelType>([
  ['any', ANY],
  ['null', simpleType('null')],
  ['boolean', simpleType('boolean')],
  ['string', simpleType('string')],
  ['number', simpleType('number')],
  ['date', simpleType('date')],
  ['time', simpleType('time')],
  ['date and time', simpleType('date and time')],
  ['datetime', simpleType('date and time')],
  ['years and months duration', simpleType('years and months duration')],
  ['yearmonthduration', simpleType('years and months duration')],
  ['days and time duration', simpleType('days and time duration')],
  ['daytimeduration', simpleType('days and time duration')],
  ['list', { kind: 'list', of: ANY }],
  ['context', { kind: 'context', entries: new Map() }],
  ['range', { kind: 'range', of: ANY }],
  ['function', { kind: 'function' }],
  // The names of Camunda and of older models.
  ['integer', simpleType('number')],
  ['long', simpleType('number')],
  ['double', simpleType('number')],
])

/** A built-in type by name, such as `number`, `feel:string` or `dateTime`. */
export function builtinType(name: string): FeelType | undefined {
  const plain = name.replace(/^feel[:.]/, '').trim()
  return named.get(plain.toLowerCase().replace(/\s+/g, ' '))
}

/** Whether a value conforms to a type (DMN 10.3.2.9.2). Null conforms to every type but is no instance of one. */
export function conforms(value: Value, type: FeelType, run: Run): boolean {
  switch (type.kind) {
    case 'any':
      return true
    case 'restricted':
      return conforms(value, type.base, run) && (value === null || type.allows(value, run))
    case 'simple':
      return value === null || typeName(value) === type.name
    case 'list':
      return value === null || (isList(value) && elementsConform(value, type.of, run))
    case 'range':
      return (
        value === null || (value instanceof Range && elementsConform([value.start, value.end], type.of, run))
      )
    case 'context':
      return value === null || (isContext(value) && entriesConform(value, type.entries, run))
    case 'function':
      return value === null || (value instanceof FeelFunction && isFunctionOf(typeOf(value), type))
  }
}

function elementsConform(values: readonly Value[], type: FeelType, run: Run): boolean {
  if (type.kind === 'any') return true
  run.step(values.length)
  return values.every((value) => conforms(value, type, run))
}

function entriesConform(
  value: ReadonlyMap<string, Value>,
  entries: ReadonlyMap<string, FeelType>,
  run: Run,
): boolean {
  run.step(entries.size)
  for (const [name, type] of entries) {
    const entry = entryOf(value, keyOf(name))
    if (entry === undefined || !conforms(entry, type, run)) return false
  }
  return true
}

function typeOf(value: FeelFunction): FunctionType | undefined {
  return value instanceof DeclaredFunction ? value.type : undefined
}

/** Whether a function stands in for another type of function: it takes at least as much and gives at most as much. */
function isFunctionOf(own: FunctionType | undefined, type: FunctionType): boolean {
  if (own === undefined) return true
  if (!isWithin(own.result, type.result)) return false
  if (own.parameters === undefined || type.parameters === undefined) return true
  const taken = own.parameters
  return (
    taken.length === type.parameters.length &&
    type.parameters.every((wanted, i) => isWithin(wanted.type, taken[i]?.type))
  )
}

/** Whether every value of a type is one of another type. What is not known is not held against it. */
function isWithin(type: FeelType | undefined, other: FeelType | undefined): boolean {
  if (type === undefined || other === undefined || type === other || other.kind === 'any') return true
  if (type.kind === 'restricted') return isWithin(type.base, other)
  if (other.kind === 'restricted') return isWithin(type, other.base)
  switch (other.kind) {
    case 'simple':
      return type.kind === 'simple' && type.name === other.name
    case 'list':
    case 'range':
      return type.kind === other.kind && isWithin(type.of, other.of)
    case 'function':
      return type.kind === 'function' && isFunctionOf(type, other)
    case 'context':
      return (
        type.kind === 'context' &&
        [...other.entries].every(
          ([name, of]) => type.entries.has(name) && isWithin(type.entries.get(name), of),
        )
      )
  }
}

/** `value instance of type`: null is an instance of Null and of nothing else. Allowed values do not count. */
export function isInstance(value: Value, type: FeelType, run: Run): boolean {
  if (value === null) return type.kind === 'simple' && type.name === 'null'
  return conforms(value, type, run)
}

const bases = new WeakMap<FeelType, FeelType>()

/** The type without its allowed values, inside too. Kept by type, since types share what they are made of. */
export function unrestricted(type: FeelType): FeelType {
  const known = bases.get(type)
  if (known !== undefined) return known
  const base = withoutRestrictions(type)
  bases.set(type, base)
  return base
}

function withoutRestrictions(type: FeelType): FeelType {
  switch (type.kind) {
    case 'restricted':
      return unrestricted(type.base)
    case 'list':
    case 'range':
      return { kind: type.kind, of: unrestricted(type.of) }
    case 'context':
      return {
        kind: 'context',
        entries: new Map([...type.entries].map(([name, of]) => [name, unrestricted(of)])),
      }
    case 'any':
    case 'simple':
    case 'function':
      return type
  }
}

/** A type as people read it; what is nested deeper than a few levels is left out. */
export function describeType(type: FeelType, depth = 0): string {
  switch (type.kind) {
    case 'any':
      return 'Any'
    case 'simple':
      return type.name
    case 'list':
    case 'range':
      return `${type.kind}<${describeType(type.of, depth + 1)}>`
    case 'function':
      return 'function'
    case 'context': {
      if (depth > 2) return 'context'
      const entries = [...type.entries].map(([name, of]) => `${name}: ${describeType(of, depth + 1)}`)
      return `context<${entries.join(', ')}>`
    }
    case 'restricted':
      return `${describeType(type.base, depth)} (${type.description})`
  }
}
