import type { Json } from '#kernel/contract.ts'
import { DecisionError } from '../decision-error.ts'
import { compileNode } from './compile.ts'
import { compileTests, type UnaryTests } from './compile-tests.ts'
import type { Compiler } from './compiler.ts'
import { fromJson, toJson } from './json.ts'
import { keyOf } from './names.ts'
import { knownNames, parse, type Source } from './parse.ts'
import { type Clock, DEFAULT_LIMITS, type Limits, Run, type Warning } from './run.ts'
import { type Code, Env, Scope } from './scope.ts'
import type { FeelType } from './type.ts'
import type { Value } from './value.ts'

export interface CompileOptions {
  /**
   * Variables the expression may name. Needed for names with signs in them (`net-amount`), which would otherwise be
   * read as arithmetic; names with spaces are understood without.
   */
  readonly names?: Iterable<string>
  /** Named types of the surrounding model, for `instance of`. */
  readonly types?: (name: string) => FeelType | undefined
  readonly limits?: Partial<Limits>
  /** Told of each function called by a name that is neither built in nor bound: it is looked for among the variables. */
  readonly unknownFunction?: (name: string) => void
}

/** Variables by name, as JSON values (see `fromJson`). Only those the expression names are looked at. */
export type Variables = Readonly<Record<string, unknown>>

/** What an evaluation gave, and what it noticed on the way. */
export interface Explanation {
  /** The value as JSON. */
  readonly value: Json
  readonly warnings: readonly Warning[]
}

/** A FEEL expression, parsed and compiled once; evaluating it never parses again and changes nothing. */
export interface Expression {
  readonly text: string
  /** The free variables: what the expression wants to be given, in the order it names them. */
  names(): readonly string[]
  /** Evaluates to a JSON value (see `toJson`). Throws a DecisionError only for exceeded limits and unsupported input. */
  evaluate(variables: Variables, clock: Clock): Json
  /** As `evaluate`, with the warnings: unknown entries, operands of the wrong type, conditions that are no boolean. */
  explain(variables: Variables, clock: Clock): Explanation
  /** Evaluates to a FEEL value, for callers inside this room and for those who go on calculating with decimals. */
  evaluateFeel(variables: Variables, clock: Clock): Value
}

/** Compiled unary tests, as in an input entry of a decision table. */
export interface Tests {
  readonly text: string
  names(): readonly string[]
  /** Whether the input passes. Unknown (null) counts as not passing. */
  test(input: unknown, variables: Variables, clock: Clock): boolean
}

/** Compiles a FEEL expression. Throws a DecisionError `expression_syntax` with line and column when it is none. */
export function compileExpression(text: string, options: CompileOptions = {}): Expression {
  const source = parse(text, 'Expression', knownNames(options.names ?? []))
  const root = Env.root([])
  const code = guarded(() => compileNode(compilerFor(source, options), source.root, root))
  return new CompiledExpression(text, root, code, options)
}

/** Compiles unary tests: `-`, `> 5, [1..3]`, `not("a")`. */
export function compileUnaryTests(text: string, options: CompileOptions = {}): Tests {
  const source = parse(text, 'UnaryTests', knownNames(options.names ?? []))
  const root = Env.root([])
  const tests = guarded(() => compileTests(compilerFor(source, options), source.root, root))
  return new CompiledTests(text, root, tests, options)
}

/** Free variables as the caller spells them; the compiler knows them by their normal form. */
function spelled(root: Env, options: CompileOptions): readonly string[] {
  const declared = new Map([...(options.names ?? [])].map((name) => [keyOf(name).normal, name]))
  return root.names.map((name) => declared.get(name) ?? name)
}

export function compilerFor(
  source: Source,
  options: Pick<CompileOptions, 'types' | 'unknownFunction'> & { readonly reject?: Compiler['reject'] },
): Compiler {
  const compiler: Compiler = {
    source,
    reject: options.reject ?? thrown,
    namedType: options.types ?? (() => undefined),
    unknownFunction: options.unknownFunction ?? (() => {}),
    compile: (node, env) => compileNode(compiler, node, env),
  }
  return compiler
}

function thrown(error: DecisionError): never {
  throw error
}

/** The stack is bounded before; should it still not suffice, the caller gets the room's error and not a crash. */
export function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new DecisionError(
      'evaluation_too_long',
      'The expression is nested or recurses too deep. Give its inner parts names of their own.',
    )
  }
}

function scopeFor(root: Env, variables: Variables, clock: Clock, options: CompileOptions): Scope {
  const run = new Run(clock, { ...DEFAULT_LIMITS, ...options.limits })
  return new Scope(
    run,
    null,
    root.names.map((name) => variable(variables, name)),
  )
}

/** A variable by its normal name; one written with other spaces is found too. */
function variable(variables: Variables, name: string): Value {
  if (Object.hasOwn(variables, name)) return fromJson(variables[name])
  const key = keyOf(name)
  if (!key.composite) return null
  const written = Object.keys(variables).find((candidate) => keyOf(candidate).normal === key.normal)
  return written === undefined ? null : fromJson(variables[written])
}

class CompiledExpression implements Expression {
  readonly text: string
  readonly #root: Env
  readonly #code: Code
  readonly #options: CompileOptions

  constructor(text: string, root: Env, code: Code, options: CompileOptions) {
    this.text = text
    this.#root = root
    this.#code = code
    this.#options = options
  }

  names(): readonly string[] {
    return spelled(this.#root, this.#options)
  }

  evaluate(variables: Variables, clock: Clock): Json {
    return toJson(this.evaluateFeel(variables, clock))
  }

  explain(variables: Variables, clock: Clock): Explanation {
    const scope = scopeFor(this.#root, variables, clock, this.#options)
    const value = guarded(() => this.#code(scope))
    return { value: toJson(value), warnings: scope.run.warnings }
  }

  evaluateFeel(variables: Variables, clock: Clock): Value {
    return guarded(() => this.#code(scopeFor(this.#root, variables, clock, this.#options)))
  }
}

class CompiledTests implements Tests {
  readonly text: string
  readonly #root: Env
  readonly #tests: UnaryTests
  readonly #options: CompileOptions

  constructor(text: string, root: Env, tests: UnaryTests, options: CompileOptions) {
    this.text = text
    this.#root = root
    this.#tests = tests
    this.#options = options
  }

  names(): readonly string[] {
    return spelled(this.#root, this.#options)
  }

  test(input: unknown, variables: Variables, clock: Clock): boolean {
    const scope = scopeFor(this.#root, variables, clock, this.#options)
    return guarded(() => this.#tests.test(fromJson(input), scope)) === true
  }
}
