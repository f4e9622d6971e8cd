import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { keepVariant as contract } from './contract.ts'
import { lockVariant, setVariantEnd } from './store/variant-table.ts'

export const keepVariantOfProcess = handle(contract, async ({ tx }, { variantId, reason }) => {
  const { key, of, endProposedAt, endReason } = await lockVariant(tx, variantId)
  refuseIf(endProposedAt === null ? 'variant_end_not_proposed' : null, { key })
  await setVariantEnd(tx, variantId, { proposedAt: null, reason: null, endedAt: null })
  return {
    output: { variantId, key, of },
    touched: [
      {
        type: 'definition_variant',
        id: variantId,
        before: { endProposed: endReason },
        after: { kept: reason },
      },
    ],
  }
})
