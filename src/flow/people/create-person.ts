import { entitiesByCode, entityById, type LegalEntity } from '#flow/firm'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { create as contract } from './contract.ts'
import { writeCostRate } from './cost-rate-table.ts'
import { letSignIn } from './give-access.ts'
import { personById, requirePractice, requireRoles } from './person-table.ts'

export const createPerson = handle(contract, async (ctx, input) => {
  const { tx } = ctx
  const { entityId, entityCode, costRate, accessRoles, password, ...facts } = input
  const entity = await entityOf(tx, entityId, entityCode)
  await requireRoles(tx, [facts.roleCode])
  if (facts.practiceId !== undefined) await requirePractice(tx, facts.practiceId)
  if (facts.managerId !== undefined) await personById(tx, facts.managerId)
  const person = { id: newId(), ...facts, entityId: entity.id, timeZone: facts.timeZone ?? entity.timeZone }
  const added = await tx.run(sql`
    insert into people.person
      (id, number, name, email, entity_id, practice_id, role_code, manager_id, started_on, weekly_minutes, time_zone)
    values (${person.id}, ${person.number}, ${person.name}, ${person.email}, ${person.entityId},
      ${person.practiceId ?? null}, ${person.roleCode}, ${person.managerId ?? null}, ${person.startedOn},
      ${person.weeklyMinutes}, ${person.timeZone})
    on conflict do nothing`)
  if (added === 0) await refuseTaken(tx, person)
  if (costRate) await writeCostRate(tx, person, person.startedOn, costRate)
  const { principalId, revision } = accessRoles
    ? await letSignIn(ctx, person, { accessRoles, password })
    : { principalId: null, revision: 1 }
  return {
    output: { personId: person.id, principalId, revision },
    touched: [{ type: 'person', id: person.id, after: { ...person, principalId, costRate } }],
  }
})

async function entityOf(tx: Tx, id: string | undefined, code: string | undefined): Promise<LegalEntity> {
  if (id !== undefined) return entityById(tx, id)
  const entityCode = code ?? ''
  const found = (await entitiesByCode(tx, [entityCode])).get(entityCode)
  if (!found) throw new Refused('entity_code_unknown', { entityCode })
  return found
}

/** Says which of the two that are unique belongs to somebody else. */
async function refuseTaken(tx: Tx, { number, email }: { number: string; email: string }): Promise<never> {
  const sameNumber = await tx.maybe(sql`
    select id
    from people.person
    where number = ${number}`)
  throw new Refused(sameNumber ? 'person_number_taken' : 'person_email_taken', { number, email })
}
