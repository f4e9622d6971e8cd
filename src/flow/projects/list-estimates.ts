import { answer } from '#kernel/handle.ts'
import { list, shownAs } from '#kernel/list.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { listEstimates as contract } from './contract.ts'
import { projectsById, requireManaged } from './project-table.ts'

interface Row {
  readonly id: string
  readonly contractId: string
  readonly contractNumber: string
  readonly costMinor: bigint
  readonly currency: string
  readonly reason: string
  readonly estimatedOn: string
  readonly estimatedAt: Temporal.Instant
}

export const estimatesOfProject = answer(contract, async (ctx, input) => {
  const { projectId } = input
  const [project] = await projectsById(ctx.tx, [projectId])
  if (!project) throw new Refused('project_not_found', { projectId })
  await requireManaged(ctx, project)
  const from = sql`
    select estimate.id, estimate.contract_id as "contractId", contract.number as "contractNumber",
      estimate.cost_minor as "costMinor", estimate.currency, estimate.reason, estimate.estimated_on as "estimatedOn",
      estimate.estimated_at as "estimatedAt"
    from projects.estimate
      join contracts.contract on contract.tenant_id = estimate.tenant_id and contract.id = estimate.contract_id
    where estimate.tenant_id = kernel.tenant_id() and estimate.project_id = ${projectId}`
  const found = await list<Row>(ctx.tx, { from, where: [], sorts: { estimatedAt: 'estimatedAt' } }, input)
  return shownAs(found, ({ costMinor, currency, ...row }) => ({ ...row, cost: money(costMinor, currency) }))
})
