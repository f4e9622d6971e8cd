import { DecisionError } from '../decision-error.ts'
import { compileNode } from '../feel/compile.ts'
import { compileTests, type UnaryTests } from '../feel/compile-tests.ts'
import type { Compiler } from '../feel/compiler.ts'
import { compilerFor } from '../feel/expression.ts'
import { excerpt } from '../feel/format.ts'
import { coerce, makeFunction } from '../feel/function.ts'
import { normalizeName } from '../feel/names.ts'
import { type KnownNames, parse, parsingCost, type Source } from '../feel/parse.ts'
import type { Run } from '../feel/run.ts'
import { type Code, constant, constantOf, Env, Scope } from '../feel/scope.ts'
import { describeType, type FeelType, type FunctionType } from '../feel/type.ts'
import { FeelFunction, typeName, type Value } from '../feel/value.ts'
import type { Boxes, Place, TableCheck } from './boxes.ts'
import { compileFilterBox, compileIteratorBox } from './compile-boxed-loops.ts'
import { compileTable } from './compile-table.ts'
import type { Boxed, ContextBox, FunctionBox, InvocationBox, LiteralBox, RelationBox } from './definitions.ts'
import { isFeel } from './dmn-element.ts'
import { compileRestriction, type ItemTypes, namesInside, type Restriction } from './item-types.ts'
import { plainLiteral, plainTest } from './plain-cell.ts'

/** Most work of the parser for one model; a table of 10,000 ordinary rules takes a small part of it. */
const PARSING_MAX = 4_000_000

/**
 * Compiles the boxed expressions of one model. What is wrong becomes a finding and the value null, so that one pass
 * tells everything; a model with findings is never evaluated.
 */
export class BoxCompiler implements Boxes {
  readonly tables: TableCheck[] = []
  readonly #types: ItemTypes
  readonly #findings: DecisionError[]
  #cost = 0

  constructor(types: ItemTypes, findings: DecisionError[]) {
    this.#types = types
    this.#findings = findings
  }

  /** Compiles an expression; its result is of its type or null. A table's columns have types of their own. */
  compile(box: Boxed, place: Place): Code {
    const code = this.#untyped(box, place)
    const typed = box.kind !== 'table' && box.kind !== 'function'
    return typed ? this.typed(code, this.type(box.typeRef, box.id), box.id) : code
  }

