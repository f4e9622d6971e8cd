import { entityById } from '#flow/firm'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { createRateCard as contract } from './contract.ts'
import { insertRateCards } from './rate-card-table.ts'

export const createRateCard = handle(contract, async ({ tx }, facts) => {
  if (facts.entityId !== null) await entityById(tx, facts.entityId)
  const card = { id: newId(), ...facts }
  const added = await insertRateCards(tx, [card])
  refuseIf(added.length === 0 ? 'rate_card_code_taken' : null, { code: card.code })
  return {
    output: { rateCardId: card.id, revision: 1 },
    touched: [{ type: 'rate_card', id: card.id, after: card }],
  }
})
