/**
 * When people are reminded of a task, told from the moment it is due: `-PT4H, PT0S, R10/P1D` is four hours before,
 * then, and each of ten days after it. ISO 8601 durations, a repetition last or anywhere between them.
 */

/** So many times before or after it is due. */
export type Reminder = Readonly<{
  /** ISO 8601, never negative: how long from the due moment, or from one reminder to the next. */
  duration: string
  isBefore: boolean
  times: number
}>

/** Who was not moved by a hundred reminders is not moved by one more; the task is to be escalated. */
export const remindersMax = 100

const reminderPattern = /^(?:(-?)|R(\d+)\/)(P[^/]+)$/

/** Reads the plan. Throws with what is wrong in words. */
export function remindersOf(text: string): Reminder[] {
  const plan = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(reminderOf)
  const count = plan.reduce((sum, { times }) => sum + times, 0)
  if (count > remindersMax) throw new Error(`${count} reminders are more than ${remindersMax}.`)
  return plan
}

function reminderOf(text: string): Reminder {
  const [, minus = '', count, duration = ''] = reminderPattern.exec(text) ?? []
  if (!isDuration(duration))
    throw new Error(
      `"${text}" is no duration such as -PT4H or P1D, and no counted repetition such as R10/P1D.`,
    )
  const times = count === undefined ? 1 : Number(count)
  if (times === 0) throw new Error(`"${text}" reminds no times.`)
  if (count !== undefined && Temporal.Duration.from(duration).blank)
    throw new Error(`"${text}" reminds again at the same moment.`)
  return { duration, isBefore: minus === '-', times }
}

function isDuration(text: string): boolean {
  try {
    Temporal.Duration.from(text)
    return true
  } catch {
    return false
  }
}
