import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { getCalendar as contract } from './contract.ts'
import { type CalendarRow, calendarRows } from './store/calendar-table.ts'

export const getBusinessCalendar = answer(contract, async ({ tx }, { name }) => {
  const found = await tx.maybe(sql<CalendarRow>`${calendarRows} and name = ${name}`)
  if (!found) throw new Refused('calendar_not_found', { name })
  return spelled(found)
})

/** A calendar as an answer says it. */
export function spelled({ hours, holidays, ...rest }: CalendarRow) {
  const days = Object.entries(hours).map(([day, spans]) => [day, [...(spans ?? [])]])
  return { ...rest, hours: Object.fromEntries(days), holidays: [...holidays] }
}
