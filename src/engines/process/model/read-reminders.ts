/** The reminders of a user task, told from its due date. */
import type { Expression } from './expression.ts'
import type { Findings } from './findings.ts'
import { type Item, text } from './item.ts'
import { type Extensions, readValue } from './reader.ts'
import { remindersOf } from './reminders.ts'

/** What is written as text is read here; what FEEL gives is read when the task is offered. */
export function readReminders(
  at: Item,
  raw: string | null,
  extensions: Extensions,
  findings: Findings,
): Expression | null {
  const plan = readValue(at, raw, 'remind', findings)
  if (!plan) return null
  const schedule = extensions.get('TaskSchedule')
  if (!schedule || !text(schedule, 'dueDate')) {
    const message = 'People are to be reminded of the task, but it has no due date to tell that from.'
    findings.error(at, 'due_date_missing', message, 'Give the due date in zeebe:taskSchedule.')
  }
  if (!plan.constant) return plan
  try {
    remindersOf(plan.text)
  } catch (cause) {
    const message = `It cannot be told when to remind: ${cause instanceof Error ? cause.message : String(cause)}`
    const cure = 'Write durations from the due date, before it with a minus: -PT4H, PT0S, R10/P1D.'
    findings.error(at, 'reminders_invalid', message, cure)
  }
  return plan
}
