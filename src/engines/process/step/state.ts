/**
 * The state of one process instance: plain JSON, a tree of live elements.
 *
 * Every scope, activity and waiting event that is alive is an `Element` with a number of its own and the
 * number of its parent. Tokens exist only inside a step, except those that wait at a joining gateway and
 * are counted in their scope. What is armed (timers, messages, signals, conditions) is a `Subscription`
 * owned by an element.
 */
import type { Json, Variables } from '../model/expression.ts'
import type { Schedule } from '../model/timer.ts'
import type { Calendars } from '../model/working-time.ts'

/** Where an element stands in its life; an incident keeps it there until it is retried. */
export type Phase =
  /** Becoming active: events are armed, inputs mapped, work asked for. */
  | 'entering'
  /** Waiting for its work, its event or its content. */
  | 'active'
  /** An error or escalation of a called process waits for the answer of the caller. */
  | 'raising'
  /** A listener of it has been asked and has not answered. */
  | 'listening'
  /** A compensation it has thrown is under way. */
  | 'undoing'
  /** Its result has come and is being mapped out. */
  | 'completing'
  /** Its outgoing flows are being chosen. */
  | 'leaving'

/** The count of a multi-instance body. */
export type ManyState = {
  total: number
  /** Snapshot of the collection; null when a count was given. */
  items: readonly Json[] | null
  next: number
  completed: number
}

export type Element = {
  id: number
  /** The element it lives in; 0 for the process itself. */
  parent: number
  /** Index of its node in the graph; -1 for the process itself. */
  node: number
  phase: Phase
  /** When it came to life. */
  since: string
  /** A remark for the history. */
  note?: string
  /** Variables declared here. Never changed in place: the same object says that none has changed. */
  vars?: Variables
  /** Tokens that wait at joins of this scope: flow index to count. */
  held?: Record<string, number>
  /** Set on a multi-instance body. */
  many?: ManyState
  /** Position of an inner instance, from 1. */
  item?: number
  /** The flow a token came by, or -1. */
  via?: number
  /** Which of its listeners is asked. */
  listening?: Readonly<{ on: 'start' | 'end'; next: number }>
  /** Set once all listeners to its start have answered; it is prepared then. */
  prepared?: true
  /** Set once its boundary events are armed, so that a retry does not arm them again. */
  armed?: true
  /** Set when the step limit stopped the token before the element was begun. */
  stopped?: true
  /** How often its work has broken down since it was last begun by somebody. */
  attempts?: number
  /** The result that waits to be mapped out. */
  result?: Variables
  /** Set when an interrupting event subprocess has taken over this scope. */
  taken?: true
  /** The error or escalation that waits for the caller's answer. */
  raised?: Raised
  /** Activities of an ad-hoc subprocess that were chosen and wait for their turn. */
  chosen?: readonly Choice[]
  /** Set once something has begun in an ad-hoc subprocess. */
  begun?: true
  /** Set when the condition of an ad-hoc subprocess is met and only what runs is waited for. */
  closing?: true
  /** What completed in this scope and can be undone, oldest first. */
  done?: readonly Done[]
  /** Set on what undoes an activity: the undoing it is part of. */
  undoing?: number
  /** The variables an undone activity saw when it completed; they hide those of the scopes around. */
  seen?: Variables
}

/** An activity of an ad-hoc subprocess that was chosen, with variables of its own. */
export type Choice = Readonly<{ node: number; vars?: Variables }>

/** A completed activity that can be undone. Its number tells when it completed among all that did. */
export type Done = Readonly<{
  id: number
  node: number
  /** The variables it saw, when something undoes it as a whole. */
  seen?: Variables
  /** What completed inside it. */
  inner?: readonly Done[]
}>

/** An undoing under way: one handler at a time, what completed last first. */
export type Undoing = Readonly<{
  id: number
  /** The scope whose completed activities are undone. */
  scope: number
  /** The activity meant, or -1 for all. */
  only: number
  /** The event that waits for the end of it, or 0 when nobody does. */
  thrower: number
  /** Set when the scope is a transaction that is left by its cancel boundary afterwards. */
  cancels?: true
}>

/** An error or escalation under way. */
export type Raised = Readonly<{
  kind: 'error' | 'escalation'
  code: string
  message: string
  variables: Variables
}>

/** Something armed that an event can trigger. */
export type Subscription = {
  id: number
  /** The element that is alive as long as this is armed. */
  owner: number
  /** The catching node. */
  node: number
  kind: 'timer' | 'message' | 'signal' | 'conditional'
  /** Message or signal. */
  name?: string
  /** Correlation key, frozen when armed. */
  key?: string
  timer?: Schedule & { fired: number }
  /** Set on the timer after which work that broke down is tried again. */
  again?: true
  /** Whether the condition was true when last looked at, absent before: it triggers when it becomes true. */
  was?: boolean
}

/** Something went wrong that a person must look at; the element waits. */
export type Incident = { id: number; element: number; code: string; message: string }

export type Status = 'new' | 'active' | 'completed' | 'cancelled'

export type State = {
  status: Status
  /** The last number given to an element, subscription or incident. */
  seq: number
  /** The zone timers and FEEL count days in. */
  zone: string
  /** What random values are made of; absent in instances older than that. */
  seed?: string
  /** Whether a call activity waits for this instance, so that uncaught errors go to the caller. */
  called: boolean
  /** Set while the instance is suspended: nothing moves, no timer is armed. */
  suspended?: true
  elements: Element[]
  subscriptions: Subscription[]
  incidents: Incident[]
  /** The calendars it has been told of last; absent when its model counts on none. */
  calendars?: Calendars
  /** What is being undone; absent when nothing is. */
  undoings?: readonly Undoing[]
}

/** A state before its start event. */
export function newState(): State {
  return { status: 'new', seq: 0, zone: 'UTC', called: false, elements: [], subscriptions: [], incidents: [] }
}

/** A copy that may be changed; variables are never changed in place and are shared. */
export function copyState(state: State): State {
  return {
    ...state,
    elements: state.elements.map((element) => ({
      ...element,
      ...(element.held && { held: { ...element.held } }),
      ...(element.many && { many: { ...element.many } }),
    })),
    subscriptions: state.subscriptions.map((subscription) => ({ ...subscription })),
    incidents: state.incidents.map((incident) => ({ ...incident })),
  }
}
