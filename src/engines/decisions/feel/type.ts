import { entryOf, keyOf } from './names.ts'
import { isContext, isList, Range, type TypeName, typeName, type Value } from './value.ts'

/** A FEEL type as `instance of` and item definitions name it. */
export type FeelType =
  | { readonly kind: 'any' }
  | { readonly kind: 'simple'; readonly name: Exclude<TypeName, 'list' | 'context' | 'range' | 'function'> }
  | { readonly kind: 'list'; readonly of: FeelType }
  | { readonly kind: 'range'; readonly of: FeelType }
  | { readonly kind: 'context'; readonly entries: ReadonlyMap<string, FeelType> }
  | { readonly kind: 'function' }
  /** A type with allowed values; `allows` judges one value, `description` is shown to people. */
  | {
      readonly kind: 'restricted'
      readonly base: FeelType
      readonly allows: (value: Value) => boolean
      readonly description: string
    }

export const ANY: FeelType = { kind: 'any' }

const simple = (name: Extract<FeelType, { kind: 'simple' }>['name']): FeelType => ({ kind: 'simple', name })

const named: ReadonlyMap<string, FeelType> = new Map<string, FeelType>([
  ['any', ANY],
  ['null', simple('null')],
  ['boolean', simple('boolean')],
  ['string', simple('string')],
  ['number', simple('number')],
  ['date', simple('date')],
  ['time', simple('time')],
  ['date and time', simple('date and time')],
  ['datetime', simple('date and time')],
  ['years and months duration', simple('years and months duration')],
  ['yearmonthduration', simple('years and months duration')],
  ['days and time duration', simple('days and time duration')],
  ['daytimeduration', simple('days and time duration')],
  ['list', { kind: 'list', of: ANY }],
  ['context', { kind: 'context', entries: new Map() }],
  ['range', { kind: 'range', of: ANY }],
  ['function', { kind: 'function' }],
  // The names of Camunda and of older models.
  ['integer', simple('number')],
  ['long', simple('number')],
  ['double', simple('number')],
])

/** A built-in type by name, such as `number`, `feel:string` or `dateTime`. */
export function builtinType(name: string): FeelType | undefined {
  const plain = name.replace(/^feel[:.]/, '').trim()
  return named.get(plain.toLowerCase().replace(/\s+/g, ' '))
}

/** Whether a value conforms to a type (DMN 10.3.2.9.2). Null conforms to every type but is no instance of one. */
export function conforms(value: Value, type: FeelType): boolean {
  if (type.kind === 'any') return true
  if (type.kind === 'restricted') return conforms(value, type.base) && (value === null || type.allows(value))
  if (value === null) return true
  switch (type.kind) {
    case 'simple':
      return typeName(value) === type.name
    case 'list':
      return isList(value) && (type.of.kind === 'any' || value.every((element) => conforms(element, type.of)))
    case 'range':
      return value instanceof Range && conforms(value.start, type.of) && conforms(value.end, type.of)
    case 'context':
      return isContext(value) && entriesConform(value, type.entries)
    case 'function':
      return typeName(value) === 'function'
  }
}

function entriesConform(value: ReadonlyMap<string, Value>, entries: ReadonlyMap<string, FeelType>): boolean {
  for (const [name, type] of entries) {
    const entry = entryOf(value, keyOf(name))
    if (entry === undefined || !conforms(entry, type)) return false
  }
  return true
}

/** `value instance of type`: null is an instance of Null and of nothing else. */
export function isInstance(value: Value, type: FeelType): boolean {
  if (value === null) return type.kind === 'simple' && type.name === 'null'
  return conforms(value, type)
}

/** A type as people read it. */
export function describeType(type: FeelType): string {
  switch (type.kind) {
    case 'any':
      return 'Any'
    case 'simple':
      return type.name
    case 'list':
      return `list<${describeType(type.of)}>`
    case 'range':
      return `range<${describeType(type.of)}>`
    case 'function':
      return 'function'
    case 'context':
      return `context<${[...type.entries].map(([name, of]) => `${name}: ${describeType(of)}`).join(', ')}>`
    case 'restricted':
      return `${describeType(type.base)} (${type.description})`
  }
}
