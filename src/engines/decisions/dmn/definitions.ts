/** What a DMN file says, as data: read by `read-definitions.ts`, compiled by `compile-model.ts`. */
export interface Definitions {
  readonly namespace: string
  readonly name: string
  readonly itemDefinitions: readonly ItemDefinition[]
  readonly inputs: readonly InputData[]
  readonly decisions: readonly DecisionElement[]
  readonly knowledge: readonly KnowledgeModel[]
  readonly services: readonly ServiceElement[]
  readonly imports: readonly Import[]
}

export interface Import {
  readonly name: string
  readonly namespace: string
  readonly location: string | undefined
}

/** A named element with the variable under which others see its value. */
export interface Named {
  readonly id: string
  readonly name: string
  /** What the element itself is called, where its variable is called otherwise. */
  readonly title?: string
  readonly typeRef: string | undefined
}

export type InputData = Named

export interface ItemDefinition {
  readonly id: string
  readonly name: string
  readonly typeRef: string | undefined
  /** Unary tests every element (or the value itself) must pass. */
  readonly allowedValues: string | undefined
  /** DMN 1.5: unary tests the value as a whole must pass, also where it is a collection. */
  readonly typeConstraint: string | undefined
  readonly isCollection: boolean
  /** Set for a function type: the types of its parameters, and of its result. */
  readonly functionItem:
    | { readonly typeRef: string | undefined; readonly parameters: readonly ParameterItem[] }
    | undefined
  readonly components: readonly ItemDefinition[]
}

export interface ParameterItem {
  readonly name: string
  readonly typeRef: string | undefined
}

/** What an element needs; each entry is `namespace#id` of the element, or a decision service among knowledge. */
export interface Requirements {
  readonly inputs: readonly string[]
  readonly decisions: readonly string[]
  readonly knowledge: readonly string[]
}

export interface DecisionElement extends Named {
  readonly requirements: Requirements
  readonly expression: Boxed | undefined
}

export interface KnowledgeModel extends Named {
  readonly requirements: Requirements
  readonly logic: FunctionBox | undefined
}

export interface ServiceElement extends Named {
  readonly outputs: readonly string[]
  readonly encapsulated: readonly string[]
  readonly inputDecisions: readonly string[]
  readonly inputs: readonly string[]
}

/** A boxed expression (DMN chapter 10.2). `id` is that of the element, or of the nearest one that has one. */
export type Boxed =
  | LiteralBox
  | TableBox
  | ContextBox
  | ListBox
  | RelationBox
  | FunctionBox
  | InvocationBox
  | ConditionalBox
  | IteratorBox
  | FilterBox

interface Box {
  readonly id: string
  readonly typeRef: string | undefined
}
export interface LiteralBox extends Box {
  readonly kind: 'literal'
  readonly text: string
  readonly language: string | undefined
}
export interface ContextBox extends Box {
  readonly kind: 'context'
  /** An entry without a name is the result of the whole. */
  readonly entries: readonly {
    readonly name: string | undefined
    readonly typeRef: string | undefined
    readonly value: Boxed
  }[]
}
export interface ListBox extends Box {
  readonly kind: 'list'
  readonly elements: readonly Boxed[]
}
export interface RelationBox extends Box {
  readonly kind: 'relation'
  readonly columns: readonly Named[]
  readonly rows: readonly (readonly Boxed[])[]
}
export interface FunctionBox extends Box {
  readonly kind: 'function'
  /** `FEEL`; `Java` and `PMML` are not executed. */
  readonly language: string
  readonly parameters: readonly { readonly name: string; readonly typeRef: string | undefined }[]
  readonly body: Boxed | undefined
}
export interface InvocationBox extends Box {
  readonly kind: 'invocation'
  readonly callee: Boxed
  readonly bindings: readonly Binding[]
}
export interface Binding {
  readonly name: string
  readonly typeRef: string | undefined
  readonly value: Boxed | undefined
}
export interface ConditionalBox extends Box {
  readonly kind: 'conditional'
  readonly condition: Boxed
  readonly yes: Boxed
  readonly no: Boxed
}
export interface IteratorBox extends Box {
  readonly kind: 'iterator'
  readonly operator: 'for' | 'some' | 'every'
  readonly variable: string
  readonly collection: Boxed
  readonly body: Boxed
}
export interface FilterBox extends Box {
  readonly kind: 'filter'
  readonly collection: Boxed
  readonly match: Boxed
}

export type HitPolicy = 'UNIQUE' | 'FIRST' | 'PRIORITY' | 'ANY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER'
export type Aggregation = 'SUM' | 'MIN' | 'MAX' | 'COUNT'

export interface TableBox extends Box {
  readonly kind: 'table'
  readonly hitPolicy: HitPolicy
  readonly aggregation: Aggregation | undefined
  readonly inputs: readonly InputClause[]
  readonly outputs: readonly OutputClause[]
  readonly annotations: readonly string[]
  readonly rules: readonly Rule[]
}
export interface InputClause {
  readonly id: string
  readonly label: string
  readonly expression: string
  readonly typeRef: string | undefined
  readonly values: string | undefined
}
export interface OutputClause {
  readonly id: string
  readonly name: string | undefined
  readonly label: string | undefined
  readonly typeRef: string | undefined
  readonly values: string | undefined
  readonly byDefault: string | undefined
}
export interface Rule {
  readonly id: string
  readonly inputs: readonly { readonly id: string; readonly text: string }[]
  readonly outputs: readonly OutputEntry[]
  readonly annotations: readonly string[]
}
export interface OutputEntry {
  readonly id: string
  readonly text: string
  readonly typeRef: string | undefined
}
