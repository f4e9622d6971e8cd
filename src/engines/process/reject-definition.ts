import { handle } from '#kernel/handle.ts'
import { rejectDraft as contract } from './contract.ts'
import { decideDraft, lockProposed } from './store/draft-table.ts'

export const rejectDefinition = handle(contract, async (ctx, { draftId, reason }) =>
  decideDraft(ctx, await lockProposed(ctx.tx, draftId), 'rejected', reason, null),
)
