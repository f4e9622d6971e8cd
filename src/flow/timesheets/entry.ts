/** Rules of recorded time. Pure: no database, no clock. */
import { type Employment, isEmployedOn } from '#flow/people'
import { takesTime, type WorkPackage } from '#flow/projects'
import type { PlainDate } from '#kernel/dates.ts'

export type BillingType = 'chargeable' | 'non_chargeable' | 'complimentary'
export type EntryState = 'draft' | 'submitted' | 'approved' | 'rejected' | 'recalled'

export const MINUTES_A_DAY = 1440

/** What work says about time on it. */
type Work = Pick<WorkPackage, 'projectState' | 'state' | 'startsOn' | 'endsOn' | 'contractLineId'>

/** Work a contract pays for is chargeable, other work is not. */
export function usualBillingType(work: Work): BillingType {
  return work.contractLineId === null ? 'non_chargeable' : 'chargeable'
}

/** Why time of a day cannot be recorded on the work, or null. */
export function workRefusal(work: Work, workedOn: PlainDate, billingType: BillingType): string | null {
  if (!takesTime(work.projectState)) return 'time_project_not_in_delivery'
  if (work.state === 'closed') return 'time_work_package_closed'
  if (workedOn < work.startsOn || workedOn > work.endsOn) return 'time_outside_work_package'
  return billingType !== 'non_chargeable' && work.contractLineId === null ? 'time_not_chargeable' : null
}

/** Why a person cannot have worked on a day, or null. */
export function employmentRefusal(person: Employment, workedOn: PlainDate): string | null {
  return isEmployedOn(person, workedOn) ? null : 'time_person_not_employed'
}

/** Why a day cannot hold so many minutes, or null. */
export function dayRefusal(minutes: number): string | null {
  return minutes > MINUTES_A_DAY ? 'time_day_over_24_hours' : null
}

/** Why a line cannot be changed, or null. Approved lines are recalled, not changed. */
export function changeRefusal(state: EntryState): string | null {
  return state === 'draft' || state === 'rejected' ? null : 'time_entry_decided'
}
