/** When something is due that is counted from now, and when people are reminded of it. */
import { type Reminder, remindersOf } from '../model/reminders.ts'
import { dueAfter, multiple, noCalendar } from '../model/timer.ts'
import { type Calendar, workingBefore, workingDue } from '../model/working-time.ts'
import { ModelTrouble } from './incident.ts'
import type { Workspace } from './workspace.ts'

/** The instant a duration from now: in working time on the calendar named here or by the process, else as it passes. */
export function dueIn(w: Workspace, duration: string, own: string | null): string {
  const { now, zone } = w.clock
  const calendar = calendarOf(w, own)
  return calendar ? workingDue(now, duration, calendar, zone) : dueAfter(now.toString(), duration, 1, zone)
}

/** The moments at which people are reminded of a task that is due then, those to come, the first one first. */
export function remindersAt(w: Workspace, plan: string, dueAt: string, own: string | null): string[] {
  const { now, zone } = w.clock
  const calendar = calendarOf(w, own)
  const moments = readPlan(plan).flatMap(({ duration, isBefore, times }) =>
    Array.from({ length: times }, (_, index) => {
      if (!calendar) return dueAfter(dueAt, duration, isBefore ? -1 : index + 1, zone)
      const due = Temporal.Instant.from(dueAt)
      if (isBefore) return workingBefore(due, duration, calendar, zone)
      return workingDue(due, multiple(duration, index + 1).toString(), calendar, zone)
    }),
  )
  const toCome = moments
    .map((moment) => Temporal.Instant.from(moment))
    .filter((moment) => moment.epochNanoseconds > now.epochNanoseconds)
  return [...new Set(toCome.sort(Temporal.Instant.compare).map(String))]
}

function calendarOf(w: Workspace, own: string | null): Calendar | null {
  const name = own ?? w.graph.properties['calendar'] ?? noCalendar
  if (name === noCalendar) return null
  const calendar = w.state.calendars?.[name]
  if (!calendar)
    throw new ModelTrouble(`There is no calendar ${name}. Set it with calendars.set, then retry.`)
  return calendar
}

function readPlan(plan: string): Reminder[] {
  try {
    return remindersOf(plan)
  } catch (cause) {
    throw new ModelTrouble(cause instanceof Error ? cause.message : String(cause))
  }
}
