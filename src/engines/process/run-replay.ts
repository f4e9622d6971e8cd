import { type Context, handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { runReplay as contract } from './contract.ts'
import { findReport, insertReport } from './replay/report-table.ts'
import { type Against, replayMany } from './replay/run.ts'
import { decidesDeployed } from './store/decide.ts'
import { findDefinition } from './store/definition-table.ts'
import { checkAgain, findDraft } from './store/draft-table.ts'
import { graphOf } from './store/graphs.ts'

export const runReplayReport = handle(contract, async (ctx, { filter, limit, ...input }) => {
  const against = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
  if (Object.keys(against).length > 1) throw new Refused('replay_against_two')
  const { report, remaining } = await replayMany(ctx.tx, filter, await versionsOf(ctx, input), limit)
  const id = newId()
  await insertReport(ctx, id, { filter, against, report, remaining })
  const output = await findReport(ctx.tx, id)
  const { instances, differing, events } = output
  return {
    output,
    touched: [{ type: 'replay_report', id, after: { against, instances, differing, events } }],
  }
})

type Asked = Readonly<{
  definitionId?: string | undefined
  decision?: Readonly<{ key: string; version: number }> | undefined
  draftId?: string | undefined
}>

async function versionsOf(ctx: Context, { definitionId, decision, draftId }: Asked): Promise<Against> {
  const { tx } = ctx
  if (draftId !== undefined) {
    return checkAgain(ctx, await findDraft(tx, draftId))
  }
  if (decision !== undefined) {
    const decide = await decidesDeployed(tx, decision.key, decision.version)
    if (!decide) throw new Refused('replay_decision_not_found', decision)
    return { others: null, decide }
  }
  if (definitionId === undefined) return { others: null, decide: null }
  const found = await findDefinition(tx, definitionId)
  if (!found) throw new Refused('process_not_found', { key: definitionId })
  return { others: new Map([[found.key, await graphOf(tx, definitionId)]]), decide: null }
}
