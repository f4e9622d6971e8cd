import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { propose as contract } from './contract.ts'
import { checkDraft } from './store/draft-model.ts'
import { insertDraft } from './store/draft-table.ts'

export const proposeDefinition = handle(
  contract,
  async (ctx, { kind, resource, xml, reason, writtenOn = {} }) => {
    const checked = await checkDraft(ctx, kind, xml)
    // A model is proposed whole: written on an older one it would take back what has come since.
    for (const [key, begun] of Object.entries(writtenOn)) {
      const version = checked.inForce[key] ?? begun
      if (version !== begun) throw new Refused('draft_overtaken', { key, begun, version })
    }
    return insertDraft(ctx, { kind, resource, xml, reason, variation: null }, checked)
  },
)
