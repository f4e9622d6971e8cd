/** What the caller of a simulation plays: the clock at its start, and the answers of the world. */
import type { Json, Variables } from './model/expression.ts'
import type { Calendars } from './model/working-time.ts'
import type { Event } from './step/event.ts'

/**
 * What a command of a service task, or a decision, answers; nothing when the script will answer later. The value of
 * a decision becomes its result variable, as its variables do, taken as one context.
 */
export type Answer =
  | Readonly<{ variables: Variables }>
  | Readonly<{ value: Json }>
  | Readonly<{ code: string; message: string }>
  | null

/** What an element hears that has asked: `result` names the variable of a decision's value. */
export function eventOf(element: number, answer: NonNullable<Answer>, result?: string): Event {
  if ('code' in answer) return { type: 'fail', element, ...answer }
  const value = 'value' in answer ? answer.value : answer.variables
  const isWhole = result === undefined && 'variables' in answer
  return {
    type: 'complete',
    element,
    variables: isWhole ? answer.variables : { [result ?? 'result']: value },
  }
}

/** Where a command or decision is asked for, and when. */
export type Asked = Readonly<{ node: string; instance: number; now: Temporal.Instant; zone: string }>

export type SimulationOptions = Readonly<{
  now?: string
  zone?: string
  /** The business calendars its models may count on. */
  calendars?: Calendars
  /** Answers commands at once; without it they wait for `complete` or `fail`. */
  command?: (name: string, input: Variables, asked: Asked) => Answer
  decision?: (id: string, context: Variables, asked: Asked) => Answer
}>
