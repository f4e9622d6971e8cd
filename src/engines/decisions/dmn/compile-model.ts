import { DecisionError } from '../decision-error.ts'
import { keyOf } from '../feel/names.ts'
import type { KnownNames } from '../feel/parse.ts'
import { type Code, constant, Env } from '../feel/scope.ts'
import type { FeelType, FunctionType } from '../feel/type.ts'
import type { Place, TableCheck } from './boxes.ts'
import { BoxCompiler } from './compile-boxed.ts'
import type {
  DecisionElement,
  Definitions,
  KnowledgeModel,
  Named,
  Requirements,
  ServiceElement,
} from './definitions.ts'
import { ItemTypes, namesInside } from './item-types.ts'

/** An input of a compiled model. */
export interface InputNode {
  readonly kind: 'input'
  readonly id: string
  readonly name: string
  readonly type: FeelType | undefined
}

/** A decision, compiled: what it needs under which names, and its logic over exactly these. */
export interface DecisionNode {
  readonly kind: 'decision'
  readonly id: string
  readonly name: string
  /** What the element itself is called. */
  readonly title: string
  readonly type: FeelType | undefined
  readonly needs: readonly Need[]
  /** The root of its names: those of `needs` first, then free variables that are read from the inputs by name. */
  readonly root: Env
  readonly code: Code
  readonly table: boolean
  /** It has no logic: people make it, and its value is given like that of an input. */
  readonly given: boolean
}

/** A business knowledge model: code that makes its function, over the functions it needs. */
export interface KnowledgeNode {
  readonly kind: 'knowledge'
  readonly id: string
  readonly name: string
  /** What the element itself is called. */
  readonly title: string
  readonly needs: readonly Need[]
  readonly code: Code
}

/** A decision service: a function of its inputs and input decisions. */
export interface ServiceNode {
  readonly kind: 'service'
  readonly id: string
  readonly name: string
  /** What the element itself is called. */
  readonly title: string
  readonly parameters: readonly ServiceParameter[]
  readonly outputs: readonly DecisionNode[]
  /** The type of its result, where its variable has a function type that tells it. */
  readonly result: FeelType | undefined
}

/** What is passed to a service for an input or for a decision it takes as given; of its type, where it has one. */
export interface ServiceParameter {
  readonly node: InputNode | DecisionNode
  readonly type: FeelType | undefined
}

export type Node = InputNode | DecisionNode | KnowledgeNode | ServiceNode

/** A name bound in a decision: to one element, or to the elements of an import (`import.element`). */
export interface Need {
  readonly name: string
  readonly node: Node | ReadonlyMap<string, Node>
}

/** A model with everything it imports, compiled. */
export interface CompiledModel {
  readonly definitions: Definitions
  readonly nodes: readonly Node[]
  /** What imports without a name bring in, nearest first: it can be used as if it were the model's own. */
  readonly nameless: readonly Node[]
  readonly tables: readonly TableCheck[]
  readonly types: ItemTypes
}

/** How many elements may require each other in a row; bounds the stack of compiling and deciding. */
const ROW_MAX = 400

type Element = { readonly namespace: string; readonly compile: () => Node | undefined }

/** Compiles a model and links it with models compiled before; findings are added, never thrown. */
export class ModelCompiler {
  readonly #definitions: Definitions
  readonly #findings: DecisionError[]
  readonly #types: ItemTypes
  readonly #boxes: BoxCompiler
  readonly #elements = new Map<string, Element>()
  readonly #compiled = new Map<string, Node | undefined>()
  readonly #underway: string[] = []
  readonly #importNames: ReadonlyMap<string, string>
  readonly #nameless: readonly Node[]

