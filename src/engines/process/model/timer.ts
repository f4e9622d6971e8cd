/**
 * Due dates of timers: ISO 8601 dates, durations and repetitions, and cron, counted in the zone of the tenant.
 *
 * Days, weeks, months and years are calendar units: "P1D" keeps the local time across a change to or from
 * daylight saving, "P1M" from 31 January is the last of February. Hours and less are exact. The n-th due
 * date is counted from the anchor, not from the one before, so that month ends do not drift.
 */

import { cronAfter, isCron } from './cron.ts'

/** A timer's plan once its expression is known. `every` is null for a timer that fires once. */
export type Schedule = Readonly<{
  /** Instant the periods are counted from. */
  anchor: string
  /** How many periods after the anchor the first firing is: 0 when a start was given, else 1. */
  offset: number
  /** ISO 8601 duration, or a cron expression. */
  every: string | null
  /** How many times it fires in all; -1 without end. */
  times: number
  /** First due instant. */
  due: string
}>

type Form = 'date' | 'duration' | 'cycle'

const cyclePattern = /^R(\d*)\/(?:([^/]+)\/)?(P[^/]+)$/

/** What the property `calendar` says where time is counted around the clock, whatever the process says. */
export const noCalendar = 'none'

/** The zone a process counts its days in: its property `zone`, else UTC. */
export function zoneOf(properties: Readonly<Record<string, string>>): string {
  return properties['zone'] ?? 'UTC'
}

/** Why a fixed text is no timer, or null when it is one. */
export function timerProblem(form: Form, value: string): string | null {
  try {
    schedule(form, value, { now: Temporal.Instant.fromEpochMilliseconds(0), zone: 'UTC' })
    return null
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause)
  }
}

/** When a timer is due. Throws when the value is not of the form. */
export function schedule(
  form: Form,
  value: string,
  clock: Readonly<{ now: Temporal.Instant; zone: string }>,
): Schedule {
  const now = clock.now.toString()
  if (form === 'date') {
    const due = instantOf(value, clock.zone).toString()
    return { anchor: due, offset: 0, every: null, times: 1, due }
  }
  if (form === 'duration') return once(now, dueAfter(now, value, 1, clock.zone))
  if (isCron(value))
    return { anchor: now, offset: 0, every: value, times: -1, due: cronAfter(value, clock.now, clock.zone) }
  const parts = cyclePattern.exec(value)
  if (!parts) throw new Error(`"${value}" is no repetition such as R3/PT1H, and no cron expression.`)
  const [, count, start, every] = parts
  const times = count ? Number(count) : -1
  if (times === 0) throw new Error(`"${value}" repeats no times.`)
  const period = every ?? ''
  if (secondsOf(period, now, clock.zone) < 1) throw new Error(`"${value}" repeats more than once a second.`)
  if (start) {
    const first = instantOf(start, clock.zone).toString()
    return { anchor: first, offset: 0, every: period, times, due: first }
  }
  return { anchor: now, offset: 1, every: period, times, due: dueAfter(now, period, 1, clock.zone) }
}

/** The plan of a timer that fires once, a duration after an instant. */
export function once(anchor: string, due: string): Schedule {
  return { anchor, offset: 1, every: null, times: 1, due }
}

/**
 * The firing after one that has come, or null when there is none. After an outage either every missed firing
 * follows, or only the first beyond now: the missed ones then count as fired.
 */
export function following<T extends Schedule & { fired: number }>(
  timer: T,
  catchUp: 'once' | 'all',
  { now, zone }: Readonly<{ now: Temporal.Instant; zone: string }>,
): T | null {
  const { every, offset } = timer
  if (every === null) return null
  const all = catchUp === 'all'
  const isLate = (due: string) => Temporal.Instant.compare(Temporal.Instant.from(due), now) <= 0
  if (isCron(every)) {
    const from = all || !isLate(timer.due) ? Temporal.Instant.from(timer.due) : now
    return { ...timer, fired: timer.fired + 1, due: cronAfter(every, from, zone) }
  }
  const skip = all ? 0 : firingsPast(timer, now, zone)
  for (let fired = Math.max(timer.fired + 1, skip); timer.times < 0 || fired < timer.times; fired += 1) {
    const due = dueAfter(timer.anchor, every, fired + offset, zone)
    if (all || !isLate(due)) return { ...timer, fired, due }
  }
  return null
}

/**
 * How many firings of a repetition are certainly past at an instant, so that a search for the next one
 * after a long outage does not walk through all of them. Never too many.
 */
export function firingsPast(plan: Schedule, now: Temporal.Instant, zone: string): number {
  if (plan.every === null) return 0
  const passed = Temporal.Instant.from(plan.anchor).until(now).total('seconds')
  const periods = passed / secondsOf(plan.every, plan.anchor, zone)
  const { years, months, weeks, days } = durationOf(plan.every)
  // Exact units divide exactly. A month is at most a tenth longer than February; an eighth less is safe.
  const safe = years || months || weeks || days ? periods * 0.88 : periods
  return Math.max(0, Math.floor(safe) - 2)
}

function secondsOf(every: string, anchor: string, zone: string): number {
  const from = Temporal.Instant.from(anchor)
  return from.until(Temporal.Instant.from(dueAfter(anchor, every, 1, zone))).total('seconds')
}

/** The instant `n` periods after the anchor. */
export function dueAfter(anchor: string, every: string, n: number, zone: string): string {
  const start = Temporal.Instant.from(anchor).toZonedDateTimeISO(zone)
  return start.add(multiple(every, n)).toInstant().toString()
}

/** A duration `n` times over, unit by unit; backwards where `n` is negative. */
export function multiple(duration: string, n: number): Temporal.Duration {
  const { years, months, weeks, days, hours, minutes, seconds, milliseconds } = durationOf(duration)
  return Temporal.Duration.from({
    ...{ years: years * n, months: months * n, weeks: weeks * n, days: days * n },
    ...{ hours: hours * n, minutes: minutes * n, seconds: seconds * n, milliseconds: milliseconds * n },
  })
}

/** An instant from a date and time with offset, with a zone in brackets, or local to the given zone. */
export function instantOf(value: string, zone: string): Temporal.Instant {
  const text = value.replace(/@([A-Za-z_/+\-0-9]+)$/, '[$1]')
  try {
    if (text.includes('[')) return Temporal.ZonedDateTime.from(text).toInstant()
    if (/(Z|[+-]\d{2}:?\d{2})$/.test(text)) return Temporal.Instant.from(text)
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant()
  } catch {
    throw new Error(`"${value}" is no date and time such as 2026-03-31T17:00:00Z.`)
  }
}

function durationOf(value: string): Temporal.Duration {
  try {
    return Temporal.Duration.from(value)
  } catch {
    throw new Error(`"${value}" is no duration such as PT4H or P1M.`)
  }
}
