import { peopleByIds } from '#flow/people'
import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import type { Tx } from '#kernel/sql.ts'
import { assignManager as contract } from './contract.ts'
import { changeRefusal } from './project.ts'
import { stepProject } from './project-steps.ts'

export const assignManager = handle(contract, async (ctx, { projectId, managerId, deliveryLeadId }) => {
  await requirePeople(ctx.tx, deliveryLeadId ? [managerId, deliveryLeadId] : [managerId])
  return stepProject(ctx, {
    projectId,
    refusal: changeRefusal,
    change: { managerId, ...(deliveryLeadId ? { deliveryLeadId } : {}) },
    event: 'projects.managerAssigned',
  })
})

/** Refuses with `person_not_found` when one of the people does not exist. */
export async function requirePeople(tx: Tx, personIds: readonly string[]): Promise<void> {
  const found = await peopleByIds(tx, personIds)
  const missing = personIds.find((personId) => !found.has(personId))
  if (missing) throw new Refused('person_not_found', { personId: missing })
}
