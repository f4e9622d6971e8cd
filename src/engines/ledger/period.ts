/** Periods: who may post into a month, and in which order months are closed and reopened. */
import type { Subledger } from './shapes.ts'

export type PeriodState = 'open' | 'soft_closed' | 'closed'

export interface PeriodLock {
  readonly state: PeriodState
  readonly lockedSubledgers: readonly Subledger[]
}

/** Why an entry of a subledger may not be dated in the period, or null. */
export function postingRefusal(period: PeriodLock, subledger: Subledger): 'period_closed' | null {
  const locked = period.state === 'closed' || period.lockedSubledgers.includes(subledger)
  return locked ? 'period_closed' : null
}

/**
 * Why the period may not be closed (for one subledger, or for everybody), or null. Months are closed in their order, so
 * that nothing is posted behind a closed one.
 */
export function closingRefusal(
  period: PeriodLock,
  subledger: Subledger | undefined,
  earlierOpen: boolean,
): 'period_already_closed' | 'earlier_period_open' | null {
  if (period.state === 'closed') return 'period_already_closed'
  if (subledger !== undefined) {
    return period.lockedSubledgers.includes(subledger) ? 'period_already_closed' : null
  }
  return earlierOpen ? 'earlier_period_open' : null
}

/** The lock after closing. */
export function closed(period: PeriodLock, subledger: Subledger | undefined): PeriodLock {
  if (subledger === undefined) return { state: 'closed', lockedSubledgers: period.lockedSubledgers }
  return { state: 'soft_closed', lockedSubledgers: [...period.lockedSubledgers, subledger] }
}

/** Why reopening may not be asked for, or null. Months are reopened newest first. */
export function reopeningRefusal(
  period: PeriodLock,
  laterClosed: boolean,
): 'period_already_open' | 'later_period_closed' | null {
  if (period.state === 'open') return 'period_already_open'
  return period.state === 'closed' && laterClosed ? 'later_period_closed' : null
}
