/** The tables of staffing: rows in, rows out, locks, capacity. */
import type { PlainDate } from '#kernel/dates.ts'
import { Refused } from '#kernel/refusal.ts'
import { type RowOf, sql, type Tx, tables } from '#kernel/sql.ts'
import type { BookingState, RequestState, WeekLoad } from './booking.ts'
import type { StaffingTables } from './schema.ts'

const db = tables<StaffingTables>()

/**
 * What is firmly booked for a `request`, in minutes on the working days of who is booked: a lateral join for lists of
 * requests.
 */
export const bookedForRequest = sql`
  select coalesce(sum(booking.minutes_per_day), 0)::integer as minutes
  from staffing.booking
    join people.person on person.tenant_id = booking.tenant_id and person.id = booking.person_id
    cross join lateral firm.working_days(person.entity_id, booking.starts_on, booking.ends_on)
  where booking.tenant_id = request.tenant_id and booking.request_id = request.id and booking.state = 'hard'`

const requestRows = db
  .selectFrom('staffing.resource_request')
  .select(['id', 'project_id as projectId', 'work_package_id as workPackageId', 'role_code as roleCode'])
  .select(['minutes', 'starts_on as startsOn', 'ends_on as endsOn', 'state', 'reason', 'revision'])

export type ResourceRequest = RowOf<typeof requestRows>

/** Locks the requests of bookings that somebody has from a day on until commit. */
export function lockRequestsOf(tx: Tx, personId: string, from: PlainDate): Promise<ResourceRequest[]> {
  return tx.rows(
    requestRows
      .where((request) =>
        request(
          'id',
          'in',
          request
            .selectFrom('staffing.booking')
            .select('request_id')
            .where('person_id', '=', personId)
            .where('state', '<>', 'canceled')
            .where('ends_on', '>=', from),
        ),
      )
      .orderBy('id')
      .forNoKeyUpdate(),
  )
}

/** Locks a request until commit. Refuses with `resource_request_not_found`. */
export async function lockRequest(tx: Tx, requestId: string): Promise<ResourceRequest> {
  const found = await tx.maybe(requestRows.where('id', '=', requestId).forNoKeyUpdate())
  if (!found) throw new Refused('resource_request_not_found', { requestId })
  return found
}

/** Writes the state of a request and gives it back as it is now. */
export async function updateRequest(
  tx: Tx,
  before: ResourceRequest,
  change: Partial<Pick<ResourceRequest, 'reason' | 'minutes' | 'startsOn' | 'endsOn'>> & {
    readonly state: RequestState
  },
): Promise<ResourceRequest> {
  const after = { ...before, ...change, revision: before.revision + 1 }
  const { id, state, reason, minutes, startsOn, endsOn, revision } = after
  const set = { state, reason, minutes, starts_on: startsOn, ends_on: endsOn, revision }
  await tx.run(db.updateTable('staffing.resource_request').set(set).where('id', '=', id))
  return after
}

/** Lets the proposed and soft bookings of a request become hard or canceled, and gives them as they are now. */
export function setProposals(tx: Tx, requestId: string, state: 'hard' | 'canceled') {
  return tx.rows(sql<{
    id: string
    personId: string
    startsOn: string
    endsOn: string
    state: BookingState
  }>`
    update staffing.booking
    set state = ${state}, revision = revision + 1
    where tenant_id = kernel.tenant_id() and request_id = ${requestId} and state in ('proposed', 'soft')
    returning id, person_id as "personId", starts_on as "startsOn", ends_on as "endsOn", state`)
}

/** Locks a booking until commit. Refuses with `booking_not_found`. */
export async function lockBooking(tx: Tx, bookingId: string) {
  const found = await tx.maybe(
    db
      .selectFrom('staffing.booking')
      .select(['id', 'request_id as requestId', 'person_id as personId', 'project_id as projectId'])
      .select(['state', 'revision'])
      .where('id', '=', bookingId)
      .forNoKeyUpdate(),
  )
  if (!found) throw new Refused('booking_not_found', { bookingId })
  return found
}

/** Minutes booked for a request over the working days of the people booked. */
export interface Booked {
  readonly hard: number
  /** Proposed or soft. */
  readonly proposed: number
}

/** What is booked for a request. */
export async function bookedFor(tx: Tx, requestId: string): Promise<Booked> {
  return (await bookedForEach(tx, [requestId])).get(requestId) ?? { hard: 0, proposed: 0 }
}

/** What is booked for each of these requests; one without bookings is absent. */
export async function bookedForEach(
  tx: Tx,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, Booked>> {
  const rows = await tx.rows(sql<Booked & { readonly requestId: string }>`
    select booking.request_id as "requestId",
      coalesce(sum(booking.minutes_per_day) filter (where booking.state = 'hard'), 0)::integer as hard,
      coalesce(sum(booking.minutes_per_day) filter (where booking.state in ('proposed', 'soft')), 0)::integer as proposed
    from staffing.booking
      join people.person on person.tenant_id = booking.tenant_id and person.id = booking.person_id
      cross join lateral firm.working_days(person.entity_id, booking.starts_on, booking.ends_on)
    where booking.tenant_id = kernel.tenant_id() and booking.request_id = any(${requestIds}::uuid[])
      and booking.state <> 'canceled'
    group by booking.request_id`)
  return new Map(rows.map(({ requestId, ...booked }) => [requestId, booked]))
}

/** Capacity and hard bookings by person and ISO week of a period. Capacity is the person's week less its holidays. */
export function weekLoads(
  tx: Tx,
  period: { readonly from: string; readonly to: string },
  whom: { readonly personIds?: readonly string[]; readonly roleCode?: string | undefined },
): Promise<(WeekLoad & { readonly roleCode: string; readonly softMinutes: number })[]> {
  const people = whom.personIds
    ? sql`and person.id = any(${whom.personIds}::uuid[])`
    : whom.roleCode
      ? sql`and person.role_code = ${whom.roleCode}`
      : sql``
  return tx.rows(sql<WeekLoad & { readonly roleCode: string; readonly softMinutes: number }>`
    with day as (
      select person.id as person_id, person.name, person.role_code, person.weekly_minutes, working.day
      from people.person
        cross join lateral people.working_days(person.id, ${period.from}::date, ${period.to}::date) as working
      where person.tenant_id = kernel.tenant_id() ${people}
    ), load as (
      select day.person_id, day.day,
        coalesce(sum(booking.minutes_per_day) filter (where booking.state = 'hard'), 0) as hard,
        coalesce(sum(booking.minutes_per_day) filter (where booking.state in ('soft', 'proposed')), 0) as soft
      from day
        left join staffing.booking on booking.tenant_id = kernel.tenant_id() and booking.person_id = day.person_id
          and booking.state <> 'canceled' and day.day between booking.starts_on and booking.ends_on
      group by day.person_id, day.day
    )
    select day.person_id as "personId", day.name as "personName", day.role_code as "roleCode",
      date_trunc('week', day.day)::date as "weekStart",
      (day.weekly_minutes * count(*) / 5)::integer as "capacityMinutes",
      sum(load.hard)::integer as "hardMinutes", sum(load.soft)::integer as "softMinutes"
    from day
      join load on load.person_id = day.person_id and load.day = day.day
    group by day.person_id, day.name, day.role_code, day.weekly_minutes, date_trunc('week', day.day)
    order by day.name, day.person_id, "weekStart"`)
}
