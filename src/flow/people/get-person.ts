import { answer } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { get as contract } from './contract.ts'
import { personById } from './person-table.ts'

export const getPerson = answer(contract, async ({ tx }, { personId }) => {
  const person = await personById(tx, personId)
  const skills = await tx.rows(sql<{ skill: string; proficiency: number }>`
    select skill, proficiency
    from people.person_skill
    where person_id = ${personId}
    order by proficiency desc, skill`)
  return { ...person, skills }
})
