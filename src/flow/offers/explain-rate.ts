import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { explainRate as contract } from './contract.ts'
import { judgeRates } from './rate.ts'
import { rateCardById } from './rate-card-table.ts'
import type { OffersTables } from './schema.ts'

const db = tables<OffersTables>()

export const explainRate = answer(contract, async ({ tx }, { rateCardId, roleCode, day }) => {
  const rateCard = await rateCardById(tx, rateCardId)
  const rates = await tx.rows(
    db
      .selectFrom('offers.rate')
      .select(['valid_from as validFrom', 'rate as amount'])
      .where('rate_card_id', '=', rateCardId)
      .where('role_code', '=', roleCode),
  )
  const trace = judgeRates(rates, day).map(({ validFrom, amount, verdict }) => ({
    validFrom,
    rate: { amount, currency: rateCard.currency },
    verdict,
  }))
  const applying = trace.find(({ verdict }) => verdict === 'applies')
  if (!applying) throw new Refused('rate_missing', { rateCard: rateCard.code, roleCode, day })
  return { rateCard, rate: applying.rate, trace }
})
