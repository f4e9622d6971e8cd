/** How long a failed delivery waits. Grows fourfold, without jitter, so that a person can tell when the next try is. */

/** Attempts before a delivery is dead. With the delays below it is tried for three days and six hours. */
export const ATTEMPTS_MAX = 11

const FIRST_DELAY_S = 5
const LAST_DELAY_S = 24 * 60 * 60

/** Seconds to wait after attempt `attempt` (1 is the first) has failed: 5 s, 20 s, 80 s, ... up to a day. */
export function retryDelay(attempt: number): number {
  return Math.min(FIRST_DELAY_S * 4 ** (attempt - 1), LAST_DELAY_S)
}
