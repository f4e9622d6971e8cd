import { processPrincipal } from '#engines/access'
import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { approveDraft as contract } from './contract.ts'
import { checkAgain, decideDraft, lockProposed, reportsOf } from './store/draft-table.ts'
import { keepVariant } from './store/variant-table.ts'

/**
 * Whoever may approve need not have the right to deploy: the approval is that right. The deployment is the processes' deed
 * on behalf of who approves, since nobody replaces by themselves what is in force.
 */
export const approveDefinition = handle(contract, async (ctx, { draftId, reason }) => {
  const { tx, call } = ctx
  const draft = await lockProposed(tx, draftId)
  const [report] = await reportsOf(tx, draft)
  if (!report) throw new Refused('draft_not_replayed', { draftId })
  const { inForce } = await checkAgain(ctx, draft)
  const moved = Object.keys(inForce).filter((key) => (inForce[key] ?? null) !== (draft.inForce[key] ?? null))
  if (moved.length > 0) throw new Refused('draft_outdated', { draftId, keys: moved })
  const { resource, xml } = draft
  const onBehalfOf = call.onBehalfOf ?? call.actorId
  const as = { actorId: await processPrincipal(tx), onBehalfOf, authority: 'process' as const }
  if (draft.kind === 'process') await ctx.run('processes.deploy', { resource, xml }, as)
  else await ctx.run('decisions.deploy', { xml }, as)
  await keepVariant(ctx, draft)
  return decideDraft(ctx, draft, 'approved', reason, report.id)
})
