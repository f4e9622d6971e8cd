/** What a script asks of a simulation and cannot have. */

/** Why a simulation cannot do what it was asked; `code` is stable. A fault of the script, not of the engine. */
export class SimulationFault extends Error {
  readonly code:
    | 'process_not_found'
    | 'nothing_starts'
    | 'nothing_waits'
    | 'no_incident'
    | 'time_goes_back'
    | 'time_out_of_range'
    | 'run_too_long'

  constructor(code: SimulationFault['code'], message: string) {
    super(message)
    this.name = 'SimulationFault'
    this.code = code
  }
}

/** A moment by a duration later, on the calendar of a zone. */
export function later(now: Temporal.Instant, duration: string, zone: string): Temporal.Instant {
  try {
    return now.toZonedDateTimeISO(zone).add(duration).toInstant()
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new SimulationFault(
      'time_out_of_range',
      `${duration} is no duration, or ends beyond all calendars.`,
    )
  }
}

/** More events than this in one run are a circle of answers, not a story. */
export const eventsMax = 100_000

export const tooLong = () =>
  new SimulationFault(
    'run_too_long',
    `More than ${eventsMax} events; look for a circle of answers or a timer that never ends.`,
  )
