import type { z } from 'zod'
import { entitiesByCode, entityById, type LegalEntity } from '#flow/firm'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { type Tx, tables } from '#kernel/sql.ts'
import { create as contract } from './contract.ts'
import { writeCostRate } from './cost-rate-table.ts'
import { letSignIn } from './give-access.ts'
import { personById, requirePractice, requireRoles } from './person-table.ts'
import type { PeopleTables } from './schema.ts'

const db = tables<PeopleTables>()

type NewPerson = Omit<z.output<typeof contract.input>, 'costRate' | 'accessRoles' | 'password'>

/** Adds a person with these facts, and gives them with the entity that employs them. */
export async function addPerson(tx: Tx, { entityId, entityCode, ...facts }: NewPerson) {
  const entity = await entityOf(tx, entityId, entityCode)
  await requireRoles(tx, [facts.roleCode])
  if (facts.practiceId !== undefined) await requirePractice(tx, facts.practiceId)
  if (facts.managerId !== undefined) await personById(tx, facts.managerId)
  const person = { id: newId(), ...facts, entityId: entity.id, timeZone: facts.timeZone ?? entity.timeZone }
  const added = await tx.run(
    db
      .insertInto('people.person')
      .values({
        id: person.id,
        number: person.number,
        name: person.name,
        email: person.email,
        entity_id: person.entityId,
        practice_id: person.practiceId ?? null,
        role_code: person.roleCode,
        manager_id: person.managerId ?? null,
        started_on: person.startedOn,
        weekly_minutes: person.weeklyMinutes,
        time_zone: person.timeZone,
      })
      .onConflict((row) => row.doNothing()),
  )
  if (added === 0) await refuseTaken(tx, person)
  return { person, entity }
}

export const createPerson = handle(contract, async (ctx, input) => {
  const { tx } = ctx
  const { costRate, accessRoles, password, ...facts } = input
  const { person } = await addPerson(tx, facts)
  if (costRate) await writeCostRate(tx, person, person.startedOn, costRate)
  const { principalId, revision } = accessRoles
    ? await letSignIn(ctx, { ...person, principalId: null }, { accessRoles, password })
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
  const sameNumber = await tx.maybe(db.selectFrom('people.person').select('id').where('number', '=', number))
  throw new Refused(sameNumber ? 'person_number_taken' : 'person_email_taken', { number, email })
}
