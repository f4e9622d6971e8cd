import { DecisionError } from '../decision-error.ts'
import { compileTests } from '../feel/compile-tests.ts'
import { isSame } from '../feel/equality.ts'
import { compilerFor } from '../feel/expression.ts'
import { type KnownNames, parse } from '../feel/parse.ts'
import type { Run } from '../feel/run.ts'
import { Env, Scope } from '../feel/scope.ts'
import { ANY, builtinType, type FeelType } from '../feel/type.ts'
import type { Value } from '../feel/value.ts'
import type { ItemDefinition } from './definitions.ts'

/** How many types may be made of each other in a row; bounds the stack of reading and judging values. */
const ROW_MAX = 200

/** The types of an imported model, under the name its import has here; an import need not have one. */
export interface ImportedTypes {
  readonly name: string
  readonly types: ItemTypes
}

/** The types of a model by name: its item definitions, those of its imports (`import.tName`), and the built-in ones. */
export class ItemTypes {
  readonly #definitions: ReadonlyMap<string, ItemDefinition>
  readonly #imported: readonly ImportedTypes[]
  readonly #findings: DecisionError[]
  readonly #compiled = new Map<string, FeelType>()
  readonly #underway = new Set<string>()

  constructor(
    definitions: readonly ItemDefinition[],
    imported: readonly ImportedTypes[],
    findings: DecisionError[],
  ) {
    this.#definitions = new Map(definitions.map((d) => [d.name, d]))
    this.#imported = imported
    this.#findings = findings
    for (const definition of definitions) this.find(definition.name)
  }

  /** A type by name, or undefined when there is none. */
  readonly find = (name: string): FeelType | undefined => {
    const known = this.#compiled.get(name)
    if (known !== undefined) return known
    const definition = this.#definitions.get(name)
    if (definition === undefined) return builtinType(name) ?? this.#fromImport(name)
    if (this.#underway.has(name)) {
      this.#add(definition, `The type ${name} contains itself. Break the cycle.`)
      return ANY
    }
    if (this.#underway.size >= ROW_MAX) {
      this.#add(definition, `More than ${ROW_MAX} types are made of each other in a row. Flatten them.`)
      return ANY
    }
    this.#underway.add(name)
    const type = this.#compile(definition)
    this.#underway.delete(name)
    this.#compiled.set(name, type)
    return type
  }

  /** The type of a reference in a model; an unknown one becomes a finding and Any. */
  resolve(reference: string | undefined, element: string): FeelType | undefined {
    if (reference === undefined || reference === '') return undefined
    const type = this.find(reference.trim()) ?? this.find(reference.trim().replace(/^\w+:/, ''))
    if (type !== undefined) return type
    this.#findings.push(
      new DecisionError(
        'model_invalid',
        `There is no type "${reference}". Define it as an item definition.`,
        { element },
      ),
    )
    return undefined
  }

  #fromImport(name: string): FeelType | undefined {
    const dot = name.indexOf('.')
    // An import without name brings its types in as if they were own ones.
    for (const { name: prefix, types } of this.#imported) {
      if (prefix !== '' && prefix !== name.slice(0, Math.max(dot, 0))) continue
      const type = types.find(prefix === '' ? name : name.slice(dot + 1))
      if (type !== undefined) return type
    }
    return undefined
  }

  #compile(definition: ItemDefinition): FeelType {
    const base = this.#base(definition)
    const allowed = this.#tests(definition, definition.allowedValues)
    // Allowed values of its own take the place of those of the type it is based on.
    const open = allowed !== undefined && base.kind === 'restricted' ? base.base : base
    const element = restricted(open, allowed)
    const whole: FeelType = definition.isCollection ? { kind: 'list', of: element } : element
    return restricted(whole, this.#tests(definition, definition.typeConstraint))
  }

  #base(definition: ItemDefinition): FeelType {
    const item = definition.functionItem
    if (item !== undefined) {
      const parameters = item.parameters.map((p) => ({
        name: p.name,
        type: this.resolve(p.typeRef, definition.id),
      }))
      return { kind: 'function', parameters, result: this.resolve(item.typeRef, definition.id) }
    }
    if (definition.components.length > 0) {
      return {
        kind: 'context',
        entries: new Map(definition.components.map((c) => [c.name, this.#compile(c)])),
      }
    }
    return this.resolve(definition.typeRef, definition.id) ?? ANY
  }

  #tests(definition: ItemDefinition, text: string | undefined): Restriction | undefined {
    if (text === undefined) return undefined
    try {
      return compileRestriction(text, this.find)
    } catch (error) {
      if (!(error instanceof DecisionError)) throw error
      this.#findings.push(error.at(definition.id))
      return undefined
    }
  }

  #add(definition: ItemDefinition, message: string): void {
    this.#findings.push(new DecisionError('model_invalid', message, { element: definition.id }))
  }
}

/** Allowed values: a text of unary tests, ready to judge. */
export interface Restriction {
  readonly text: string
  readonly allows: (value: Value, run: Run) => boolean
  readonly enumeration: readonly Value[] | undefined
}

const NO_NAMES: KnownNames = {}

/** Compiles allowed values. They can only be constants and conditions on `?`; other variables are null. */
export function compileRestriction(text: string, types: (name: string) => FeelType | undefined): Restriction {
  const source = parse(text, 'UnaryTests', NO_NAMES)
  const tests = compileTests(compilerFor(source, { types }), source.root, Env.root([]))
  const values = tests.shapes.map((shape) => (shape.kind === 'value' ? shape.value : undefined))
  return {
    text,
    allows: (value, run) => tests.test(value, new Scope(run, null, [])) === true,
    enumeration: !tests.negated && values.every((value) => value !== undefined) ? values : undefined,
  }
}

function restricted(base: FeelType, restriction: Restriction | undefined): FeelType {
  if (restriction === undefined) return base
  const { allows, text, enumeration } = restriction
  return { kind: 'restricted', base, allows, description: text, enumeration }
}

/** The allowed values of a type in their order, where they are an enumeration. */
export function enumerationOf(type: FeelType | undefined): readonly Value[] | undefined {
  return type?.kind === 'restricted' ? (type.enumeration ?? enumerationOf(type.base)) : undefined
}

/** The place of a value in an order of values; behind all of them when it is not among them. */
export function rankIn(values: readonly Value[], value: Value): number {
  const place = values.findIndex((candidate) => isSame(candidate, value))
  return place < 0 ? values.length : place
}

const inside = new WeakMap<FeelType, KnownNames | null>()

/** Names of entries inside a type, for the parser. Kept by type, since types share what they are made of. */
export function namesInside(type: FeelType | undefined): KnownNames | null {
  if (type === undefined) return null
  if (type.kind === 'list' || type.kind === 'range') return namesInside(type.of)
  if (type.kind === 'restricted') return namesInside(type.base)
  if (type.kind !== 'context') return null
  const known = inside.get(type)
  if (known !== undefined) return known
  const names = Object.fromEntries([...type.entries].map(([name, of]) => [name, namesInside(of)]))
  inside.set(type, names)
  return names
}
