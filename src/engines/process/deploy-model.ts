import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { deploy as contract } from './contract.ts'
import { compileModel } from './model/compile.ts'
import { calendarsNamed } from './store/calendar-table.ts'
import { checkDeployment } from './store/check-deployment.ts'
import { deployGraph } from './store/definition-table.ts'

export const deployModel = handle(contract, async ({ tx, call, registry }, { resource, xml }) => {
  const { findings, graphs } = await compileModel(xml)
  const calendars = await calendarsNamed(
    tx,
    graphs.flatMap((graph) => graph.calendars),
  )
  const house = { registry, calendars, now: call.now }
  const all = [...findings, ...graphs.flatMap((graph) => checkDeployment(graph, house))]
  const errors = all.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (first) {
    const problems = errors.map(({ element, name, code, message, cure }) => ({
      pointer: '/xml',
      code,
      message: `${element === '' ? '' : `${name === '' ? element : `${name} (${element})`}: `}${message} ${cure}`,
    }))
    throw new Refused(
      'process_model_invalid',
      { count: errors.length, first: problems[0]?.message },
      problems,
    )
  }
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
      warnings: all.filter(({ severity }) => severity === 'warning'),
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
