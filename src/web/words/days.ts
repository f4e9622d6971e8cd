/** Days on the calendar of whoever looks at the screen; what is booked on which day the server decides. */
import { clockNow } from './zone.ts'

/** Today, `YYYY-MM-DD`. */
export const today = (): string => clockNow().toPlainDate().toString()

/** The first day of the year a day is in. */
export const yearStart = (day: string) => `${day.slice(0, 4)}-01-01`

/** The last day of a month `YYYY-MM`. */
export function lastDayOf(month: string): string {
  const [year = 0, number = 1] = month.split('-').map((part) => Number.parseInt(part, 10))
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}

/** The month `YYYY-MM` some months before or after that of a day. */
export function monthAway(day: string, months: number): string {
  const [year = 0, number = 1] = day.split('-').map((part) => Number.parseInt(part, 10))
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}
