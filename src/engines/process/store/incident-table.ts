/** Incidents as rows: which instance waits because of one. */
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import type { Instance } from './instance.ts'
import { type Advance, take, taken } from './work.ts'

export type OpenIncident = Readonly<{
  incidentId: string
  instanceId: string
  rootId: string
  number: number
  code: string
  node: string
  instance: Instance
}>

/** Takes the instance of an open incident; refuses one that is not there, is closed, or whose instance is suspended. */
export async function takeIncident(advance: Advance, incidentId: string): Promise<OpenIncident> {
  const incident = await advance.ctx.tx.maybe(sql<Omit<OpenIncident, 'instance'>>`
    select id as "incidentId", instance_id as "instanceId", root_id as "rootId", number, code, node
    from process.incident
    where tenant_id = kernel.tenant_id() and id = ${incidentId}`)
  if (!incident) throw new Refused('incident_not_found', { incidentId })
  await take(advance, [incident])
  const instance = taken(advance, incident.instanceId)
  if (!instance.state.incidents.some((open) => open.id === incident.number))
    throw new Refused('incident_closed', { incidentId })
  if (instance.state.suspended) throw new Refused('instance_suspended', { instanceId: instance.id })
  return { ...incident, instance }
}

/** The answer of the commands that close an incident. */
export function afterIncident({ incidentId, instanceId, instance }: OpenIncident) {
  const { status, incidents } = instance.state
  return {
    incidentId,
    instanceId,
    status: status === 'new' ? ('active' as const) : status,
    openIncidents: incidents.length,
  }
}
