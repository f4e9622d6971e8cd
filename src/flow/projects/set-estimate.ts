import { contractById } from '#flow/contracts'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { formatMoney, money } from '#kernel/money.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { setEstimate as contract } from './contract.ts'
import { changeRefusal } from './project.ts'
import { lockProject, requireManaged } from './project-table.ts'
import type { ProjectsTables } from './schema.ts'

const db = tables<ProjectsTables>()

/** Estimates are never corrected but made anew, so that each review of revenue shows what was known. */
export const setProjectEstimate = handle(contract, async (ctx, { projectId, contractId, cost, reason }) => {
  const { tx, call } = ctx
  const project = await lockProject(tx, projectId)
  await requireManaged(ctx, project)
  const { number, state, opportunityId } = project
  refuseIf(changeRefusal(project), { number, state })
  const agreement = await contractById(tx, contractId)
  if (agreement.opportunityId !== opportunityId)
    throw new Refused('estimate_contract_wrong', { number, contractNumber: agreement.number })
  const { currency } = agreement
  refuseIf(cost.currency === currency ? null : 'estimate_currency_mismatch', {
    currency,
    given: cost.currency,
  })
  const last = await tx.maybe(
    db
      .selectFrom('projects.estimate')
      .select('cost_minor as costMinor')
      .where('contract_id', '=', contractId)
      .orderBy('estimated_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1),
  )
  const before = last ? money(last.costMinor, currency) : null
  const estimateId = newId()
  await tx.run(
    db.insertInto('projects.estimate').values({
      id: estimateId,
      project_id: projectId,
      contract_id: contractId,
      cost_minor: cost.minor,
      currency,
      reason,
      estimated_on: call.today,
      estimated_by: call.actorId,
      estimated_at: call.now,
    }),
  )
  const told = { contractId, cost: formatMoney(cost), currency, reason }
  return {
    output: { estimateId, projectId, contractId, cost, before },
    touched: [
      { type: 'project', id: projectId, after: { estimate: told } },
      { type: 'contract', id: contractId },
    ],
    events: [{ type: 'projects.estimated', key: projectId, payload: { projectId, ...told } }],
  }
})
