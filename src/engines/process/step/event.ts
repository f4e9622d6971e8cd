/** What can happen to an instance, and what a step asks of the world. */
import type { Variables } from '../model/expression.ts'
import type { Binding } from '../model/graph.ts'
import type { Calendars } from '../model/working-time.ts'

/** Everything of a node, or one element of it, is cancelled; at a join the tokens that wait there go. */
export type Removal = Readonly<{ node: string; element?: number | undefined }>

/** A token enters a node; `scope` says in which of several instances of its subprocess. */
export type Activation = Readonly<{
  node: string
  scope?: number | undefined
  variables?: Variables | undefined
}>

export type Modification = Readonly<{ cancel: readonly Removal[]; activate: readonly Activation[] }>

/** How elements of one version of a process become those of another. */
export type MigrationPlan = Readonly<{
  /** Ids of the source to ids of the target; what is not named becomes the element of the same id. */
  mapping: Readonly<Record<string, string>>
  /** Whether timers that the target counts otherwise keep their dates or are counted anew from now. */
  timers: 'keep' | 'recount'
}>

/** An input of `step`. Every one is stored, so that an instance can be replayed. */
export type Event = Happening &
  Readonly<{
    /** Calendars the instance has not seen yet, or that have changed: its model counts on them. */
    calendars?: Calendars
  }>

type Happening =
  | Readonly<{
      type: 'start'
      /** The triggered start event; absent for the start without definition. */
      node?: string
      variables: Variables
      zone: string
      /** What the random values of the instance are made of: a text no other instance has. */
      seed?: string
      called?: boolean
    }>
  /** The work of an element is done: a task, a command, a decision, a called process. The note says why it came out so. */
  | Readonly<{ type: 'complete'; element: number; variables: Variables; note?: string }>
  /** The work of an element failed with a code a diagram may route; an incident when none does. */
  | Readonly<{ type: 'fail'; element: number; code: string; message: string; variables?: Variables }>
  | Readonly<{ type: 'timer'; subscription: number }>
  | Readonly<{ type: 'message'; subscription: number; messageId: string; variables: Variables }>
  | Readonly<{ type: 'signal'; name: string; variables: Variables }>
  /** An error or escalation of the called process of this call activity. */
  | Readonly<{
      type: 'raise'
      element: number
      kind: 'error' | 'escalation'
      code: string
      message: string
      variables: Variables
    }>
  /** The caller's answer to what this called process raised. */
  | Readonly<{ type: 'answer'; element: number; caught: boolean }>
  /** The work of an element broke down: not refused with a code, but failed in a way that another try may mend. */
  | Readonly<{ type: 'stumble'; element: number; code: string; message: string }>
  /** Something the step itself could not see went wrong with an element's work. */
  | Readonly<{ type: 'trouble'; element: number; code: string; message: string }>
  | Readonly<{ type: 'retry'; incident: number; variables?: Variables }>
  /** The work behind an incident was done by other means: these are its results. */
  | Readonly<{ type: 'resolve'; incident: number; variables: Variables; reason: string }>
  /** The element of an incident is passed over: no results are mapped, these variables are set beside it. */
  | Readonly<{ type: 'skip'; incident: number; variables: Variables; reason: string }>
  | Readonly<{ type: 'variables'; element?: number; variables: Variables }>
  /** An activity of an ad-hoc subprocess is chosen, with variables of its own. */
  | Readonly<{ type: 'activate'; element: number; node: string; variables: Variables }>
  | Readonly<{ type: 'cancel'; reason: string }>
  /** The instance stands still: it hears only what an operator tells it, until it is resumed. */
  | Readonly<{ type: 'suspend'; reason: string }>
  | Readonly<{ type: 'resume' }>
  /** Tokens are moved by hand: what waits here is cancelled, what is named there is entered. */
  | (Readonly<{ type: 'modify'; reason: string }> & Modification)
  /** From here on the instance is one of another version. Taken by `migrate`, since it steps from graph to graph. */
  | (Readonly<{ type: 'migrate'; from: string; to: string; reason: string }> & MigrationPlan)

