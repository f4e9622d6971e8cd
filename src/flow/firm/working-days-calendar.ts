/**
 * The holidays of the entities as business calendars, on which deadlines are counted: one of the whole firm, whose clock
 * stands still while nobody works, and one of each entity.
 */
import { type CalendarChange, keepHolidays } from '#engines/process'
import type { Context } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'

/** What models call the calendar of the firm; that of an entity has its code behind it: `working-days-DE`. */
export const WORKING_DAYS = 'working-days'

interface Row {
  readonly name: string
  readonly zone: string | null
  readonly holidays: string[]
}

/**
 * Brings the calendars in line with the holidays. Nobody works on what is a holiday of every entity that has said which days
 * of that year are its holidays. Gives the calendars that have changed.
 */
export async function keepWorkingDays({ tx, call }: Pick<Context, 'tx' | 'call'>): Promise<CalendarChange[]> {
  const rows = await tx.rows(sql<Row>`
    with told as (
      select extract(year from day) as year, count(distinct entity_id) as entities
      from firm.holiday
      where tenant_id = kernel.tenant_id()
      group by 1),
    common as (
      select h.day
      from firm.holiday h
      join told on told.year = extract(year from h.day)
      where h.tenant_id = kernel.tenant_id()
      group by h.day, told.entities
      having count(distinct h.entity_id) = told.entities)
    select ${WORKING_DAYS}::text as name, null::text as zone,
      coalesce((select jsonb_agg(day order by day) from common), '[]') as holidays
    union all
    select ${WORKING_DAYS}::text || '-' || e.code, e.time_zone,
      coalesce((
        select jsonb_agg(h.day order by h.day)
        from firm.holiday h
        where h.tenant_id = e.tenant_id and h.entity_id = e.id), '[]')
    from firm.legal_entity e
    where e.tenant_id = kernel.tenant_id()
    order by name`)
  return keepHolidays(tx, rows, call)
}
