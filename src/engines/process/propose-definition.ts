import { handle } from '#kernel/handle.ts'
import { propose as contract } from './contract.ts'
import { checkDraft } from './store/draft-model.ts'
import { insertDraft } from './store/draft-table.ts'

export const proposeDefinition = handle(contract, async (ctx, { kind, resource, xml, reason }) =>
  insertDraft(ctx, { kind, resource, xml, reason, variation: null }, await checkDraft(ctx, kind, xml)),
)
