/**
 * A compiled process: immutable, integer-indexed, built once per content hash.
 *
 * Every node, flow and scope is an index into an array of the graph; the identifiers of the diagram are
 * kept for people and for rows. A state refers to nodes by index, so a state belongs to one graph.
 */

import type { Expression, Json } from './expression.ts'
import type { Translations } from './translations.ts'

/** What a flow node is to the step, one name a behaviour. */
export type Kind =
  | 'start'
  | 'end'
  | 'catch'
  | 'throw'
  | 'boundary'
  | 'exclusive'
  | 'parallel'
  | 'inclusive'
  | 'event-gateway'
  | 'task'
  | 'user'
  | 'service'
  | 'publish'
  | 'receive'
  | 'script'
  | 'rule'
  | 'subprocess'
  | 'event-subprocess'
  | 'call'

/** One `zeebe:input` or `zeebe:output`: the value of the source is written to the target path. */
export type Mapping = Readonly<{ source: Expression; target: readonly string[] }>

/** What an event waits for or does. */
export type EventDefinition =
  | Readonly<{ kind: 'none' | 'terminate' }>
  | Readonly<{ kind: 'message'; name: Expression; key: Expression | null }>
  | Readonly<{
      kind: 'timer'
      form: 'date' | 'duration' | 'cycle'
      value: Expression
      catchUp: 'once' | 'all'
      /** The calendar a duration is counted on; null for that of the process. */
      calendar: string | null
    }>
  | Readonly<{ kind: 'error' | 'escalation'; code: Expression | null }>
  | Readonly<{ kind: 'signal'; name: Expression }>
  | Readonly<{ kind: 'link'; name: string; target: number }>
  | Readonly<{ kind: 'conditional'; condition: Expression; filter: ConditionFilter | null }>
  | Compensation
  /** The transaction is given up: what was done is undone, then it is left by its cancel boundary. */
  | Readonly<{ kind: 'cancel' }>

/** Which changes a condition is looked at for, besides the moment it is armed. */
export type ConditionFilter = Readonly<{
  /** The variables that matter; null when all do. */
  names: readonly string[] | null
  created: boolean
  updated: boolean
}>

/** What was done is undone: all of the scope, or one activity. Boundary events and starts have neither. */
export type Compensation = Readonly<{
  kind: 'compensate'
  /** The activity to undo by its id, as the diagram names it. */
  activityId: string | null
  /** Its index, or -1 for all of the scope. */
  activity: number
  /** Whether the event waits until everything is undone. */
  wait: boolean
}>

/** A JSON schema of an object: what the variables given at completion, or at the start, must be like. */
export type FormSchema = Readonly<{ [keyword: string]: Json }>

/** How a person's task is described: who may do it, until when, and by which commands it is done. */
export type UserWork = Readonly<{
  kind: 'user'
  assignee: Expression | null
  candidateGroups: Expression | null
  candidateUsers: Expression | null
  dueDate: Expression | null
  followUpDate: Expression | null
  priority: Expression | null
  form: string | null
  /** What is given at completion must be like this; null when it is not checked. */
  schema: FormSchema | null
  /** Names of the business commands that complete the task; empty when `tasks.complete` does. */
  commands: readonly string[]
  subject: Expression | null
  exclude: Expression | null
  /** Whether nobody may do this step of an instance twice. */
  once: Expression | null
  /** Roles the task goes to, one after the other, when it is not done by its due date. */
  escalate: Expression | null
  /** When people are reminded of it, told from its due date. */
  remind: Expression | null
  /** What is asked of who takes it beyond a role, by the name of the attribute. */
  requires: readonly Readonly<{ attribute: string; value: Expression }>[]
  /** Commands that run before somebody is given the task. */
  assigning: readonly Listener[]
  /** The calendar its dates are counted on; null for that of the process. */
  calendar: string | null
  headers: Readonly<Record<string, string>>
}>

export type ServiceWork = Readonly<{
  kind: 'service'
  command: Expression
  /** How often a command that breaks down is tried in all, and how long is waited after each time; null: not at all. */
  retry: Readonly<{ attempts: number | Expression; waits: readonly string[] }> | null
  headers: Readonly<Record<string, string>>
}>

export type PublishWork = Readonly<{
  kind: 'publish'
  name: Expression
  key: Expression
  messageId: Expression | null
  timeToLive: Expression | null
}>

export type ScriptWork = Readonly<{ kind: 'script'; expression: Expression; result: string }>

/** How a called process or decision is chosen among its versions. */
export type Binding = 'latest' | 'deployment' | 'versionTag'

export type RuleWork = Readonly<{
  kind: 'rule'
  decision: Expression
  binding: Binding
  versionTag: string | null
  result: string
}>

export type CallWork = Readonly<{
  kind: 'call'
  process: Expression
  binding: Binding
  versionTag: string | null
  passAllIn: boolean
  passAllOut: boolean
}>

