/** When something is due that is counted from now. */
import { dueAfter, noCalendar } from '../model/timer.ts'
import { workingDue } from '../model/working-time.ts'
import { ModelTrouble } from './incident.ts'
import type { Workspace } from './workspace.ts'

/** The instant a duration from now: in working time on the calendar named here or by the process, else as it passes. */
export function dueIn(w: Workspace, duration: string, own: string | null): string {
  const { now, zone } = w.clock
  const name = own ?? w.graph.properties['calendar'] ?? noCalendar
  if (name === noCalendar) return dueAfter(now.toString(), duration, 1, zone)
  const calendar = w.state.calendars?.[name]
  if (!calendar)
    throw new ModelTrouble(`There is no calendar ${name}. Set it with calendars.set, then retry.`)
  return workingDue(now, duration, calendar, zone)
}
