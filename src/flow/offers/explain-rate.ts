import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { explainRate as contract } from './contract.ts'
import { judgeRates, type PricedFrom } from './rate.ts'
import { rateCardById } from './rate-card-table.ts'

export const explainRate = answer(contract, async ({ tx }, { rateCardId, roleCode, day }) => {
  const rateCard = await rateCardById(tx, rateCardId)
  const rates = await tx.rows(sql<PricedFrom>`
    select valid_from as "validFrom", rate as amount
    from offers.rate
    where rate_card_id = ${rateCardId} and role_code = ${roleCode}`)
  const trace = judgeRates(rates, day).map(({ validFrom, amount, verdict }) => ({
    validFrom,
    rate: { amount, currency: rateCard.currency },
    verdict,
  }))
  const applying = trace.find(({ verdict }) => verdict === 'applies')
  if (!applying) throw new Refused('rate_missing', { rateCard: rateCard.code, roleCode, day })
  return { rateCard, rate: applying.rate, trace }
})
