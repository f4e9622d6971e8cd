/**
 * Cron expressions as Camunda 8 reads them: second, minute, hour, day of month, month, day of week, counted in
 * a zone; or one of the names such as `@daily`.
 *
 * A fixed hour fires once a day: at a local time that daylight saving skips it fires as much later, at one that
 * comes twice the first time. With every hour given, each hour that passes has its firings.
 */

/** What a cron expression means, compiled. */
type Cron = Readonly<{
  seconds: readonly number[]
  minutes: readonly number[]
  hours: readonly number[]
  months: readonly number[]
  isDay: (date: Temporal.PlainDate) => boolean
}>

/** Every date a cron expression can mean comes back within 40 years: a 29 February on a given weekday. */
const yearsMax = 41

const names: Readonly<Record<string, string>> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/** Whether the text of a cycle is a cron expression and no repetition of ISO 8601. */
export function isCron(text: string): boolean {
  return text.startsWith('@') || /\s/.test(text)
}

/** The first instant after another at which a cron expression fires. Throws when there is none, or no such expression. */
export function cronAfter(text: string, after: Temporal.Instant, zone: string): string {
  const cron = parse(text)
  let date = after.toZonedDateTimeISO(zone).toPlainDate()
  const last = date.year + yearsMax
  while (date.year <= last) {
    if (!cron.months.includes(date.month)) {
      date = date.with({ day: 1 }).add({ months: 1 })
      continue
    }
    const due = cron.isDay(date) ? firstOn(cron, date, after, zone) : null
    if (due) return due.toString()
    date = date.add({ days: 1 })
  }
  throw new Error(`"${text}" never comes.`)
}

/** The first firing on a day that is after an instant. */
function firstOn(
  cron: Cron,
  date: Temporal.PlainDate,
  after: Temporal.Instant,
  zone: string,
): Temporal.Instant | null {
  const isLater = (due: Temporal.Instant) => Temporal.Instant.compare(due, after) > 0
  const everyHour = cron.hours.length === 24
  for (const hour of cron.hours) {
    for (const disambiguation of everyHour ? (['earlier', 'later'] as const) : (['compatible'] as const)) {
      const at = (minute: number, second: number) => {
        const local = date.toPlainDateTime({ hour, minute, second })
        const moment = local.toZonedDateTime(zone, { disambiguation })
        return everyHour && !moment.toPlainDateTime().equals(local) ? null : moment.toInstant()
      }
      for (const minute of laterThan(cron.minutes, (one) => at(one, 59), isLater)) {
        for (const second of cron.seconds) {
          const due = at(minute, second)
          if (due && isLater(due)) return due
        }
      }
    }
  }
  return null
}

/** Those minutes whose last second is not past: the others need not be looked at second by second. */
function laterThan(
  minutes: readonly number[],
  end: (minute: number) => Temporal.Instant | null,
  isLater: (instant: Temporal.Instant) => boolean,
): readonly number[] {
  const last = end(59)
  if (last && !isLater(last)) return []
  return minutes.filter((minute) => {
    const due = end(minute)
    return due !== null && isLater(due)
  })
}

function parse(text: string): Cron {
  const fields = (names[text.trim().toLowerCase()] ?? text.trim()).toUpperCase().split(/\s+/)
  const [second, minute, hour, day, month, weekday] = fields
  if (fields.length !== 6 || !second || !minute || !hour || !day || !month || !weekday) {
    const form = 'second minute hour day month weekday, such as "0 0 9-17 * * MON-FRI"'
    throw new Error(`"${text}" is no cron expression: ${form}.`)
  }
  const isMonthDay = dayRule(day)
  const isWeekday = weekdayRule(weekday)
  return {
    seconds: values(second, 0, 59),
    minutes: values(minute, 0, 59),
    hours: values(hour, 0, 23),
    months: values(month, 1, 12, monthNames),
    isDay: (date) => isMonthDay(date) && isWeekday(date),
  }
}

type DayRule = (date: Temporal.PlainDate) => boolean

/** Days of the month: numbers, `L` the last, `L-2` two before it, `15W` the weekday nearest to the 15th. */
function dayRule(field: string): DayRule {
  if (field === '?') return () => true
  const rules = field.split(',').map((part): DayRule => {
    const [, before] = /^L(?:-(\d{1,2}))?$/.exec(part) ?? []
    if (part.startsWith('L') && (part === 'L' || before !== undefined))
      return (date) => date.day === date.daysInMonth - Number(before ?? 0)
    if (part === 'LW') return (date) => date.day === nearestWeekday(date, date.daysInMonth)
    const [, near] = /^(\d{1,2})W$/.exec(part) ?? []
    if (near !== undefined) {
      const [wanted = 1] = values(near, 1, 31)
      return (date) => wanted <= date.daysInMonth && date.day === nearestWeekday(date, wanted)
    }
    const days = values(part, 1, 31)
    return (date) => days.includes(date.day)
  })
  return (date) => rules.some((rule) => rule(date))
}

/** The weekday of a month nearest to one of its days, without leaving the month. */
function nearestWeekday(month: Temporal.PlainDate, day: number): number {
  const { dayOfWeek, daysInMonth } = month.with({ day })
  if (dayOfWeek === 6) return day > 1 ? day - 1 : day + 2
  if (dayOfWeek === 7) return day < daysInMonth ? day + 1 : day - 2
  return day
}

/** Days of the week: numbers from Sunday as 0 or 7, names, `FRIL` the last Friday, `MON#2` the second Monday. */
function weekdayRule(field: string): DayRule {
  if (field === '?') return () => true
  const rules = field.split(',').map((part): DayRule => {
    const [, last] = /^(\w+)L$/.exec(part) ?? []
    if (last !== undefined) {
      const [wanted] = weekdays(last)
      return (date) => date.dayOfWeek % 7 === wanted && date.day > date.daysInMonth - 7
    }
    const [, name, count] = /^(\w+)#([1-5])$/.exec(part) ?? []
    if (name !== undefined) {
      const [wanted] = weekdays(name)
      return (date) => date.dayOfWeek % 7 === wanted && Math.ceil(date.day / 7) === Number(count)
    }
    const days = weekdays(part)
    return (date) => days.includes(date.dayOfWeek % 7)
  })
  return (date) => rules.some((rule) => rule(date))
}

const weekdays = (field: string) => values(field, 0, 7, dayNames).map((day) => day % 7)

/** The numbers a field means: `*`, `5`, `1-5`, `1,3`, `0/15`, `1-10/2`, and names where there are any. */
function values(field: string, first: number, last: number, words: readonly string[] = []): number[] {
  const wrong = () => new Error(`"${field}" in a cron expression is not from ${first} to ${last}.`)
  const numberOf = (text: string) => {
    const index = words.indexOf(text)
    const value = index >= 0 ? index + (words === monthNames ? 1 : 0) : Number(text)
    if (!/^(\d{1,2}|[A-Z]{3})$/.test(text) || !(value >= first && value <= last)) throw wrong()
    return value
  }
  const found = field.split(',').flatMap((part) => {
    const [range = '', every, more] = part.split('/')
    const step = every === undefined ? 1 : Number(every)
    if (more !== undefined || !Number.isInteger(step) || step < 1) throw wrong()
    const [low = '', high, rest] = range === '*' ? [String(first), String(last)] : range.split('-')
    if (rest !== undefined) throw wrong()
    const from = numberOf(low)
    const to = high === undefined ? (every === undefined ? from : last) : numberOf(high)
    if (from > to) throw wrong()
    return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step)
  })
  return [...new Set(found)].sort((a, b) => a - b)
}
