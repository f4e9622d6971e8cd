import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import type { Tx } from '#kernel/sql.ts'
import { runReplay as contract } from './contract.ts'
import { findReport, insertReport } from './replay/report-table.ts'
import { type Against, replayMany } from './replay/run.ts'
import { decidesDeployed } from './store/decide.ts'
import { findDefinition } from './store/definition-table.ts'
import { graphOf } from './store/graphs.ts'

export const runReplayReport = handle(contract, async (ctx, input) => {
  const { tx } = ctx
  const { filter, definitionId, decision, limit } = input
  const { report, remaining } = await replayMany(tx, filter, await against(tx, input), limit)
  const id = newId()
  const told = { ...(definitionId && { definitionId }), ...(decision && { decision }) }
  await insertReport(ctx, id, { filter, against: told, report, remaining })
  const output = await findReport(tx, id)
  const { instances, differing, events } = output
  return {
    output,
    touched: [{ type: 'replay_report', id, after: { against: told, instances, differing, events } }],
  }
})

async function against(
  tx: Tx,
  {
    definitionId,
    decision,
  }: Readonly<{
    definitionId?: string | undefined
    decision?: Readonly<{ key: string; version: number }> | undefined
  }>,
): Promise<Against> {
  if (definitionId !== undefined && decision !== undefined) throw new Refused('replay_against_two')
  if (definitionId !== undefined && !(await findDefinition(tx, definitionId)))
    throw new Refused('process_not_found', { key: definitionId })
  const decide = decision ? await decidesDeployed(tx, decision.key, decision.version) : null
  if (decision && !decide) throw new Refused('replay_decision_not_found', decision)
  return { other: definitionId === undefined ? null : await graphOf(tx, definitionId), decide }
}
