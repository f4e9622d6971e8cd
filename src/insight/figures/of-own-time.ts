/** What a consultant lives by: this week's hours, the days without any, and where to be next. */
import { addDays, weekStart } from '#kernel/dates.ts'
import { sql } from '#kernel/sql.ts'
import { counted, type Figure } from './figure.ts'

/** How far back a day without time is asked for. */
const DAYS_BACK = 14

export const ofOwnTime: readonly Figure[] = [
  {
    key: 'time.this-week',
    measure: async (me) => {
      const monday = weekStart(me.ctx.call.today)
      const minutes = await counted(
        me,
        'minutes',
        sql`
          select coalesce(sum(entry.minutes), 0)::bigint as value
          from timesheets.timesheet as sheet
            join timesheets.time_entry as entry on entry.tenant_id = sheet.tenant_id and entry.timesheet_id = sheet.id
          where sheet.tenant_id = kernel.tenant_id() and sheet.person_id = ${me.personId} and sheet.week_start = ${monday}
            and entry.state <> 'recalled'`,
      )
      const person = await me.ctx.tx.maybe(sql<{ minutes: number }>`
        select weekly_minutes as minutes
        from people.person
        where tenant_id = kernel.tenant_id() and id = ${me.personId}`)
      return { ...minutes, ...(person ? { target: String(person.minutes) } : {}) }
    },
    derivation: (me) => ({ query: 'timesheets.week', input: { weekStart: weekStart(me.ctx.call.today) } }),
  },
  {
    key: 'time.missing-days',
    measure: (me) =>
      counted(
        me,
        'count',
        sql`
          select count(*) as value
          from people.person
            cross join lateral people.working_days(person.id, ${addDays(me.ctx.call.today, -DAYS_BACK)}::date,
              ${addDays(me.ctx.call.today, -1)}::date) as working
          where person.tenant_id = kernel.tenant_id() and person.id = ${me.personId}
            and not exists (
              select
              from timesheets.timesheet as sheet
                join timesheets.time_entry as entry on entry.tenant_id = sheet.tenant_id and entry.timesheet_id = sheet.id
              where sheet.tenant_id = person.tenant_id and sheet.person_id = person.id
                and sheet.week_start = date_trunc('week', working.day)::date
                and entry.worked_on = working.day and entry.state <> 'recalled')`,
      ),
    derivation: (me) => ({
      query: 'timesheets.list',
      input: {
        from: weekStart(addDays(me.ctx.call.today, -DAYS_BACK)),
        ...(me.personId === null ? {} : { personId: me.personId }),
      },
    }),
  },
  {
    key: 'time.next-booking',
    measure: async (me) => {
      const { day } = await me.ctx.tx.one(sql<{ day: string | null }>`
        select min(greatest(starts_on, ${me.ctx.call.today}::date)) as day
        from staffing.booking
        where tenant_id = kernel.tenant_id() and person_id = ${me.personId} and state <> 'canceled'
          and ends_on >= ${me.ctx.call.today}`)
      return { values: [{ unit: 'date', value: day }] }
    },
    derivation: (me) => ({
      query: 'staffing.listBookings',
      input: { from: me.ctx.call.today, ...(me.personId === null ? {} : { personId: me.personId }) },
    }),
  },
]
