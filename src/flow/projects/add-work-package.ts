import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { sql, tables } from '#kernel/sql.ts'
import { addWorkPackage as contract } from './contract.ts'
import { changeRefusal } from './project.ts'
import { lockProject, requireManaged } from './project-table.ts'
import type { ProjectsTables } from './schema.ts'

const db = tables<ProjectsTables>()

export const addWorkPackage = handle(contract, async (ctx, input) => {
  const { tx } = ctx
  const project = await lockProject(tx, input.projectId)
  await requireManaged(ctx, project)
  const { number, state, opportunityId } = project
  refuseIf(changeRefusal(project), { number, state })
  if (input.endsOn < input.startsOn) {
    throw new Refused('invalid_input', {}, [
      { pointer: '/endsOn', code: 'ends_before_start', message: 'must not lie before startsOn' },
    ])
  }
  if (input.contractLineId) {
    const line = await tx.maybe(sql`
      select line.id
      from contracts.contract_line as line
        join contracts.contract on contract.tenant_id = line.tenant_id and contract.id = line.contract_id
      where line.tenant_id = kernel.tenant_id() and line.id = ${input.contractLineId} and contract.opportunity_id = ${opportunityId}`)
    if (!line) throw new Refused('contract_line_not_of_project', { number })
  }
  const workPackageId = newId()
  const { projectId, code, title, contractLineId = null, startsOn, endsOn } = input
  const inserted = await tx.run(
    db
      .insertInto('projects.work_package')
      .values({
        id: workPackageId,
        project_id: projectId,
        code,
        title,
        contract_line_id: contractLineId,
        starts_on: startsOn,
        ends_on: endsOn,
      })
      .onConflict((row) => row.columns(['tenant_id', 'project_id', 'code']).doNothing()),
  )
  if (inserted === 0) throw new Refused('work_package_code_taken', { number, code })
  return {
    output: { workPackageId, projectId, code },
    touched: [
      { type: 'work_package', id: workPackageId, after: { code, title, contractLineId, startsOn, endsOn } },
      { type: 'project', id: projectId },
    ],
  }
})
