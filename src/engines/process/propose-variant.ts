import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { proposeVariant as contract } from './contract.ts'
import { insertDraft } from './store/draft-table.ts'
import { checkVariant } from './store/variant-draft.ts'

export const proposeVariantOfProcess = handle(
  contract,
  async (ctx, { of, entity = null, region = null, resource, xml, reason }) => {
    if ((entity === null) === (region === null))
      throw new Refused('variant_invalid', { key: of, why: 'it is for one entity or for one region' })
    const variation = { of, entity, region }
    const checked = await checkVariant(ctx, variation, xml)
    return insertDraft(ctx, { kind: 'process', resource, xml, reason, variation }, checked)
  },
)
