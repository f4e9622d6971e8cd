/** Rules of requests and bookings. Pure: no database, no clock. */
export type RequestState = 'draft' | 'submitted' | 'needs_review' | 'fulfilled' | 'rejected' | 'cancelled'
export type BookingState = 'proposed' | 'soft' | 'hard' | 'canceled'

/** Why a request may not be staffed or rejected, or null. */
export function staffRefusal(state: RequestState): string | null {
  return state === 'submitted' || state === 'needs_review' ? null : 'request_not_open'
}

/** Why a request may not be submitted again, or null. */
export function resubmitRefusal(state: RequestState): string | null {
  return state === 'rejected' ? null : 'request_not_rejected'
}

/** Why a request may not be cancelled, or null: people who are booked are canceled one by one. */
export function cancelRefusal(state: RequestState): string | null {
  return state === 'fulfilled' || state === 'cancelled' ? 'request_decided' : null
}

/** Is this a request whose state follows from what is booked for it? A rejected or cancelled one is decided. */
export function followsBookings(state: RequestState): boolean {
  return state === 'fulfilled' || staffRefusal(state) === null
}

/** Hard bookings within this share of what was asked count as covering it: days do not divide evenly. */
const COVERED_PERCENT = 95

/** The state of a request that is being staffed, by what is booked and proposed for it. Minutes. */
export function requestStateAfter(asked: number, hard: number, proposed: number): RequestState {
  if (hard * 100 >= asked * COVERED_PERCENT) return 'fulfilled'
  return proposed > 0 ? 'needs_review' : 'submitted'
}

/** One person's week. Minutes. */
export interface WeekLoad {
  readonly personId: string
  readonly personName: string
  readonly weekStart: string
  readonly capacityMinutes: number
  readonly hardMinutes: number
}

/** The first week in which somebody is booked beyond capacity, or null. */
export function overbooked(weeks: readonly WeekLoad[]): WeekLoad | null {
  return weeks.find((week) => week.hardMinutes > week.capacityMinutes) ?? null
}