  #untyped(box: Boxed, place: Place): Code {
    switch (box.kind) {
      case 'literal':
        return this.#literal(box, place)
      case 'table':
        return compileTable(box, place, this)
      case 'context':
        return this.#context(box, place)
      case 'list': {
        const elements = box.elements.map((element) => this.compile(element, place))
        return (scope) => elements.map((element) => element(scope))
      }
      case 'relation':
        return this.#relation(box, place)
      case 'function':
        return this.function(box, place, 'function')
      case 'invocation':
        return this.#invocation(box, place)
      case 'conditional': {
        const condition = this.compile(box.condition, place)
        const yes = this.compile(box.yes, place)
        const no = this.compile(box.no, place)
        return this.#conditional(condition, yes, no, box.id)
      }
      case 'iterator':
        return compileIteratorBox(box, place, this)
      case 'filter':
        return compileFilterBox(box, place, this)
    }
  }

  /** Compiles the text of an expression; several with commas between them are a list where `several` allows it. */
  text(text: string, place: Place, element: string, several = false): Code {
    const plain = plainLiteral(text)
    if (plain !== undefined) return constant(plain)
    return this.#finding(element, constant(null), () => {
      const parsable = this.#parsable(text, element)
      const source = several
        ? parseSeveral(parsable, place.known)
        : parse(parsable, 'Expression', place.known)
      return compileNode(this.#compiler(source, element), source.root, place.env)
    })
  }

  /** Compiles the text of unary tests. */
  tests(text: string, place: Place, element: string): UnaryTests {
    const plain = plainTest(text)
    if (plain !== undefined) return plain
    return this.#finding(element, NEVER, () => {
      const source = parse(this.#parsable(text, element), 'UnaryTests', place.known)
      return compileTests(this.#compiler(source, element), source.root, place.env)
    })
  }

  type(reference: string | undefined, element: string): FeelType | undefined {
    return this.#types.resolve(reference, element)
  }

  restriction(text: string | undefined, element: string): Restriction | undefined {
    if (text === undefined) return undefined
    return this.#finding(element, undefined, () => compileRestriction(text, this.#types.find))
  }

  add(message: string, element: string, code: DecisionError['code'] = 'model_invalid'): void {
    this.#findings.push(new DecisionError(code, message, { element }))
  }

  /** Code whose value conforms to a type, or is null with a warning (DMN 10.3.2.9.4). */
  typed(code: Code, type: FeelType | undefined, element: string): Code {
    if (type === undefined || type.kind === 'any') return code
    const fixed = constantOf(code)
    if (fixed !== undefined && type.kind === 'simple' && (fixed === null || typeName(fixed) === type.name))
      return code
    return (scope) => {
      const value = code(scope)
      const typed = coerce(value, type, scope.run)
      if (typed === undefined) this.mistyped(scope.run, value, type, element)
      return typed ?? null
    }
  }

  mistyped(run: Run, value: Value, type: FeelType, element: string): void {
    const message = `${excerpt(value)} is no ${describeType(type)}: the result is null.`
    run.warn({ message, text: element, line: 1, column: 1 })
  }

  /** A part that is wrong is a finding, and null where the model is tried all the same. */
  #compiler(source: Source, element: string): Compiler {
    const reject = (error: DecisionError) => {
      this.#findings.push(error.at(element))
    }
    return compilerFor(source, { types: this.#types.find, reject })
  }

  /** A text to be parsed; a model that would keep the parser busy for long is given up as a whole. */
  #parsable(text: string, element: string): string {
    this.#cost += parsingCost(text)
    if (this.#cost <= PARSING_MAX) return text
    throw new DecisionError(
      'model_too_large',
      'The expressions of the model are too long, taken together. Split it.',
      {
        element,
      },
    )
  }

  #finding<T>(element: string, otherwise: T, work: () => T): T {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof DecisionError) || error.code === 'model_too_large') throw error
      this.#findings.push(error.at(element))
      return otherwise
    }
  }

  #literal(box: LiteralBox, place: Place): Code {
    if (!isFeel(box.language)) {
      this.add(
        `The expression language ${box.language} is not executed. Write the expression in FEEL.`,
        box.id,
        'model_not_supported',
      )
      return constant(null)
    }
    return this.text(box.text, place, box.id, true)
  }

  /** A condition that is unknown is not true; one that is no condition at all leaves nothing to choose. */
  #conditional(condition: Code, yes: Code, no: Code, element: string): Code {
    return (scope) => {
      const value = condition(scope)
      if (value === true) return yes(scope)
      if (value === false || value === null) return no(scope)
      const message = `The condition is ${typeName(value)}, neither true nor false: the result is null.`
      scope.run.warn({ message, text: element, line: 1, column: 1 })
      return null
    }
  }

  #context(box: ContextBox, place: Place): Code {
    const env = new Env(place.env, 'names', [])
    let known = place.known
    const entries = box.entries.map((entry) => {
      const type = this.type(entry.typeRef, box.id)
      const declare = () => {
        if (entry.name === undefined) return
        env.names.push(normalizeName(entry.name))
        known = { ...known, [entry.name]: namesInside(type) }
      }
      // A function sees its own name, so that it may call itself.
      const isFunction = entry.value.kind === 'function'
      if (isFunction) declare()
      const inner = this.typed(this.compile(entry.value, { env, known }), type, box.id)
      if (!isFunction) declare()
      return { name: entry.name, code: inner }
    })
    return (outer) => {
      const scope = new Scope(outer.run, outer, [])
      const context = new Map<string, Value>()
      for (const { name, code } of entries) {
        const value = code(scope)
        if (name === undefined) return value
        scope.slots.push(value)
        context.set(name, value)
      }
      return context
    }
  }

  #relation(box: RelationBox, place: Place): Code {
    const columns = box.columns.map((column) => ({
      name: column.name,
      type: this.type(column.typeRef, column.id),
    }))
    const rows = box.rows.map((row) =>
      row.map((cell, i) => this.typed(this.compile(cell, place), columns[i]?.type, cell.id)),
    )
    return (scope) =>
      rows.map((row) => new Map(columns.map(({ name }, i) => [name, row[i]?.(scope) ?? null])))
  }

  /**
   * Code that makes the function; its body sees the names around it. Its type, or that of the variable it is given to,
   * may be a function type that tells what its parameters and its result are; older models name the result alone.
   */
  function(box: FunctionBox, place: Place, name: string, declared?: FunctionType): Code {
    if (box.language !== 'FEEL') {
      this.add(
        `Functions in ${box.language} are not executed. Write the function in FEEL.`,
        box.id,
        'model_not_supported',
      )
      return constant(null)
    }
    const own = this.type(box.typeRef, box.id)
    const types = own?.kind === 'function' ? [own, declared] : [declared]
    const parameters = box.parameters.map((p) => ({
      name: p.name,
      type: this.type(p.typeRef, box.id) ?? parameterType(types, p.name),
    }))
    const inner: Place = {
      env: new Env(
        place.env,
        'names',
        parameters.map((p) => p.name),
      ),
      known: { ...place.known, ...Object.fromEntries(parameters.map((p) => [p.name, namesInside(p.type)])) },
    }
    const body = box.body === undefined ? constant(null) : this.compile(box.body, inner)
    const results = [own?.kind === 'function' ? own.result : own, declared?.result]
    const result = results.reduce((code, type) => this.typed(code, type, box.id), body)
    const given = results.findLast((type) => type !== undefined) ?? this.type(box.body?.typeRef, box.id)
    return (scope) =>
      makeFunction(name, parameters, (args, run) => result(new Scope(run, scope, [...args])), given)
  }

  #invocation(box: InvocationBox, place: Place): Code {
    const callee = this.compile(box.callee, place)
    const bindings = box.bindings.map((b) => {
      const code = b.value === undefined ? constant(null) : this.compile(b.value, place)
      return { name: b.name, code: this.typed(code, this.type(b.typeRef, box.id), box.id) }
    })
    return (scope) => {
      const value = callee(scope)
      if (value instanceof FeelFunction)
        return value.invoke(new Map(bindings.map((b) => [b.name, b.code(scope)])), scope.run)
      const message = `The invocation calls ${typeName(value)}, not a function. Check its name and the knowledge requirement.`
      scope.run.warn({ message, text: box.id, line: 1, column: 1 })
      return null
    }
  }
}

/** An expression, or what is one as the elements of a list: `1, 2` is `[1, 2]` (DMN grammar rule 2). */
function parseSeveral(text: string, known: KnownNames): Source {
  try {
    return parse(text, 'Expression', known)
  } catch (error) {
    if (!(error instanceof DecisionError) || !text.includes(',')) throw error
    try {
      return parse(`[${text}]`, 'Expression', known)
    } catch {
      throw error
    }
  }
}

const NEVER: UnaryTests = { test: () => false, shapes: [{ kind: 'opaque' }], negated: false }

/** The type that a function type gives a parameter of this name. */
function parameterType(types: readonly (FunctionType | undefined)[], name: string): FeelType | undefined {
  const normal = normalizeName(name)
  for (const type of types) {
    const named = type?.parameters?.find((p) => p.name !== undefined && normalizeName(p.name) === normal)
    if (named?.type !== undefined) return named.type
  }
  return undefined
}