/** How an incident ended. */
export type Settled = 'retried' | 'resolved' | 'skipped' | 'cancelled'

/** How an element ended. */
export type Outcome = 'completed' | 'cancelled' | 'failed'

/** A person's task, every expression evaluated. */
export type TaskOffer = Readonly<{
  assignee: string | null
  candidateGroups: readonly string[]
  candidateUsers: readonly string[]
  dueAt: string | null
  followUpAt: string | null
  priority: number
  form: string | null
  commands: readonly string[]
  subjects: readonly string[]
  exclude: readonly string[]
  /** Whether nobody may do this step of the instance twice, whatever it is about. */
  once: boolean
  /** Roles it goes to, one after the other, when it is not done by its due date. */
  escalateTo: readonly string[]
  /** When people are reminded of it while it is open. */
  remindAt: readonly string[]
  /** What is asked of who takes it beyond a role: name=value. */
  requires: readonly string[]
  headers: Readonly<Record<string, string>>
  /** The local variables of the task: what its inputs made for the person. */
  variables: Variables
}>

/** An output of `step`. Nodes and flows are named by their ids in the diagram. */
export type Effect =
  | Readonly<{ type: 'entered'; element: number; parent: number; node: string; via: string | null }>
  | Readonly<{
      type: 'left'
      element: number
      parent: number
      node: string
      via: string | null
      since: string
      outcome: Outcome
      note: string | null
    }>
  | Readonly<{ type: 'task'; element: number; node: string; name: string; offer: TaskOffer }>
  | Readonly<{ type: 'task-closed'; element: number; node: string; outcome: Outcome }>
  | Readonly<{
      type: 'command'
      element: number
      node: string
      command: string
      input: Variables
      headers: Readonly<Record<string, string>>
    }>
  | Readonly<{
      type: 'decision'
      element: number
      node: string
      decision: string
      /** Where another version is wanted than the one in force. */
      binding?: Exclude<Binding, 'latest'>
      versionTag?: string | null
      result: string
      context: Variables
    }>
  | Readonly<{
      type: 'call'
      element: number
      node: string
      process: string
      binding: Binding
      versionTag: string | null
      variables: Variables
    }>
  | Readonly<{ type: 'call-cancelled'; element: number }>
  | Readonly<{
      type: 'publish'
      element: number
      name: string
      key: string
      messageId: string | null
      timeToLive: string | null
      variables: Variables
    }>
  | Readonly<{ type: 'signal'; name: string; variables: Variables }>
  | Readonly<{
      type: 'armed'
      subscription: number
      element: number
      node: string
      kind: 'timer' | 'message' | 'signal' | 'conditional'
      name: string | null
      key: string | null
      dueAt: string | null
    }>
  | Readonly<{ type: 'disarmed'; subscription: number; kind: 'timer' | 'message' | 'signal' | 'conditional' }>
  | Readonly<{
      type: 'raised'
      element: number
      kind: 'error' | 'escalation'
      code: string
      message: string
      variables: Variables
    }>
  | Readonly<{ type: 'answered'; element: number; caught: boolean }>
  /** The activity is undone by this element. */
  | Readonly<{ type: 'compensation'; element: number; node: string; undoes: string }>
  | Readonly<{
      type: 'incident'
      incident: number
      element: number
      node: string
      code: string
      message: string
    }>
  | Readonly<{ type: 'incident-closed'; incident: number; outcome: Settled }>
  | Readonly<{ type: 'warning'; element: number; node: string; message: string }>
  /** The event came too late or twice; nothing changed. */
  | Readonly<{ type: 'ignored'; reason: string }>
  | Readonly<{ type: 'ended'; outcome: 'completed' | 'cancelled'; variables: Variables }>
