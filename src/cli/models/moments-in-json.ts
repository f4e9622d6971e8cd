/** Dates, times and durations in the inputs of a decision, which JSON has no values for. */

import { parseTemporal } from '#engines/decisions'
import type { Json } from '#kernel/contract.ts'
import { UsageFault } from '../rooms/arguments.ts'

/** Deeper than any value the engine takes; what lies below is refused there. */
const DEPTH_MAX = 200

/**
 * Inputs in which `{"@": "2026-03-31"}` is the date that FEEL writes `@"2026-03-31"`, so that an input without a type can be one;
 * likewise times, moments and durations. A UsageFault names the place of one that spells nothing.
 */
export function withMoments(inputs: Readonly<Record<string, Json>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, read(value, `/${name}`, 0)]))
}

function read(json: Json, place: string, depth: number): unknown {
  if (typeof json !== 'object' || json === null || depth > DEPTH_MAX) return json
  if (Array.isArray(json)) return json.map((element, i) => read(element, `${place}/${i}`, depth + 1))
  const entries = Object.entries(json)
  if (entries.length === 1 && entries[0]?.[0] === '@') return moment(entries[0][1], place)
  return Object.fromEntries(entries.map(([key, value]) => [key, read(value, `${place}/${key}`, depth + 1)]))
}

function moment(json: Json, place: string): unknown {
  const value = typeof json === 'string' ? parseTemporal(json) : null
  if (value !== null) return value
  const given = JSON.stringify(json).slice(0, 60)
  throw new UsageFault(
    `${place}: "@" takes a date, time, date and time or duration of ISO 8601 as text; not ${given}.`,
  )
}
