import type { BillingMethod } from '#flow/contracts'
import { answer } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { get } from './contract.ts'
import { type ProjectRow, projectRows } from './project-view.ts'

export const getProject = answer(get, async ({ tx }, { projectId }) => {
  const row = await tx.maybe(sql<ProjectRow>`select q.* from (${projectRows}) as q where q.id = ${projectId}`)
  if (!row) throw new Refused('project_not_found', { projectId })
  const [packages, budget] = await Promise.all([packagesOf(tx, projectId), budgetOf(tx, projectId)])
  return {
    ...row,
    workPackages: packages.map((workPackage) => ({
      ...workPackage,
      budget: budget
        .filter((line) => line.workPackageId === workPackage.id)
        .map(({ roleCode, minutes, costMinor, priceMinor, currency }) => ({
          roleCode,
          minutes,
          cost: money(costMinor, currency),
          price: money(priceMinor, currency),
        })),
    })),
  }
})

interface PackageRow {
  readonly id: string
  readonly code: string
  readonly title: string
  readonly contractLineId: string | null
  readonly contractNumber: string | null
  readonly billingMethod: BillingMethod | null
  readonly approverId: string | null
  readonly startsOn: string
  readonly endsOn: string
  readonly state: 'open' | 'closed'
}

function packagesOf(tx: Tx, projectId: string): Promise<PackageRow[]> {
  return tx.rows(sql<PackageRow>`
    select package.id, package.code, package.title, package.contract_line_id as "contractLineId", contract.number as "contractNumber",
      line.billing_method as "billingMethod", package.approver_id as "approverId", package.starts_on as "startsOn",
      package.ends_on as "endsOn", package.state
    from projects.work_package as package
      left join contracts.contract_line as line on line.tenant_id = package.tenant_id and line.id = package.contract_line_id
      left join contracts.contract on contract.tenant_id = line.tenant_id and contract.id = line.contract_id
    where package.tenant_id = kernel.tenant_id() and package.project_id = ${projectId}
    order by package.code`)
}

interface BudgetRow {
  readonly workPackageId: string
  readonly roleCode: string
  readonly minutes: number
  readonly costMinor: bigint
  readonly priceMinor: bigint
  readonly currency: string
}

function budgetOf(tx: Tx, projectId: string): Promise<BudgetRow[]> {
  return tx.rows(sql<BudgetRow>`
    select line.work_package_id as "workPackageId", line.role_code as "roleCode", line.minutes, line.cost_minor as "costMinor",
      line.price_minor as "priceMinor", line.currency
    from projects.budget
      join projects.budget_line as line on line.tenant_id = budget.tenant_id and line.budget_id = budget.id
    where budget.tenant_id = kernel.tenant_id() and budget.project_id = ${projectId} and budget.state = 'approved'
    order by line.role_code`)
}
