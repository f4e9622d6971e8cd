/** The zone a person sees moments in: the browser's, unless they have chosen one. Days belong to no zone. */

import { keep, kept } from '../wire/kept.ts'

const stored = 'throughline.zone'

/** Every zone there is, by its name in the tz database. */
export const zones = Intl.supportedValuesOf('timeZone')

const ofBrowser = Intl.DateTimeFormat().resolvedOptions().timeZone

const chosen = kept(stored)

/** The zone of the browser, and the one that was chosen in it; null while none was. */
export const zoneChoice = { ofBrowser, chosen: chosen !== null && zones.includes(chosen) ? chosen : null }

/** The zone moments are shown in. */
export const zone: string = zoneChoice.chosen ?? ofBrowser

/** Shows moments in another zone from now on, in this browser; null for the browser's own. */
export function chooseZone(wanted: string | null): void {
  keep(stored, wanted)
  // Everything on the screen may tell a moment.
  window.location.reload()
}

/** What the clock of the zone shows now. */
export const clockNow = () => Temporal.Now.zonedDateTimeISO(zone)

/** A moment as the clock of the zone shows it, `2026-11-20T09:30`, for a field to type one. */
export function clockAt(moment: string): string {
  const time = Temporal.Instant.from(moment).toZonedDateTimeISO(zone).toPlainDateTime()
  return time.toString({ smallestUnit: 'minute' })
}

/** The moment when the clock of the zone shows this. */
export function momentAt(clock: string): string {
  return Temporal.PlainDateTime.from(clock).toZonedDateTime(zone).toInstant().toString()
}

/** The moment a day begins. */
export const startOf = (day: string) => momentAt(`${day}T00:00`)