export type Work = UserWork | ServiceWork | PublishWork | ScriptWork | RuleWork | CallWork

/** A command that listens; its headers are those of its element with its own over them. */
export type Listener = Readonly<{
  command: Expression
  headers: Readonly<Record<string, string>>
  /** It is asked only when this is not null. */
  onlyIf?: Expression
}>

/** Commands that run before an element begins its work, and after it has ended it. */
export type Listeners = Readonly<{ start: readonly Listener[]; end: readonly Listener[] }>

/** Standard loop: one run after the other, while a condition is true. */
export type Loop = Readonly<{
  /** Whether the condition is asked before the first run, too. */
  testBefore: boolean
  maximum: number | null
  while: Expression | null
}>

/** What may happen in an ad-hoc subprocess, in which nothing begins by itself. */
export type AdHoc = Readonly<{
  /** The ids of the activities that begin with it; null when all are chosen from outside. */
  begins: Expression | null
  /** Asked whenever a path inside ends; without it the end of all that began is the end. */
  until: Expression | null
  /** Whether what still runs is cancelled then. */
  cancelsRest: boolean
  /** One after the other, in the order they were chosen. */
  sequential: boolean
  outputCollection: string | null
  outputElement: Expression | null
}>

/** Multi-instance: one inner instance for each item of a collection; or a standard loop. */
export type Many = Readonly<{
  loop: Loop | null
  sequential: boolean
  /** The list to go through; null when a count is given. */
  collection: Expression | null
  /** How many times, when no list is given. */
  cardinality: Expression | null
  item: string | null
  outputCollection: string | null
  outputElement: Expression | null
  until: Expression | null
}>

export type Node = Readonly<{
  index: number
  id: string
  name: string
  kind: Kind
  /** Index of the scope this node lives in. */
  scope: number
  incoming: readonly number[]
  outgoing: readonly number[]
  /** The default flow, or -1. */
  defaultFlow: number
  /** Boundary events on this activity. */
  boundaries: readonly number[]
  /** The activity a boundary event sits on, or -1. */
  host: number
  /** Boundary events and starts of event subprocesses: whether the trigger cancels what runs. */
  interrupting: boolean
  event: EventDefinition | null
  work: Work | null
  many: Many | null
  adHoc: AdHoc | null
  /** Index of the scope inside a subprocess, or -1. */
  inner: number
  /** Whether a process begins here without a start event: an instantiating gateway or receive task. */
  instantiates: boolean
  /** Whether the subprocess is a transaction, which can be cancelled. */
  transaction: boolean
  /** Whether the activity only undoes another one: no flow leads to it, none leaves it. */
  undoes: boolean
  /** The activity that undoes this one, by its compensation boundary event, or -1. */
  handler: number
  listeners: Listeners
  inputs: readonly Mapping[]
  outputs: readonly Mapping[]
  /** Why the element is not executed, in a definition that is in force and was accepted by an earlier engine. */
  barred?: string
}>

export type Flow = Readonly<{
  index: number
  id: string
  name: string
  source: number
  target: number
  condition: Expression | null
}>

/** A place tokens live in: the process, a subprocess or an event subprocess. */
export type Scope = Readonly<{
  index: number
  /** The subprocess node, or -1 for the process itself. */
  node: number
  nodes: readonly number[]
  /** Nodes that get a token when the scope starts. */
  starts: readonly number[]
  /** Start nodes that wait for an event: of the process (instantiating) or of an event subprocess. */
  triggers: readonly number[]
  /** Event subprocess nodes of this scope. */
  eventSubprocesses: readonly number[]
  /** The event subprocess that undoes this scope once it has completed, or -1. */
  undo: number
}>

/** For a joining gateway and each incoming flow: which nodes can still send a token there. */
export type Join = Readonly<{
  node: number
  /** One bit set a flow of `incoming`, indexed by node. */
  reach: readonly Uint32Array[]
}>

export type Graph = Readonly<{
  /** Content hash of the model the graph was compiled from, with the process id. */
  hash: string
  /** The BPMN id of the process: its key across versions. */
  key: string
  name: string
  versionTag: string | null
  documentation: string
  properties: Readonly<Record<string, string>>
  translations: Translations
  nodes: readonly Node[]
  flows: readonly Flow[]
  scopes: readonly Scope[]
  joins: ReadonlyMap<number, Join>
  /** Commands that run before the process begins, and before it ends. */
  listeners: Listeners
  /** What somebody who starts the process gives; null when that is not checked. */
  startForm: FormSchema | null
  /** The roles that may start it by hand, besides those that may start any process. */
  starters: readonly string[]
  /** The names of the calendars its timers and tasks are counted on. */
  calendars: readonly string[]
  byId: ReadonlyMap<string, number>
}>
