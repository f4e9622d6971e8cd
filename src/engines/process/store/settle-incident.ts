/** Closing an incident without another try: the work is done otherwise, or not at all. */
import type { Json as WireJson } from '#kernel/contract.ts'
import type { Context } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import type { Variables } from '../model/expression.ts'
import { settlingProblem } from '../step/operate.ts'
import { advancing } from './advance.ts'
import { afterIncident, takeIncident } from './incident-table.ts'
import { send } from './work.ts'

/** Resolves or skips an incident, with the reason on record. */
export async function settleIncident(
  ctx: Context,
  how: 'resolve' | 'skip',
  {
    incidentId,
    variables,
    reason,
  }: Readonly<{ incidentId: string; variables: Record<string, WireJson>; reason: string }>,
) {
  const incident = await advancing(ctx, async (advance) => {
    const found = await takeIncident(advance, incidentId)
    const { instance, number } = found
    const why = settlingProblem(instance.graph, instance.state, number, how)
    if (why !== null) throw new Refused('incident_not_settled', { incidentId, why })
    send(advance, instance.id, { type: how, incident: number, variables: variables as Variables, reason })
    return found
  })
  const { code, node } = incident
  const outcome = how === 'resolve' ? 'resolved' : 'skipped'
  return {
    output: afterIncident(incident),
    touched: [
      {
        type: 'incident',
        id: incidentId,
        before: { code, node },
        after: { outcome, reason, variables: Object.keys(variables) },
      },
    ],
  }
}
