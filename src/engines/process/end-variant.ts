import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { endVariant as contract } from './contract.ts'
import { lockVariant, setVariantEnd } from './store/variant-table.ts'

/** What runs goes on as it began; what starts from now on is the global process. */
export const endVariantOfProcess = handle(contract, async ({ tx, call }, { variantId, reason }) => {
  const { key, of, endProposedAt, endReason } = await lockVariant(tx, variantId)
  refuseIf(endProposedAt === null ? 'variant_end_not_proposed' : null, { key })
  await setVariantEnd(tx, variantId, { proposedAt: endProposedAt, reason: endReason, endedAt: call.now })
  return {
    output: { variantId, key, of },
    touched: [
      { type: 'definition_variant', id: variantId, before: { key, of }, after: { ended: true, reason } },
    ],
    events: [{ type: 'definitions.variantEnded', key: variantId, payload: { variantId, key, of, reason } }],
  }
})
