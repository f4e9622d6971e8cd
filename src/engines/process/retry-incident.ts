import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { retry as contract } from './contract.ts'
import type { Variables } from './model/expression.ts'
import { advancing } from './store/advance.ts'
import { send, take, taken } from './store/work.ts'

type Row = { instanceId: string; rootId: string; number: number; code: string; node: string }

export const retryIncident = handle(contract, async (ctx, { incidentId, variables }) => {
  const incident = await ctx.tx.maybe(sql<Row>`
    select instance_id as "instanceId", root_id as "rootId", number, code, node
    from process.incident
    where tenant_id = kernel.tenant_id() and id = ${incidentId}`)
  if (!incident) throw new Refused('incident_not_found', { incidentId })
  const { instanceId, number, code, node } = incident
  const instance = await advancing(ctx, async (advance) => {
    await take(advance, [incident])
    const found = taken(advance, instanceId)
    if (!found.state.incidents.some((open) => open.id === number))
      throw new Refused('incident_closed', { incidentId })
    send(advance, instanceId, { type: 'retry', incident: number, variables: variables as Variables })
    return found
  })
  const { status, incidents } = instance.state
  return {
    output: {
      incidentId,
      instanceId,
      status: status === 'new' ? 'active' : status,
      openIncidents: incidents.length,
    },
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