  constructor(
    definitions: Definitions,
    imported: ReadonlyMap<string, CompiledModel>,
    findings: DecisionError[],
  ) {
    this.#definitions = definitions
    this.#findings = findings
    this.#importNames = new Map(definitions.imports.map((i) => [i.namespace, i.name]))
    const models = definitions.imports.flatMap(({ name, namespace }) => {
      const model = imported.get(namespace)
      return model === undefined ? [] : [{ name, model }]
    })
    this.#nameless = models.flatMap(({ name, model }) =>
      name === '' ? [...model.nodes, ...model.nameless] : [],
    )
    const types = models.map(({ name, model }) => ({ name, types: model.types }))
    this.#types = new ItemTypes(definitions.itemDefinitions, types, findings)
    this.#boxes = new BoxCompiler(this.#types, findings)
    for (const model of imported.values()) {
      for (const node of model.nodes) this.#compiled.set(`${model.definitions.namespace}#${node.id}`, node)
    }
    this.#register()
  }

  compile(): CompiledModel {
    const own = [...this.#elements.keys()].map((key) => this.#node(key, key))
    const nodes = own.filter((node) => node !== undefined)
    const { tables } = this.#boxes
    return { definitions: this.#definitions, nodes, nameless: this.#nameless, tables, types: this.#types }
  }

  #register(): void {
    const d = this.#definitions
    const add = <T extends Named>(elements: readonly T[], compile: (element: T) => Node | undefined) => {
      for (const element of elements) {
        const key = `${d.namespace}#${element.id}`
        if (this.#elements.has(key))
          this.#add(`Two elements have the id ${element.id}. Ids are unique.`, element.id)
        if (element.name === '') this.#add('The element has no name. Name it.', element.id)
        this.#elements.set(key, { namespace: d.namespace, compile: () => compile(element) })
      }
    }
    add(d.inputs, (e) => ({
      kind: 'input',
      id: e.id,
      name: e.name,
      type: this.#types.resolve(e.typeRef, e.id),
    }))
    add(d.knowledge, (e) => this.#knowledge(e))
    add(d.decisions, (e) => this.#decision(e))
    add(d.services, (e) => this.#service(e))
  }

  #add(message: string, element: string): void {
    this.#findings.push(new DecisionError('model_invalid', message, { element }))
  }

  /** The node of a key, compiled when first asked for. A cycle or a missing element is a finding. */
  #node(key: string, from: string): Node | undefined {
    if (this.#compiled.has(key)) return this.#compiled.get(key)
    const element = this.#elements.get(key)
    if (element === undefined) {
      const nameless = this.#namelessNode(key)
      if (nameless !== undefined) return nameless
      this.#add(`The required element ${key} does not exist in the model or its imports.`, idOf(from))
      return undefined
    }
    if (this.#underway.includes(key)) {
      const cycle = [...this.#underway.slice(this.#underway.indexOf(key)), key].map(idOf)
      this.#add(`The elements require each other in a circle: ${cycle.join(' -> ')}. Break it.`, idOf(key))
      return undefined
    }
    if (this.#underway.length >= ROW_MAX) {
      this.#add(`More than ${ROW_MAX} elements require each other in a row. Shorten it.`, idOf(key))
      return undefined
    }
    this.#underway.push(key)
    const node = element.compile()
    this.#underway.pop()
    this.#compiled.set(key, node)
    return node
  }

  /** A reference to this model may mean an element that an import without a name brings in; the first one counts. */
  #namelessNode(key: string): Node | undefined {
    const own = key === `${this.#definitions.namespace}#${idOf(key)}`
    return own ? this.#nameless.find((node) => node.id === idOf(key)) : undefined
  }

  #needs(requirements: Requirements, id: string): Need[] {
    const from = `${this.#definitions.namespace}#${id}`
    const own: Need[] = []
    const imported = new Map<string, Map<string, Node>>()
    for (const key of [...requirements.inputs, ...requirements.decisions, ...requirements.knowledge]) {
      const node = this.#node(key, from)
      if (node === undefined) continue
      const prefix = this.#importNames.get(key.slice(0, key.lastIndexOf('#')))
      if (prefix === undefined || prefix === '') own.push({ name: node.name, node })
      else imported.set(prefix, (imported.get(prefix) ?? new Map<string, Node>()).set(node.name, node))
    }
    return [...own, ...[...imported].map(([name, node]) => ({ name, node }))]
  }

  #decision(e: DecisionElement): DecisionNode {
    const needs = this.#needs(e.requirements, e.id)
    const place = placeOf(needs)
    const type = this.#types.resolve(e.typeRef, e.id)
    if (e.expression === undefined)
      this.#add(`The decision "${e.name}" has no logic. Give it a table or an expression.`, e.id)
    const code = e.expression === undefined ? constant(null) : this.#boxes.compile(e.expression, place)
    const typed = this.#boxes.typed(code, type, e.id)
    const table = e.expression?.kind === 'table'
    return {
      kind: 'decision',
      id: e.id,
      name: e.name,
      title: e.title ?? e.name,
      type,
      needs,
      root: place.env,
      code: typed,
      table,
      given: e.expression === undefined,
    }
  }

  #knowledge(e: KnowledgeModel): KnowledgeNode | undefined {
    const needs = this.#needs(e.requirements, e.id)
    if (e.logic === undefined) {
      this.#add(`The knowledge model "${e.name}" has no logic. Give it a function.`, e.id)
      return undefined
    }
    // Its own name is the last of its names, so that it may call itself.
    const place = placeOf(needs, e.name)
    return {
      kind: 'knowledge',
      id: e.id,
      name: e.name,
      title: e.title ?? e.name,
      needs,
      code: this.#boxes.function(e.logic, place, e.name, this.#functionType(e)),
    }
  }

  #service(e: ServiceElement): ServiceNode {
    const from = `${this.#definitions.namespace}#${e.id}`
    const nodes = (keys: readonly string[]) =>
      keys.map((key) => this.#node(key, from)).filter((n) => n !== undefined)
    const parameters = [...nodes(e.inputs), ...nodes(e.inputDecisions)].filter(
      (n) => n.kind === 'input' || n.kind === 'decision',
    )
    const outputs = nodes(e.outputs).filter((n) => n.kind === 'decision')
    if (outputs.length === 0) this.#add(`The decision service "${e.name}" has no output decision.`, e.id)
    const type = this.#functionType(e)
    const typed = parameters.map((node) => ({ node, type: node.type ?? typeOfParameter(type, node.name) }))
    const { id, name, title = name } = e
    return { kind: 'service', id, name, title, parameters: typed, outputs, result: type?.result }
  }

  /** The function type of the variable of a knowledge model or service, where it is of one. */
  #functionType(e: Named): FunctionType | undefined {
    const type = this.#types.resolve(e.typeRef, e.id)
    return type?.kind === 'function' ? type : undefined
  }
}

function typeOfParameter(type: FunctionType | undefined, name: string): FeelType | undefined {
  return type?.parameters?.find((p) => p.name === name)?.type
}

function idOf(key: string): string {
  return key.slice(key.lastIndexOf('#') + 1)
}

/** The names of a decision's root, for the compiler and for the parser. */
function placeOf(needs: readonly Need[], ownName?: string): Place {
  const names = needs.map((need) => need.name)
  const known: { [name: string]: KnownNames | null } = {}
  for (const need of needs) known[need.name] = knownOf(need.node)
  if (ownName !== undefined) names.push(ownName)
  return { env: Env.root(names), known }
}

function knownOf(node: Need['node']): KnownNames | null {
  if (node instanceof Map) return Object.fromEntries([...node].map(([name, inner]) => [name, knownOf(inner)]))
  const single = node as Node
  return single.kind === 'input' || single.kind === 'decision' ? namesInside(single.type) : null
}

/** Free variables of a decision: named in its logic, but not required. They are read from the inputs. */
export function freeNames(node: DecisionNode): readonly string[] {
  const bound = new Set(node.needs.map((need) => keyOf(need.name).normal))
  return node.root.names.filter((name) => !bound.has(name))
}
