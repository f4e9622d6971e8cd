import type { BillingMethod } from '#flow/contracts'
import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { get } from './contract.ts'
import { type ProjectRow, projectRows } from './project-view.ts'

export const getProject = answer(get, async ({ tx }, { projectId }) => {
  const row = await tx.maybe(sql<ProjectRow>`select q.* from (${projectRows}) as q where q.id = ${projectId}`)
  if (!row) throw new Refused('project_not_found', { projectId })
  return { ...row, workPackages: await packagesOf(tx, projectId) }
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
