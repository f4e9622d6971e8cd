import { answer } from '#kernel/handle.ts'
import { getVariant as contract } from './contract.ts'
import { graphOf } from './store/graphs.ts'
import { variantDifference } from './store/variant-draft.ts'
import { findVariant } from './store/variant-table.ts'

/** Compared with the global process as it is today, not as it was when the variant was derived. */
export const getVariantOfProcess = answer(contract, async ({ tx }, { variantId }) => {
  const variant = await findVariant(tx, variantId)
  const [global, own] = [
    await graphOf(tx, variant.globalDefinitionId),
    await graphOf(tx, variant.definitionId),
  ]
  return { ...variant, difference: variantDifference(global, own) }
})
