import type { Json } from '#kernel/contract.ts'
import { DecisionError } from '../decision-error.ts'
import { guarded } from '../feel/expression.ts'
import { toJson } from '../feel/json.ts'
import { keyOf } from '../feel/names.ts'
import { type Clock, DEFAULT_LIMITS, type Limits, type Warning } from '../feel/run.ts'
import { FeelFunction, type Value } from '../feel/value.ts'
import {
  type CompiledModel,
  type DecisionNode,
  freeNames,
  type KnowledgeNode,
  ModelCompiler,
  type ServiceNode,
} from './compile-model.ts'
import type { Import } from './definitions.ts'
import { Evaluation, type Given, lookUp, type TraceEntry } from './evaluation.ts'
import { ModelRun } from './model-run.ts'
import { readDefinitions } from './read-definitions.ts'
import { readArguments, readInput } from './typed-input.ts'

export interface ModelOptions {
  /** The XML of an imported model by namespace and location, or undefined when it is not known. */
  readonly imports?: (namespace: string, location: string | undefined) => string | undefined
  readonly limits?: Partial<Limits>
  /**
   * Gives the model also when it has findings, to look at it or to try the rest of it: what cannot be executed is null,
   * a decision without logic is given like an input, an input that is not of its type is null, and the findings are in
   * `model.findings`. Never for a model that is to decide.
   */
  readonly tolerant?: boolean
}

/** A decision of a model as callers find it. */
export interface DecisionInfo {
  readonly id: string
  readonly name: string
  readonly kind: 'decision' | 'service'
  /** Names of the inputs it looks at, its own and those of the decisions it requires. */
  readonly inputs: readonly string[]
}

export interface DecisionResult {
  /** The value as JSON (see `toJson`). */
  readonly value: Json
  /** One entry a decision, required ones first. */
  readonly trace: readonly TraceEntry[]
  readonly warnings: readonly Warning[]
}

/** A DMN model, compiled once. Evaluating it changes nothing in it, so that one model serves all callers. */
export class DecisionModel {
  readonly #model: CompiledModel
  readonly #limits: Limits
  readonly #tolerant: boolean

  /** What kept the model from being whole; empty unless it was compiled tolerantly. */
  readonly findings: readonly DecisionError[]

  constructor(model: CompiledModel, limits: Limits, findings: readonly DecisionError[], tolerant: boolean) {
    this.#model = model
    this.#limits = limits
    this.#tolerant = tolerant
    this.findings = findings
  }

  get name(): string {
    return this.#model.definitions.name
  }

  get namespace(): string {
    return this.#model.definitions.namespace
  }

  /** The model as compiled, for the checks of this room. */
  get compiled(): CompiledModel {
    return this.#model
  }

  /** Decisions and decision services, in the order of the file. */
  decisions(): readonly DecisionInfo[] {
    return this.#targets().map((node) => ({
      id: node.id,
      name: node.name,
      kind: node.kind,
      inputs: inputsOf(node),
    }))
  }

  /** The rules of all tables, as `MatchedRule` names them. Those of imported models are in their own. */
  rules(): readonly { readonly table: string; readonly ruleId: string }[] {
    return this.#model.tables.flatMap(({ table }) =>
      table.rules.map(({ id: ruleId }) => ({ table: table.id, ruleId })),
    )
  }

  /**
   * Evaluates a decision or decision service, found by id or name, over inputs by name; also a knowledge model, over its
   * parameters by name.
   */
  evaluate(decision: string, inputs: Given, clock: Clock): DecisionResult {
    const node = this.#find(decision)
    const run = new ModelRun(clock, this.#limits, this.#tolerant)
    return guarded(() => {
      const evaluation = evaluationFor(node, inputs, run)
      const value = resultOf(node, evaluation, inputs, run)
      return { value: toJson(value), trace: evaluation.trace, warnings: run.warnings }
    })
  }

  #targets(): (DecisionNode | ServiceNode)[] {
    return this.#model.nodes.filter((node) => node.kind === 'decision' || node.kind === 'service')
  }

  #find(decision: string): Target {
    const targets = this.#model.nodes.filter((node) => node.kind !== 'input')
    const wanted = keyOf(decision).normal
    const byId = targets.find((node) => node.id === decision)
    if (byId !== undefined) return byId
    // The name of its variable is what others know an element by; its own name may be another.
    const isNamed = (node: Target) => keyOf(node.name).normal === wanted
    const isTitled = (node: Target) => keyOf(node.title).normal === wanted
    const named = targets.filter(targets.some(isNamed) ? isNamed : isTitled)
    if (named.length === 0) {
      const nameless = this.#model.nameless.filter((node) => node.kind !== 'input')
      const meant = nameless.find((node) => node.id === decision || isNamed(node) || isTitled(node))
      if (meant !== undefined) return meant
    }
    const decisions = named.filter((node) => node.kind !== 'knowledge')
    const byName = decisions.length > 0 ? decisions : named
    const [first, second] = byName
    if (first !== undefined && second === undefined) return first
    if (first === undefined) {
      const names = targets.map((node) => `"${node.name}" (${node.id})`).join(', ')
      throw new DecisionError(
        'decision_not_found',
        `There is no decision "${decision}". The model has ${names || 'none'}.`,
      )
    }
    const ids = byName.map((node) => node.id).join(', ')
    throw new DecisionError(
      'decision_ambiguous',
      `Several decisions are named "${decision}". Use an id: ${ids}.`,
    )
  }
}

