import { answer } from '#kernel/handle.ts'
import { tables } from '#kernel/sql.ts'
import { get as contract } from './contract.ts'
import { activePrincipalOf, personById } from './person-table.ts'
import type { PeopleTables } from './schema.ts'

const db = tables<PeopleTables>()

export const getPerson = answer(contract, async ({ tx }, { personId }) => {
  const person = await personById(tx, personId)
  const skills = await tx.rows(
    db
      .selectFrom('people.person_skill')
      .select(['skill', 'proficiency'])
      .where('person_id', '=', personId)
      .orderBy('proficiency', 'desc')
      .orderBy('skill'),
  )
  return { ...person, canSignIn: (await activePrincipalOf(tx, personId)) !== null, skills }
})
