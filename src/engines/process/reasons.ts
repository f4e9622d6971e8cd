/**
 * Why a task is somebody's, or not, and what a process waits for: each reason by a code and its values, so that every language has its own sentence. The
 * sentences here are English; what is missing of a value in braces is left out with what stands in its brackets.
 */

/** A reason as it travels. */
export interface Reason {
  readonly code: string
  readonly values: Readonly<Record<string, unknown>>
  readonly why: string
}

const sentences = {
  you_are_asked: 'you are asked',
  delegated_to_you: 'delegated to you[, {substitute}]',
  resolved_to_you: 'resolved, yours to complete[, {substitute}]',
  assigned_to_you: 'assigned to you[, {substitute}]',
  offered_to_you: 'offered to you[, {substitute}]',
  offered_to_everyone: 'offered to everyone[ with {requires}][, {substitute}]',
  offered_to_role: 'offered to the role {role}[ with {requires}][, {substitute}]',
  you_oversee: 'you oversee it',
  it_is_done: 'it is done',
  task_is: 'the task is {state}',
  not_active: '{name} is not active any more',
  theirs: 'it is theirs: {state}',
  somebody_has_it: '{name} has it: {state}',
  offered_by_name: 'it is offered to them by name',
  has_attribute: 'it asks for {asked}, which they have',
  lacks_attribute: 'it asks for {asked}, which they lack',
  open_to_everyone: 'it is offered to everyone',
  role_held: 'it is offered to the role {role}, held since {since}[ until {until}]',
  role_not_held: 'it is offered to the role {role}, which they do not hold today',
  four_eyes: 'four eyes are wanted: the process names them',
  four_eyes_completed: 'four eyes are wanted: they completed {tasks}',
  four_eyes_started: 'four eyes are wanted: they started the process',
  four_eyes_both: 'four eyes are wanted: they completed {tasks}, they started the process',
  may_run: 'they may run {command}',
  may_run_own: 'they may run {command} (their own)',
  may_run_project: 'they may run {command} (of the projects they manage)',
  question_open: 'a question about it has no answer yet',
  would_be_theirs: 'It would be theirs.',
  would_do_it: '{command} would do it.',
  no_known_command: 'None of its commands is known.',
  cannot_sign_in: '{name} is not active and cannot sign in.',
  awaits_choice: 'an activity of it to be chosen',
  awaits_listener: 'a listener of it',
  awaits_undoing: 'what it has thrown to be undone',
  awaits_task: 'the task of {who}',
  awaits_incident: 'the incident {code}',
  awaits_retry: 'another try at {due}',
  awaits_timer: 'the timer at {due}',
  awaits_condition: 'its condition',
  awaits_message: 'the message {name}[ for {key}]',
  awaits_event: 'the {kind} {name}[ for {key}]',
  awaits_its_end: 'the {kind} to be done',
} as const

export type ReasonCode = keyof typeof sentences

/** Every code, for those who have sentences of their own. */
export const reasonCodes = Object.keys(sentences) as readonly ReasonCode[]

/** A reason with its English. */
export function reason(code: ReasonCode, values: Readonly<Record<string, unknown>> = {}): Reason {
  const has = (text: string) =>
    [...text.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => (values[name] ?? null) !== null)
  const why = sentences[code]
    .replace(/\[([^\]]*)\]/g, (_, part: string) => (has(part) ? part : ''))
    .replace(/\{(\w+)\}/g, (_, name: string) => inWords(values[name]))
  return { code, values, why }
}

const inWords = (value: unknown): string => {
  if (Array.isArray(value)) return value.join(', ')
  const substitute = value as { name?: string; until?: string } | undefined
  return substitute?.name ? `as substitute of ${substitute.name} until ${substitute.until}` : String(value)
}
