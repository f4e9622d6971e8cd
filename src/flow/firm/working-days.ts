/** On which days an entity works. */
import { addDays, dayOfWeek, type PlainDate } from '#kernel/dates.ts'
import { type Tx, tables } from '#kernel/sql.ts'
import type { FirmTables } from './schema.ts'

const db = tables<FirmTables>()

/** The Mondays to Fridays of [from, to] that are no holiday, in order. */
export function workingDaysBetween(
  from: PlainDate,
  to: PlainDate,
  holidays: ReadonlySet<PlainDate>,
): PlainDate[] {
  const days: PlainDate[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (dayOfWeek(day) <= 5 && !holidays.has(day)) days.push(day)
  }
  return days
}

/** The holidays of an entity in [from, to]. */
export async function holidaysOf(
  tx: Tx,
  entityId: string,
  from: PlainDate,
  to: PlainDate,
): Promise<Set<PlainDate>> {
  const rows = await tx.rows(
    db
      .selectFrom('firm.holiday')
      .select('day')
      .where('entity_id', '=', entityId)
      .where('day', '>=', from)
      .where('day', '<=', to)
      .orderBy('day'),
  )
  return new Set(rows.map(({ day }) => day))
}

/** The days of [from, to] on which an entity works. */
export async function workingDays(
  tx: Tx,
  entityId: string,
  from: PlainDate,
  to: PlainDate,
): Promise<PlainDate[]> {
  return workingDaysBetween(from, to, await holidaysOf(tx, entityId, from, to))
}
