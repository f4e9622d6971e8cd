import type { TestShape, UnaryTests } from '../feel/compile-tests.ts'
import type { KnownNames } from '../feel/parse.ts'
import type { Run } from '../feel/run.ts'
import { type Code, Env } from '../feel/scope.ts'
import type { FeelType } from '../feel/type.ts'
import type { Value } from '../feel/value.ts'
import type { Boxed, TableBox } from './definitions.ts'
import type { Restriction } from './item-types.ts'

/** Where an expression stands: the names in force for the compiler and for the parser. */
export interface Place {
  readonly env: Env
  readonly known: KnownNames
}

/** A place inside, with more names in force. */
export function within(place: Place, kind: 'names' | 'item', names: readonly string[]): Place {
  return { env: new Env(place.env, kind, names), known: withNames(place.known, names) }
}

function withNames(known: KnownNames, names: readonly string[]): KnownNames {
  return names.length === 0 ? known : { ...known, ...Object.fromEntries(names.map((name) => [name, null])) }
}

/** What the static check knows of an input column: its label, and which values it may have. */
export interface ColumnCheck {
  readonly label: string
  readonly type: FeelType | undefined
  readonly allowed: Restriction | undefined
}

/** What the static check reads of a table. */
export interface TableCheck {
  readonly table: TableBox
  readonly columns: readonly ColumnCheck[]
  /** The order of values of each output column, where it has one. */
  readonly orders: readonly (readonly Value[] | undefined)[]
  readonly cells: readonly (readonly { readonly shapes: readonly TestShape[]; readonly negated: boolean }[])[]
}

/** The compiler of boxed expressions, as its parts see it. What is wrong becomes a finding, never an exception. */
export interface Boxes {
  /** The tables compiled so far, for the static check. */
  readonly tables: TableCheck[]
  compile(box: Boxed, place: Place): Code
  /** Compiles the text of an expression. */
  text(text: string, place: Place, element: string): Code
  /** Compiles the text of unary tests. */
  tests(text: string, place: Place, element: string): UnaryTests
  type(reference: string | undefined, element: string): FeelType | undefined
  restriction(text: string | undefined, element: string): Restriction | undefined
  /** Code whose value conforms to a type, or is null with a warning. */
  typed(code: Code, type: FeelType | undefined, element: string): Code
  add(message: string, element: string): void
  /** Warns that a value is not of its type and counts as null. */
  mistyped(run: Run, value: Value, type: FeelType, element: string): void
}
