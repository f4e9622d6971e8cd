import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listRateCards as contract } from './contract.ts'
import { rateCardRows } from './rate-card-table.ts'

export const listRateCards = answer(contract, ({ tx }, { currency, entityId, ...page }) =>
  list(
    tx,
    {
      from: rateCardRows,
      where: [
        currency === undefined ? undefined : sql`q.currency = ${currency}`,
        entityId === undefined ? undefined : sql`(q."entityId" = ${entityId} or q."entityId" is null)`,
      ],
      sorts: { code: 'code', name: 'name' },
    },
    page,
  ),
)
