import { personOf } from '#flow/people'
import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import type { BookingState } from './booking.ts'
import { listBookings as contract } from './contract.ts'

interface BookingRow {
  readonly id: string
  readonly requestId: string | null
  readonly personId: string
  readonly personName: string
  readonly projectId: string
  readonly projectNumber: string
  readonly workPackageId: string
  readonly workPackage: string
  readonly roleCode: string
  readonly startsOn: string
  readonly endsOn: string
  readonly minutesPerDay: number
  readonly state: BookingState
  readonly revision: number
}

const bookingRows = sql`
  select booking.id, booking.request_id as "requestId", booking.person_id as "personId", person.name as "personName",
    booking.project_id as "projectId", project.number as "projectNumber", booking.work_package_id as "workPackageId",
    package.title as "workPackage", booking.role_code as "roleCode", booking.starts_on as "startsOn", booking.ends_on as "endsOn",
    booking.minutes_per_day as "minutesPerDay", booking.state, booking.revision
  from staffing.booking
    join people.person on person.tenant_id = booking.tenant_id and person.id = booking.person_id
    join projects.project on project.tenant_id = booking.tenant_id and project.id = booking.project_id
    join projects.work_package as package on package.tenant_id = booking.tenant_id and package.id = booking.work_package_id
  where booking.tenant_id = kernel.tenant_id()`

export const listBookings = answer(contract, async (ctx, input) => {
  const own =
    ctx.scope === 'own' ? await personOf(ctx.tx, ctx.call.onBehalfOf ?? ctx.call.actorId) : undefined
  return list<BookingRow>(
    ctx.tx,
    {
      from: bookingRows,
      where: [
        ctx.scope === 'own' && sql`q."personId" = ${own?.id ?? null}`,
        input.requestId && sql`q."requestId" = ${input.requestId}`,
        input.personId && sql`q."personId" = ${input.personId}`,
        input.projectId && sql`q."projectId" = ${input.projectId}`,
        input.state && sql`q.state = ${input.state}`,
        input.from && sql`q."endsOn" >= ${input.from}`,
        input.to && sql`q."startsOn" <= ${input.to}`,
      ].map((condition) => condition || undefined),
      sorts: { startsOn: 'startsOn', personName: 'personName' },
      groups: {
        state: { by: 'state' },
        personId: { by: 'personId', label: 'personName', kind: 'id' },
        projectId: { by: 'projectId', label: 'projectNumber', kind: 'id' },
      },
    },
    input,
  )
})
