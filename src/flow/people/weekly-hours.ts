/** Hours of a week as files write them, as the whole minutes we keep. Pure. */

const WEEK_MINUTES = 7 * 24 * 60

/** Minutes of "37.5" or "40", or null when they are no whole minutes of one week. */
export function weeklyMinutes(hours: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(hours)
  if (!match) return null
  const tenThousandths = Number.parseInt((match[1] ?? '') + (match[2] ?? '').padEnd(4, '0'), 10)
  const minutes = (tenThousandths * 60) / 10_000
  return Number.isInteger(minutes) && minutes <= WEEK_MINUTES ? minutes : null
}
