import { handle } from '#kernel/handle.ts'
import { nextRevision, sql, tables } from '#kernel/sql.ts'
import { setHolidays as contract } from './contract.ts'
import { lockEntity } from './entity-table.ts'
import type { FirmTables } from './schema.ts'
import { holidaysOf } from './working-days.ts'
import { keepWorkingDays } from './working-days-calendar.ts'

const db = tables<FirmTables>()

/** The whole year is replaced: who has not seen a day that somebody else has added would take it away. */
export const setHolidays = handle(contract, async (ctx, { entityId, year, holidays }) => {
  const { tx } = ctx
  ctx.checkRevision((await lockEntity(tx, entityId)).revision)
  const [first, last] = [`${year}-01-01`, `${year}-12-31`]
  const before = await holidaysOf(tx, entityId, first, last)
  await tx.run(
    db
      .deleteFrom('firm.holiday')
      .where('entity_id', '=', entityId)
      .where('day', '>=', first)
      .where('day', '<=', last),
  )
  await tx.run(sql`
    insert into firm.holiday (entity_id, day, name)
    select ${entityId}, day, name
    from unnest(${holidays.map(({ day }) => day)}::date[], ${holidays.map(({ name }) => name)}::text[])
      as given (day, name)`)
  const { revision } = await tx.one(
    db
      .updateTable('firm.legal_entity')
      .set({ revision: nextRevision })
      .where('id', '=', entityId)
      .returning('revision'),
  )
  const calendars = await keepWorkingDays(ctx)
  return {
    output: { entityId, year, holidays: holidays.length, revision },
    touched: [
      {
        type: 'legal_entity',
        id: entityId,
        before: { holidays: [...before] },
        after: { holidays: holidays.map(({ day }) => day) },
      },
      ...calendars.map(({ name, ...after }) => ({ type: 'calendar', id: name, after })),
    ],
  }
})
