import { requireRoles } from '#flow/people'
import { handle } from '#kernel/handle.ts'
import { setRates as contract } from './contract.ts'
import { lockRateCard, touchCards, writeRates } from './rate-card-table.ts'

export const setRates = handle(contract, async (ctx, { rateCardId, rates }) => {
  const { tx } = ctx
  const card = await lockRateCard(tx, rateCardId)
  ctx.checkRevision(card.revision)
  await requireRoles(
    tx,
    rates.map(({ roleCode }) => roleCode),
  )
  const written = await writeRates(
    tx,
    rates.map((one) => ({ rateCardId, ...one })),
  )
  const revisions = written.length > 0 ? await touchCards(tx, [rateCardId]) : new Map<string, number>()
  const told = written.map(({ roleCode, validFrom, rate, before }) => ({ roleCode, validFrom, rate, before }))
  return {
    output: { rateCardId, changed: written.length, revision: revisions.get(rateCardId) ?? card.revision },
    touched: written.length > 0 ? [{ type: 'rate_card', id: rateCardId, after: { rates: told } }] : [],
  }
})
