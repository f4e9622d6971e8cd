import { daysBetween } from '#kernel/dates.ts'
import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { availability as contract } from './contract.ts'
import { weekLoads } from './staffing-table.ts'

const WEEKS_MAX = 54

export const availability = answer(contract, async ({ tx }, { from, to, roleCode }) => {
  const days = daysBetween(from, to)
  if (days < 0 || days > WEEKS_MAX * 7) throw new Refused('period_too_long', { weeks: WEEKS_MAX })
  const loads = await weekLoads(tx, { from, to }, { roleCode })
  const people = Map.groupBy(loads, (load) => load.personId)
  return {
    people: [...people].map(([personId, weeks]) => ({
      personId,
      name: weeks[0]?.personName ?? '',
      roleCode: weeks[0]?.roleCode ?? '',
      weeks: weeks.map(({ weekStart, capacityMinutes, hardMinutes, softMinutes }) => ({
        weekStart,
        capacityMinutes,
        hardMinutes,
        softMinutes,
      })),
    })),
  }
})
