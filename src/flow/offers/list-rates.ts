import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listRates as contract } from './contract.ts'
import { rateCardById } from './rate-card-table.ts'

interface ListedRate {
  readonly id: string
  readonly roleCode: string
  readonly validFrom: string
  readonly rate: { amount: string; currency: string }
}

export const listRates = answer(contract, async ({ tx }, { rateCardId, roleCode, ...page }) => {
  const { currency } = await rateCardById(tx, rateCardId)
  return list<ListedRate>(
    tx,
    {
      from: sql`
        select role_code || '/' || valid_from as id, role_code as "roleCode", valid_from as "validFrom",
          jsonb_build_object('amount', rate::text, 'currency', ${currency}::text) as rate
        from offers.rate
        where rate_card_id = ${rateCardId}`,
      where: [roleCode === undefined ? undefined : sql`q."roleCode" = ${roleCode}`],
      sorts: { roleCode: 'roleCode', validFrom: 'validFrom' },
    },
    page,
  )
})
