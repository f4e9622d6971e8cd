import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { proposeEnd as contract } from './contract.ts'
import { graphOf } from './store/graphs.ts'
import { variantDifference } from './store/variant-draft.ts'
import { lockVariant, setVariantEnd } from './store/variant-table.ts'

/** What the variant changes today is told, because that is what its place loses. */
export const proposeVariantEnd = handle(contract, async ({ tx, call }, { variantId, reason }) => {
  const variant = await lockVariant(tx, variantId)
  const { key, of, entity, region } = variant
  refuseIf(variant.endProposedAt === null ? null : 'variant_end_proposed', { key })
  const [global, own] = [
    await graphOf(tx, variant.globalDefinitionId),
    await graphOf(tx, variant.definitionId),
  ]
  await setVariantEnd(tx, variantId, { proposedAt: call.now, reason, endedAt: null })
  return {
    output: { variantId, key, of, difference: variantDifference(global, own) },
    touched: [
      { type: 'definition_variant', id: variantId, after: { key, of, entity, region, endProposed: reason } },
    ],
    events: [{ type: 'definitions.endProposed', key: variantId, payload: { variantId, key, of, reason } }],
  }
})
