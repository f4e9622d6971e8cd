/** How long sign-in is closed after failures. Pure. */

/** Attempts that cost nothing but the attempt. */
const FREE_ATTEMPTS = 10
const FIRST_DELAY_SECONDS = 30
/** Long enough to make guessing hopeless, short enough that nobody can lock a person out for a day. */
const DELAY_SECONDS_MAX = 900

/** Seconds until the next attempt is heard, after this many failures in a row. */
export function lockSeconds(failures: number): number {
  if (failures < FREE_ATTEMPTS) return 0
  return Math.min(DELAY_SECONDS_MAX, FIRST_DELAY_SECONDS * 2 ** Math.min(failures - FREE_ATTEMPTS, 10))
}
