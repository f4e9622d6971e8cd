import { answer } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { budget as contract } from './contract.ts'
import { projectsById, requireManaged } from './project-table.ts'

export const budgetOfProject = answer(contract, async (ctx, { projectId }) => {
  const [project] = await projectsById(ctx.tx, [projectId])
  if (!project) throw new Refused('project_not_found', { projectId })
  await requireManaged(ctx, project)
  const lines = await linesOf(ctx.tx, projectId)
  return {
    projectId,
    items: lines.map(({ costMinor, priceMinor, currency, ...line }) => ({
      ...line,
      cost: money(costMinor, currency),
      price: money(priceMinor, currency),
    })),
  }
})

interface BudgetRow {
  readonly workPackageId: string
  readonly code: string
  readonly title: string
  readonly roleCode: string
  readonly minutes: number
  readonly costMinor: bigint
  readonly priceMinor: bigint
  readonly currency: string
}

function linesOf(tx: Tx, projectId: string): Promise<BudgetRow[]> {
  return tx.rows(sql<BudgetRow>`
    select line.work_package_id as "workPackageId", package.code, package.title, line.role_code as "roleCode", line.minutes,
      line.cost_minor as "costMinor", line.price_minor as "priceMinor", line.currency
    from projects.budget
      join projects.budget_line as line on line.tenant_id = budget.tenant_id and line.budget_id = budget.id
      join projects.work_package as package on package.tenant_id = line.tenant_id and package.id = line.work_package_id
    where budget.tenant_id = kernel.tenant_id() and budget.project_id = ${projectId} and budget.state = 'approved'
    order by package.code, line.role_code`)
}
