import type { Json } from '#kernel/contract.ts'
import { DecisionError } from '../decision-error.ts'
import { coerce, makeFunction } from '../feel/function.ts'
import { fromJson, toJson } from '../feel/json.ts'
import { keyOf } from '../feel/names.ts'
import { Scope } from '../feel/scope.ts'
import { FeelFunction, type Value } from '../feel/value.ts'
import type { DecisionNode, InputNode, KnowledgeNode, Need, Node, ServiceNode } from './compile-model.ts'
import type { ModelRun, TableRecord } from './model-run.ts'
import { readInput } from './typed-input.ts'

/** Why a decision came out as it did: what it saw, which rules hit, what it gave. All values as JSON. */
export interface TraceEntry {
  /** The decision's name and id. */
  readonly decision: string
  readonly id: string
  /** By column for a decision table, by required element otherwise. */
  readonly inputs: Readonly<Record<string, Json>>
  readonly matchedRules: readonly MatchedRule[]
  readonly value: Json
}

/** A rule that hit. Rules of tables inside invoked knowledge models are listed too; `table` tells them apart. */
export interface MatchedRule {
  readonly table: string
  readonly ruleId: string
  /** Number of the rule in its table, from 1. */
  readonly index: number
  readonly annotations: Readonly<Record<string, string>>
  readonly outputs: Readonly<Record<string, Json>>
}

/** Inputs by name, as JSON. */
export type Given = Readonly<Record<string, unknown>>

/** One evaluation of a model: every element at most once, required elements first. */
export class Evaluation {
  readonly trace: TraceEntry[] = []
  readonly #run: ModelRun
  readonly #given: Given
  readonly #values: Map<Node, Value>

  constructor(run: ModelRun, given: Given, values: ReadonlyMap<Node, Value> = new Map()) {
    this.#run = run
    this.#given = given
    this.#values = new Map(values)
  }

  valueOf(node: Node): Value {
    const known = this.#values.get(node)
    if (known !== undefined) return known
    const value = this.#compute(node)
    this.#values.set(node, value)
    return value
  }

  #compute(node: Node): Value {
    switch (node.kind) {
      case 'input':
        return this.#input(node)
      case 'decision':
        return this.#decision(node)
      case 'knowledge':
        return this.#knowledge(node)
      case 'service':
        return this.#service(node)
    }
  }

  #input(node: InputNode): Value {
    const json = lookUp(this.#given, node.name)
    return json === undefined ? null : readInput(node.name, json, node.type, this.#run)
  }

  #need(need: Need): Value {
    if (!(need.node instanceof Map)) return this.valueOf(need.node as Node)
    return new Map([...need.node].map(([name, node]) => [name, this.valueOf(node)]))
  }

  #decision(node: DecisionNode): Value {
    if (node.given) return readInput(node.name, lookUp(this.#given, node.name) ?? null, node.type, this.#run)
    const slots = node.root.names.map((name, i) => {
      const need = node.needs[i]
      return need === undefined ? fromJson(lookUp(this.#given, name)) : this.#need(need)
    })
    const { result, tables } = this.#run.recording(() => {
      try {
        return node.code(new Scope(this.#run, null, slots))
      } catch (error) {
        throw error instanceof DecisionError ? error.at(node.id) : error
      }
    })
    this.trace.push(entryFor(node, slots, tables, result))
    return result
  }

  #knowledge(node: KnowledgeNode): Value {
    const slots = node.needs.map((need) => this.#need(need))
    const value = node.code(new Scope(this.#run, null, slots))
    slots.push(value)
    return value
  }

  /** A service as a function of its parameters; inside, nothing of the caller's inputs is seen. */
  #service(node: ServiceNode): Value {
    const parameters = node.parameters.map((p) => ({ name: p.node.name, type: p.type }))
    return makeFunction(node.name, parameters, (args, run) => {
      const bound = new Map(node.parameters.map((p, i) => [p.node, args[i] ?? null] as const))
      const inner = new Evaluation(run as ModelRun, {}, bound)
      const result = inner.outputsOf(node)
      this.trace.push(...inner.trace)
      return result
    })
  }

  /** The result of a service: its one output, or a context of them. */
  outputsOf(node: ServiceNode): Value {
    const [first, ...more] = node.outputs
    const value: Value =
      first !== undefined && more.length === 0
        ? this.valueOf(first)
        : new Map(node.outputs.map((output) => [output.name, this.valueOf(output)]))
    return coerce(value, node.result, this.#run) ?? null
  }
}

/** The given value of a name; one written with other spaces is found too. */
export function lookUp(given: Given, name: string): unknown {
  if (Object.hasOwn(given, name)) return given[name]
  const { composite, normal } = keyOf(name)
  if (!composite) return undefined
  const written = Object.keys(given).find((candidate) => keyOf(candidate).normal === normal)
  return written === undefined ? undefined : given[written]
}

function entryFor(
  node: DecisionNode,
  slots: readonly Value[],
  tables: readonly TableRecord[],
  value: Value,
): TraceEntry {
  const own = node.table ? tables.at(-1) : undefined
  return {
    decision: node.name,
    id: node.id,
    inputs: own === undefined ? requiredInputs(node, slots) : jsonOf(own.inputs),
    matchedRules: tables.flatMap((record) =>
      record.hits.map((hit) => ({
        table: hit.table,
        ruleId: hit.rule,
        index: hit.index,
        annotations: Object.fromEntries(hit.annotations),
        outputs: jsonOf(hit.outputs),
      })),
    ),
    value: toJson(value),
  }
}

function requiredInputs(node: DecisionNode, slots: readonly Value[]): Record<string, Json> {
  const values = node.root.names.map((name, i) => [node.needs[i]?.name ?? name, slots[i] ?? null] as const)
  return jsonOf(new Map(values.filter(([, value]) => !(value instanceof FeelFunction))))
}

function jsonOf(values: ReadonlyMap<string, Value>): Record<string, Json> {
  return Object.fromEntries([...values].map(([name, value]) => [name, toJson(value)]))
}
