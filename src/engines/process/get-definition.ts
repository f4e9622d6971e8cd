import { answer } from '#kernel/handle.ts'
import { getDraft as contract } from './contract.ts'
import { findDraft, reportsOf } from './store/draft-table.ts'

export const getDefinitionDraft = answer(contract, async ({ tx }, { draftId }) => {
  const draft = await findDraft(tx, draftId)
  return { ...draft, reports: await reportsOf(tx, draft) }
})
