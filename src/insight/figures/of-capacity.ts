/** What who staffs projects lives by, over the four weeks from today. */
import { addDays } from '#kernel/dates.ts'
import { sql } from '#kernel/sql.ts'
import { counted, type Figure, type Me, percentOf } from './figure.ts'

const DAYS_AHEAD = 27

const period = ({ ctx }: Me) => ({ from: ctx.call.today, to: addDays(ctx.call.today, DAYS_AHEAD) })

export const ofCapacity: readonly Figure[] = [
  {
    // Hours booked hard over capacity; capacity is working days less holidays (D365, resource utilisation).
    key: 'staffing.utilisation',
    measure: async (me) => {
      const { from, to } = period(me)
      const { booked, capacity } = await me.ctx.tx.one(sql<{ booked: bigint; capacity: bigint }>`
        select coalesce(sum(load.minutes), 0)::bigint as booked, coalesce(sum(day.minutes), 0)::bigint as capacity
        from (
          select person.id, working.day, person.weekly_minutes / 5 as minutes
          from people.person
            cross join lateral people.working_days(person.id, ${from}::date, ${to}::date) as working
          where person.tenant_id = kernel.tenant_id()) as day
          left join lateral (
            select sum(booking.minutes_per_day) as minutes
            from staffing.booking
            where booking.tenant_id = kernel.tenant_id() and booking.person_id = day.id and booking.state = 'hard'
              and day.day between booking.starts_on and booking.ends_on) as load on true`)
      return { values: [{ unit: 'percent', value: percentOf(booked, capacity) }] }
    },
    derivation: (me) => ({ query: 'staffing.availability', input: period(me) }),
  },
  {
    key: 'staffing.unmet-demand',
    measure: (me) =>
      counted(
        me,
        'minutes',
        sql`
          select coalesce(sum(greatest(request.minutes - booked.minutes, 0)), 0)::bigint as value
          from staffing.resource_request as request
            cross join lateral (
              select coalesce(sum(booking.minutes_per_day), 0) as minutes
              from staffing.booking
                join people.person on person.tenant_id = booking.tenant_id and person.id = booking.person_id
                cross join lateral firm.working_days(person.entity_id, booking.starts_on, booking.ends_on)
              where booking.tenant_id = request.tenant_id and booking.request_id = request.id and booking.state = 'hard'
            ) as booked
          where request.tenant_id = kernel.tenant_id() and request.state = 'submitted'`,
      ),
    derivation: () => ({ query: 'staffing.listRequests', input: { state: 'submitted' } }),
  },
  {
    key: 'staffing.soft-bookings',
    measure: (me) =>
      counted(
        me,
        'count',
        sql`
          select count(*) as value
          from staffing.booking
          where tenant_id = kernel.tenant_id() and state = 'soft' and ends_on >= ${me.ctx.call.today}`,
      ),
    derivation: (me) => ({
      query: 'staffing.listBookings',
      input: { state: 'soft', from: me.ctx.call.today },
    }),
  },
]
