import { CYCLE_DAYS, type FeelDate } from './day.ts'

/** A time zone of FEEL: a fixed offset in seconds, or a region of the IANA database. */
export type Zone = { readonly offset: number } | { readonly region: string }

/** Java and the conformance kit end at 18 hours; ISO 8601 itself sets no limit below 24. */
const OFFSET_MAX = 18 * 3600

const OFFSET = /^([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/

/** Reads `Z`, `+05:30`, `-01:00:30` or `@Europe/Paris`. Undefined when it names no zone. */
export function parseZone(text: string): Zone | undefined {
  if (text === 'Z' || text === 'z') return { offset: 0 }
  if (text.startsWith('@')) return regionZone(text.slice(1))
  const match = OFFSET.exec(text)
  if (match === null) return undefined
  const minutes = Number(match[3])
  const seconds = Number(match[4] ?? 0)
  if (minutes > 59 || seconds > 59) return undefined
  const size = Number(match[2]) * 3600 + minutes * 60 + seconds
  if (size > OFFSET_MAX) return undefined
  return { offset: match[1] === '-' && size > 0 ? -size : size }
}

const known = new Map<string, boolean>()

/** A region by its IANA name, `UTC` and `Etc/UTC` included. Undefined when the database does not know it. */
export function regionZone(name: string): Zone | undefined {
  let valid = known.get(name)
  if (valid === undefined) {
    valid = isRegion(name)
    // Only valid names are kept: their number is bounded, that of wrong ones is not.
    if (valid) known.set(name, true)
  }
  return valid ? { region: name } : undefined
}

function isRegion(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{0,60}$/.test(name)) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}

export function formatZone(zone: Zone | null): string {
  if (zone === null) return ''
  if ('region' in zone) return `@${zone.region}`
  if (zone.offset === 0) return 'Z'
  const size = Math.abs(zone.offset)
  const part = (n: number) => String(Math.trunc(n)).padStart(2, '0')
  const seconds = size % 60 === 0 ? '' : `:${part(size % 60)}`
  return `${zone.offset < 0 ? '-' : '+'}${part(size / 3600)}:${part((size % 3600) / 60)}${seconds}`
}

/** Years between which Temporal knows moments of every zone. */
const YEAR_REACH = 270_000
const FAR_YEAR = 200_000
const CYCLE = BigInt(CYCLE_DAYS) * 86_400_000_000_000n
const NANOSECONDS_REACH = 8_000_000_000_000_000_000_000n

/**
 * Offset in seconds of a zone at a wall-clock time; a gap or overlap of daylight saving is read as Temporal does. Beyond
 * the reach of Temporal the rules of a zone go on as the calendar does, in cycles of 400 years.
 */
export function offsetAt(zone: Zone, { year, month, day }: FeelDate, time: Temporal.PlainTime): number {
  if ('offset' in zone) return zone.offset
  const near = Math.abs(year) < YEAR_REACH ? year : Math.sign(year) * FAR_YEAR + (year % 400)
  const wall = new Temporal.PlainDate(near, month, day).toPlainDateTime(time)
  return wall.toZonedDateTime(zone.region).offsetNanoseconds / 1e9
}

/** Offset in seconds of a zone at an instant. */
export function offsetAtInstant(zone: Zone, epochNanoseconds: bigint): number {
  if ('offset' in zone) return zone.offset
  const isFar = epochNanoseconds > NANOSECONDS_REACH || epochNanoseconds < -NANOSECONDS_REACH
  const cycles = epochNanoseconds < 0n ? -500n : 500n
  const near = isFar ? (epochNanoseconds % CYCLE) + cycles * CYCLE : epochNanoseconds
  return new Temporal.Instant(near).toZonedDateTimeISO(zone.region).offsetNanoseconds / 1e9
}
