import { processPrincipal } from '#engines/access'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { deploy as contract } from './contract.ts'
import { compileToDeploy } from './store/check-deployment.ts'
import { deployGraph, replacedBy } from './store/definition-table.ts'

/**
 * Another version is only replaced by the program itself and by approved drafts, which act as the processes of the firm.
 */
export const deployModel = handle(contract, async (ctx, { resource, xml }) => {
  const { tx, call } = ctx
  const { graphs, warnings } = await compileToDeploy(ctx, xml)
  const replaced = await replacedBy(tx, graphs)
  if (replaced.length > 0 && call.actorId !== (await processPrincipal(tx)))
    throw new Refused('deployment_needs_approval', { keys: replaced })
  const deployment = { id: newId(), resource, xml, at: call.now, by: call.onBehalfOf ?? call.actorId }
  const processes = []
  for (const graph of graphs) {
    const { id: definitionId, key, version, name, changed } = await deployGraph(tx, graph, deployment)
    processes.push({ definitionId, key, version, name, changed })
  }
  return {
    output: {
      deploymentId: deployment.id,
      processes,
      warnings: [...warnings],
    },
    touched: processes
      .filter(({ changed }) => changed)
      .map(({ definitionId, key, version }) => ({
        type: 'process_definition',
        id: definitionId,
        after: { key, version },
      })),
  }
})
