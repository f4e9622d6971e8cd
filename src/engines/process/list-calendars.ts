import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listCalendars as contract } from './contract.ts'
import { spelled } from './get-calendar.ts'
import { type CalendarRow, calendarRows } from './store/calendar-table.ts'

/** A list is read on by the id of its last row. */
type Row = CalendarRow & { id: string }

export const listBusinessCalendars = answer(contract, async ({ tx }, page) => {
  const sorts = { name: 'name', changedAt: 'changedAt' }
  const found = await list<Row>(
    tx,
    { from: sql`select c.*, c.name as id from (${calendarRows}) c`, where: [], sorts },
    page,
  )
  return { ...found, items: found.items.map(({ id: _name, ...calendar }) => spelled(calendar)) }
})
