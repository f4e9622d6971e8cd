/** What falls away when somebody is released from a day on: shown before it is done, and told when it is. */
import type { PlainDate } from '#kernel/dates.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import type { BookingState } from './booking.ts'

/** A booking, or its rest from a day on, that nobody keeps any more. */
export interface Released {
  readonly bookingId: string
  readonly projectId: string
  readonly projectNumber: string
  /** How the project manager signs in, where they are known and can. */
  readonly managerId: string | null
  readonly workPackage: string
  readonly roleCode: string
  readonly state: BookingState
  /** The first and the last day that fall away. */
  readonly startsOn: PlainDate
  readonly endsOn: PlainDate
  /** Over the working days that fall away. */
  readonly minutes: number
  /** Whether nothing of it is left, so that it is canceled and not shortened. */
  readonly isWhole: boolean
}

type Gone = ReturnType<typeof standing>

const shown = (gone: Gone) => sql<Released>`
  with gone as (${gone})
  select gone.id as "bookingId", gone.project_id as "projectId", project.number as "projectNumber",
    manager.principal_id as "managerId", package.code || ' ' || package.title as "workPackage", gone.role_code as "roleCode",
    gone.state, gone.starts_on as "startsOn", gone.ends_on as "endsOn", gone.is_whole as "isWhole",
    (gone.minutes_per_day * (
      select count(*)
      from firm.working_days(person.entity_id, gone.starts_on, gone.ends_on)))::integer as minutes
  from gone
    join people.person on person.tenant_id = kernel.tenant_id() and person.id = gone.person_id
    join projects.project on project.tenant_id = kernel.tenant_id() and project.id = gone.project_id
    join projects.work_package as package on package.tenant_id = kernel.tenant_id() and package.id = gone.work_package_id
    left join people.person as manager on manager.tenant_id = kernel.tenant_id() and manager.id = project.manager_id
  order by project.number, gone.starts_on, gone.id`

const standing = (personId: string, from: PlainDate) => sql`
  select id, person_id, project_id, work_package_id, role_code, minutes_per_day, state,
    greatest(starts_on, ${from}::date) as starts_on, ends_on, starts_on >= ${from}::date as is_whole
  from staffing.booking
  where tenant_id = kernel.tenant_id() and person_id = ${personId} and state <> 'canceled' and ends_on >= ${from}::date`

const ended = (personId: string, from: PlainDate) => sql`
  update staffing.booking
  set state = case when starts_on >= ${from}::date then 'canceled' else state end,
    ends_on = case when starts_on >= ${from}::date then ends_on else ${from}::date - 1 end,
    revision = revision + 1
  where tenant_id = kernel.tenant_id() and person_id = ${personId} and state <> 'canceled' and ends_on >= ${from}::date
  returning id, person_id, project_id, work_package_id, role_code, minutes_per_day, old.state as state,
    greatest(starts_on, ${from}::date) as starts_on, old.ends_on as ends_on, starts_on >= ${from}::date as is_whole`

/** What somebody is booked for from a day on. */
export const bookedFrom = (tx: Tx, personId: string, from: PlainDate): Promise<Released[]> =>
  tx.rows(shown(standing(personId, from)))

/** Ends what somebody is booked for from a day on: what begins later is canceled, what runs is shortened. */
export const endBookings = (tx: Tx, personId: string, from: PlainDate): Promise<Released[]> =>
  tx.rows(shown(ended(personId, from)))
