/** Demand that nobody meets yet, by role and week. Pure: no database, no clock. */
import { type PlainDate, weekStart } from '#kernel/dates.ts'

/** A request that waits for people, with the days on which its work is done. */
export interface OpenRequest {
  readonly requestId: string
  readonly projectId: string
  readonly projectNumber: string
  readonly workPackage: string
  readonly roleCode: string
  readonly startsOn: PlainDate
  readonly endsOn: PlainDate
  readonly askedMinutes: number
  readonly bookedMinutes: number
  readonly workingDays: readonly PlainDate[]
}

export interface RoleDemand {
  readonly roleCode: string
  readonly weeks: { readonly weekStart: PlainDate; readonly minutes: number }[]
  readonly minutes: number
  readonly requests: (Omit<OpenRequest, 'workingDays' | 'roleCode'> & { readonly unmetMinutes: number })[]
}

/**
 * What is asked and not firmly booked, spread evenly over the working days of the request, so that its weeks sum up to
 * it; only the weeks of the period are told. A request without a working day falls into the week it begins in.
 */
export function demandByRole(requests: readonly OpenRequest[], weeks: readonly PlainDate[]): RoleDemand[] {
  const open = requests
    .map((request) => ({ request, unmet: request.askedMinutes - request.bookedMinutes }))
    .filter(({ unmet }) => unmet > 0)
  const byRole = Map.groupBy(open, ({ request }) => request.roleCode)
  return [...byRole]
    .map(([roleCode, own]) => {
      const shares = own.map(({ request, unmet }) => minutesByWeek(request, unmet))
      const told = weeks.map((monday) => ({
        weekStart: monday,
        minutes: shares.reduce((sum, share) => sum + (share.get(monday) ?? 0), 0),
      }))
      return {
        roleCode,
        weeks: told,
        minutes: told.reduce((sum, week) => sum + week.minutes, 0),
        requests: own.map(({ request: { workingDays: _days, roleCode: _role, ...request }, unmet }) => ({
          ...request,
          unmetMinutes: unmet,
        })),
      }
    })
    .filter(({ minutes }) => minutes > 0)
    .sort((one, other) => (one.roleCode < other.roleCode ? -1 : 1))
}

/** Whole minutes of each week; each takes its share of what the days until its end make, so the weeks sum up exactly. */
function minutesByWeek({ workingDays, startsOn }: OpenRequest, unmet: number): Map<PlainDate, number> {
  const days = workingDays.length > 0 ? workingDays : [startsOn]
  let daysSoFar = 0
  let given = 0
  const weeks = [...Map.groupBy(days, weekStart)].map(([monday, own]) => {
    daysSoFar += own.length
    const minutes = Math.floor((unmet * daysSoFar) / days.length) - given
    given += minutes
    return [monday, minutes] as const
  })
  return new Map(weeks)
}
