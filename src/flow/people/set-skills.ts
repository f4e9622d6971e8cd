import { handle } from '#kernel/handle.ts'
import { nextRevision, sql, tables } from '#kernel/sql.ts'
import { tellAttributes } from './attributes.ts'
import { setSkills as contract } from './contract.ts'
import { lockPerson } from './person-table.ts'
import type { PeopleTables } from './schema.ts'

const db = tables<PeopleTables>()

/** The whole list is replaced, so who has not seen a skill that somebody else has added would take it away. */
export const setSkills = handle(contract, async ({ tx, checkRevision }, { personId, skills }) => {
  checkRevision((await lockPerson(tx, personId)).revision)
  const before = await tx.rows(
    db
      .deleteFrom('people.person_skill')
      .where('person_id', '=', personId)
      .returning(['skill', 'proficiency']),
  )
  await tx.run(sql`
    insert into people.person_skill (person_id, skill, proficiency)
    select ${personId}, skill, proficiency
    from unnest(${skills.map(({ skill }) => skill)}::text[], ${skills.map((one) => one.proficiency)}::integer[])
      as given (skill, proficiency)`)
  const { revision } = await tx.one(
    db
      .updateTable('people.person')
      .set({ revision: nextRevision })
      .where('id', '=', personId)
      .returning('revision'),
  )
  await tellAttributes(tx, [personId])
  return {
    output: { personId, skills: skills.length, revision },
    touched: [{ type: 'person', id: personId, before: { skills: before }, after: { skills } }],
  }
})