type Target = DecisionNode | ServiceNode | KnowledgeNode

function resultOf(node: Target, evaluation: Evaluation, inputs: Given, run: ModelRun): Value {
  if (node.kind === 'service') return evaluation.outputsOf(node)
  const value = evaluation.valueOf(node)
  if (node.kind === 'decision' || !(value instanceof FeelFunction)) return value
  return value.invoke(
    readArguments(value, (name) => lookUp(inputs, name)),
    run,
  )
}

/** A service takes its input decisions as given; a decision computes all it requires. */
function evaluationFor(node: Target, inputs: Given, run: ModelRun): Evaluation {
  if (node.kind !== 'service') return new Evaluation(run, inputs)
  const bound = node.parameters.map(
    ({ node, type }) => [node, readInput(node.name, lookUp(inputs, node.name), type, run)] as const,
  )
  return new Evaluation(run, {}, new Map(bound))
}

function inputsOf(node: DecisionNode | ServiceNode): readonly string[] {
  if (node.kind === 'service') return node.parameters.map((p) => p.node.name)
  const names = new Set<string>()
  const seen = new Set<DecisionNode>()
  const visit = (decision: DecisionNode) => {
    if (seen.has(decision)) return
    seen.add(decision)
    for (const need of decision.needs) {
      const nodes = need.node instanceof Map ? [...need.node.values()] : [need.node]
      for (const inner of nodes) {
        if ('kind' in inner && inner.kind === 'input') names.add(inner.name)
        else if ('kind' in inner && inner.kind === 'decision') visit(inner)
      }
    }
    for (const name of freeNames(decision)) names.add(name)
  }
  visit(node)
  return [...names]
}

/** The namespaces a model imports, so that a caller can have their models ready. Throws what reading throws. */
export function importedNamespaces(xml: string): readonly string[] {
  return readDefinitions(xml, []).imports.map((i) => i.namespace)
}

/** How many models may import each other in a row. */
const IMPORTS_MAX = 20

/**
 * Compiles a DMN 1.2 to 1.5 model. Throws a DecisionError: `model_syntax` or `model_too_large` when it cannot be read,
 * `model_invalid` with all `findings` at once, each naming its element, when it can be read but not executed.
 */
export function compileDecisions(xml: string, options: ModelOptions = {}): DecisionModel {
  const findings: DecisionError[] = []
  const model = guarded(() => compileWithImports(xml, { options, findings, known: new Map() }, []))
  if (findings.length > 0 && options.tolerant !== true) {
    const lines = findings.map((f) => `${f.position.element ?? 'model'}: ${f.message}`)
    throw new DecisionError(
      'model_invalid',
      `The model cannot be executed:\n${lines.join('\n')}`,
      {},
      findings,
    )
  }
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  return new DecisionModel(model, limits, findings, options.tolerant === true)
}

/** What compiling a model and its imports has in common. */
interface Compilation {
  readonly options: ModelOptions
  readonly findings: DecisionError[]
  /** Imported models by namespace: one that is imported over several ways is compiled once, and is one. */
  readonly known: Map<string, CompiledModel>
}

function compileWithImports(xml: string, of: Compilation, path: readonly string[]): CompiledModel {
  const { findings, known } = of
  const definitions = readDefinitions(xml, findings)
  const imported = new Map<string, CompiledModel>()
  const below = [...path, definitions.namespace]
  for (const i of definitions.imports) {
    // Models that import each other without names are one model: what is underway need not be read again.
    if (i.name === '' && below.includes(i.namespace)) continue
    const circular = below.includes(i.namespace) || below.length > IMPORTS_MAX
    const model = circular ? undefined : (known.get(i.namespace) ?? importedModel(i, of, below))
    if (model === undefined) {
      const why = circular ? 'imports this model again' : 'is not known'
      findings.push(
        new DecisionError('model_invalid', `The imported model ${i.name} (${i.namespace}) ${why}.`, {
          element: i.name,
        }),
      )
      continue
    }
    known.set(i.namespace, model)
    imported.set(i.namespace, model)
  }
  return new ModelCompiler(definitions, imported, findings).compile()
}

function importedModel(i: Import, of: Compilation, below: readonly string[]): CompiledModel | undefined {
  const text = of.options.imports?.(i.namespace, i.location)
  return text === undefined ? undefined : compileWithImports(text, of, below)
}
