import { FeelDate } from '../day.ts'
import { isIdentical } from '../equality.ts'
import { Num } from '../number.ts'
import type { Run } from '../run.ts'
import { fromPlain, fromPlainDate } from '../temporal.ts'
import { weigh } from '../weight.ts'
import { regionZone, type Zone } from '../zone.ts'
import { any, day, define, type Overload, one, spared } from './define.ts'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

function zoneOf(run: Run): Zone {
  const name = run.clock.zone
  if (name === 'UTC' || name === 'Z') return { offset: 0 }
  const zone = regionZone(name)
  if (zone === undefined) throw new Error(`the clock's zone ${name} is no IANA zone`)
  return zone
}

function nowIn(run: Run): Temporal.ZonedDateTime {
  const zone = zoneOf(run)
  return run.clock.now.toZonedDateTimeISO('region' in zone ? zone.region : 'UTC')
}

export const calendar: readonly Overload[] = [
  define('now', [], (run) => fromPlain(nowIn(run).toPlainDateTime(), zoneOf(run))),
  define('today', [], (run) => fromPlainDate(nowIn(run).toPlainDate())),
  define('day of year', [one('date', day)], (_, d) => new Num(d.dayOfYear)),
  define('day of week', [one('date', day)], (_, d) => DAYS[d.dayOfWeek - 1] ?? null),
  define('month of year', [one('date', day)], (_, d) => MONTHS[d.month - 1] ?? null),
  define('week of year', [one('date', day)], (_, d) => new Num(d.weekOfYear)),
  define('last day of month', [one('date', day)], (_, d) => new FeelDate(d.year, d.month, d.daysInMonth)),
  define('is', [one('value1', any), spared('value2', any)], (run, a, b) => {
    weigh(a, run)
    return isIdentical(a, b)
  }),
]
