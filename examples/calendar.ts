/** On which days the companies of the example work. */
import { addDays, dayOfWeek } from '#kernel/dates.ts'
import { holidays } from './firm.ts'

/** Mondays to Fridays of [from, to] without the holidays of the company. */
export function workingDaysOf(entityCode: string, from: string, to: string): string[] {
  const free = new Set(
    holidays
      .filter((one) => one.entityCode === entityCode)
      .flatMap((one) => one.holidays.map(({ day }) => day)),
  )
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1))
    if (dayOfWeek(day) <= 5 && !free.has(day)) days.push(day)
  return days
}
