import { type WorkPackage, workPackagesById } from '#flow/projects'
import { addDays, type PlainDate, weekStart } from '#kernel/dates.ts'
import { answer } from '#kernel/handle.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { suggestWeek as contract } from './contract.ts'
import { type BillingType, usualBillingType, workRefusal } from './entry.ts'
import { type BookedWork, type PastWork, suggestRows, type WeekFacts } from './suggestion.ts'
import { workerOf } from './timesheet-table.ts'
import { daysOf } from './week-view.ts'

/** Suggestions are rows for `timesheets.saveWeek`; whoever worked decides what of them is true. */
export const suggestWeek = answer(contract, async (ctx, input) => {
  const { tx } = ctx
  const person = await workerOf(ctx, input.personId)
  const monday = weekStart(input.weekStart ?? ctx.call.today)
  const [bookings, past, taken, days] = await Promise.all([
    input.from.includes('bookings') ? bookingsOf(tx, person.id, monday) : [],
    input.from.includes('last_week') ? recordedIn(tx, person.id, addDays(monday, -7)) : [],
    recordedIn(tx, person.id, monday),
    daysOf(tx, person, monday),
  ])
  const ids = new Set([...bookings, ...past].map(({ workPackageId }) => workPackageId))
  const packages = new Map((await workPackagesById(tx, [...ids])).map((work) => [work.id, work]))
  const open = new Set(days.filter(({ closed }) => !closed).map(({ day }) => day))
  const facts: WeekFacts = {
    monday,
    workingDays: new Set(days.filter(({ targetMinutes }) => targetMinutes > 0).map(({ day }) => day)),
    taken: new Set(taken.map(({ workPackageId, workedOn }) => `${workPackageId} ${workedOn}`)),
    takes: (id, day, billingType) => open.has(day) && takes(packages.get(id), day, billingType),
    usualType: (id) => {
      const work = packages.get(id)
      return work ? usualBillingType(work) : 'non_chargeable'
    },
  }
  const rows = suggestRows(bookings, past, facts)
  return {
    personId: person.id,
    weekStart: monday,
    rows: rows.map((row) => ({
      ...row,
      ...named(packages, row),
      minutes: [...row.minutes],
      reasons: [...row.reasons],
    })),
  }
})

function takes(work: WorkPackage | undefined, day: PlainDate, billingType: BillingType): boolean {
  return work !== undefined && workRefusal(work, day, billingType) === null
}

function named(packages: ReadonlyMap<string, WorkPackage>, row: { readonly workPackageId: string }) {
  const work = packages.get(row.workPackageId)
  if (!work) throw new Error(`work package ${row.workPackageId} was suggested and not found`)
  const { projectId, projectNumber, projectName, code, title } = work
  return { projectId, projectNumber, projectName, workPackage: `${code} ${title}` }
}

/** What the person is booked for in the week, the firmest first. A proposal is not agreed yet, and suggests nothing. */
function bookingsOf(tx: Tx, personId: string, monday: PlainDate): Promise<BookedWork[]> {
  return tx.rows(sql<BookedWork>`
    select id as "bookingId", state, work_package_id as "workPackageId", starts_on as "startsOn", ends_on as "endsOn",
      minutes_per_day as "minutesPerDay"
    from staffing.booking
    where tenant_id = kernel.tenant_id() and person_id = ${personId} and state in ('hard', 'soft')
      and starts_on <= ${addDays(monday, 6)} and ends_on >= ${monday}
    order by state, minutes_per_day desc, id`)
}

/** What the person recorded in a week, by row and day. */
function recordedIn(tx: Tx, personId: string, monday: PlainDate): Promise<PastWork[]> {
  return tx.rows(sql<PastWork>`
    select entry.work_package_id as "workPackageId", entry.billing_type as "billingType", entry.description,
      entry.worked_on as "workedOn", least(sum(entry.minutes), 1440)::integer as minutes
    from timesheets.timesheet as sheet
    join timesheets.time_entry as entry on entry.tenant_id = sheet.tenant_id and entry.timesheet_id = sheet.id
    where sheet.tenant_id = kernel.tenant_id() and sheet.person_id = ${personId} and sheet.week_start = ${monday}
      and entry.state <> 'recalled'
    group by entry.work_package_id, entry.billing_type, entry.description, entry.worked_on
    order by entry.worked_on, min(entry.id::text)`)
}
