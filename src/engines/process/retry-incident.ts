import { handle } from '#kernel/handle.ts'
import { retry as contract } from './contract.ts'
import type { Variables } from './model/expression.ts'
import { advancing } from './store/advance.ts'
import { afterIncident, takeIncident } from './store/incident-table.ts'
import { send } from './store/work.ts'

export const retryIncident = handle(contract, async (ctx, { incidentId, variables }) => {
  const incident = await advancing(ctx, async (advance) => {
    const found = await takeIncident(advance, incidentId)
    const { instanceId, number } = found
    send(advance, instanceId, { type: 'retry', incident: number, variables: variables as Variables })
    return found
  })
  const { code, node } = incident
  return {
    output: afterIncident(incident),
    touched: [
      {
        type: 'incident',
        id: incidentId,
        before: { code, node },
        after: { retriedWith: Object.keys(variables) },
      },
    ],
  }
})
