import { bookedForRequest, weekLoads } from '#flow/staffing'
import { addDays, daysBetween, type PlainDate, weekStart } from '#kernel/dates.ts'
import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { personWeeks as contract } from './contract.ts'
import { demandByRole, type OpenRequest } from './demand.ts'
import { percent } from './project-health.ts'

const WEEKS_MAX = 54

export const personWeeks = answer(contract, async ({ tx }, { from, to, roleCode }) => {
  const days = daysBetween(from, to)
  if (days < 0 || days > WEEKS_MAX * 7) throw new Refused('period_too_long', { weeks: WEEKS_MAX })
  const first = weekStart(from)
  const weeks = Array.from({ length: Math.floor(daysBetween(first, to) / 7) + 1 }, (_, week) =>
    addDays(first, week * 7),
  )
  const [loads, requests] = await Promise.all([
    weekLoads(tx, { from, to }, { roleCode }),
    openRequests(tx, from, to, roleCode ?? null),
  ])
  const people = [...Map.groupBy(loads, (load) => load.personId)].map(([personId, own]) => ({
    personId,
    name: own[0]?.personName ?? '',
    roleCode: own[0]?.roleCode ?? '',
    weeks: own.map(({ weekStart: monday, capacityMinutes, hardMinutes, softMinutes }) => ({
      ...{ weekStart: monday, capacityMinutes, hardMinutes, softMinutes },
      freeMinutes: capacityMinutes - hardMinutes,
      utilisationPercent: percent(BigInt(hardMinutes), BigInt(capacityMinutes)),
    })),
    utilisationPercent: percent(
      own.reduce((sum, week) => sum + BigInt(week.hardMinutes), 0n),
      own.reduce((sum, week) => sum + BigInt(week.capacityMinutes), 0n),
    ),
  }))
  return { weeks, people, demand: demandByRole(requests, weeks) }
})

/** Requests that wait for people and touch the period, with what is firmly booked for each and its working days. */
function openRequests(
  tx: Tx,
  from: PlainDate,
  to: PlainDate,
  roleCode: string | null,
): Promise<OpenRequest[]> {
  return tx.rows(sql<OpenRequest>`
    select request.id as "requestId", request.project_id as "projectId", project.number as "projectNumber",
      package.code || ' ' || package.title as "workPackage", request.role_code as "roleCode", request.starts_on as "startsOn",
      request.ends_on as "endsOn", request.minutes as "askedMinutes", booked.minutes as "bookedMinutes",
      array(
        select working.day
        from firm.working_days(project.entity_id, request.starts_on, request.ends_on) as working
        order by working.day) as "workingDays"
    from staffing.resource_request as request
    join projects.project on project.tenant_id = request.tenant_id and project.id = request.project_id
    join projects.work_package as package on package.tenant_id = request.tenant_id and package.id = request.work_package_id
    cross join lateral (${bookedForRequest}) as booked
    where request.tenant_id = kernel.tenant_id() and request.state in ('submitted', 'needs_review')
      and request.starts_on <= ${to} and request.ends_on >= ${from}
      and (${roleCode}::text is null or request.role_code = ${roleCode}::text)
    order by request.role_code, request.starts_on, request.id`)
}
