import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { deploy as contract } from './contract.ts'
import { compileToDeploy } from './store/check-deployment.ts'
import { deployGraph } from './store/definition-table.ts'

export const deployModel = handle(contract, async (ctx, { resource, xml }) => {
  const { tx, call } = ctx
  const { graphs, warnings } = await compileToDeploy(ctx, xml)
  const deployment = { id: newId(), resource, xml, at: call.now, by: call.actorId }
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
