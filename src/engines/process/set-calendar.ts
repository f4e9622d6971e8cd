import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { setCalendar as contract } from './contract.ts'
import { type Calendar, calendarProblem } from './model/working-time.ts'
import { lockCalendar, saveCalendar } from './store/calendar-table.ts'

export const setBusinessCalendar = handle(
  contract,
  async ({ tx, call, checkRevision }, { name, zone, hours, holidays }) => {
    const given: Calendar['hours'] = Object.fromEntries(
      Object.entries(hours).filter(([, spans]) => spans !== undefined && spans.length > 0),
    )
    const problem = calendarProblem({ zone, hours: given })
    if (problem) throw new Refused('calendar_invalid', { name, problem })
    checkRevision(await lockCalendar(tx, name))
    const calendar = { name, zone, hours: given, holidays: [...new Set(holidays)].sort() }
    const revision = await saveCalendar(tx, calendar, call.now, call.actorId)
    return {
      output: { name, revision },
      touched: [{ type: 'calendar', id: name, after: { ...calendar, revision } }],
    }
  },
)
