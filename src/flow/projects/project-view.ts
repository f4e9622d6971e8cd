/** How projects are shown. */
import { type RawBuilder, sql } from '#kernel/sql.ts'
import type { ProjectState } from './project.ts'

export interface ProjectRow {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly opportunityId: string
  readonly clientId: string
  readonly clientName: string
  readonly entityCode: string
  readonly currency: string
  readonly managerId: string | null
  readonly managerName: string | null
  readonly deliveryLeadId: string | null
  readonly state: ProjectState
  readonly startsOn: string
  readonly endsOn: string
  readonly revision: number
}

/** A select of all projects with the names people know them by. */
export const projectRows: RawBuilder<unknown> = sql`
  select project.id, project.number, project.name, project.opportunity_id as "opportunityId", project.client_id as "clientId",
    client.name as "clientName", entity.code as "entityCode", project.currency, project.manager_id as "managerId",
    manager.name as "managerName", project.delivery_lead_id as "deliveryLeadId", project.state, project.starts_on as "startsOn",
    project.ends_on as "endsOn", project.revision
  from projects.project
    join clients.client on client.tenant_id = project.tenant_id and client.id = project.client_id
    join firm.legal_entity as entity on entity.tenant_id = project.tenant_id and entity.id = project.entity_id
    left join people.person as manager on manager.tenant_id = project.tenant_id and manager.id = project.manager_id
  where project.tenant_id = kernel.tenant_id()`
