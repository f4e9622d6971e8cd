/** What the access room is told of people who sign in: work is offered to them by skill and entity. */
import { writeAttributes } from '#engines/access'
import { sql, type Tx } from '#kernel/sql.ts'

/** Tells the skills and the entity of these people, as far as they sign in. */
export async function tellAttributes(tx: Tx, personIds: readonly string[]): Promise<void> {
  const people = await tx.rows(sql<{ principalId: string; entity: string; skills: string[] }>`
    select p.principal_id as "principalId", e.code as entity,
      array(
        select s.skill
        from people.person_skill s
        where s.tenant_id = p.tenant_id and s.person_id = p.id
        order by s.skill) as skills
    from people.person p
    join firm.legal_entity e on e.tenant_id = p.tenant_id and e.id = p.entity_id
    where p.tenant_id = kernel.tenant_id() and p.id = any(${personIds}::uuid[]) and p.principal_id is not null`)
  await writeAttributes(
    tx,
    people.flatMap(({ principalId, entity, skills }) => [
      { principalId, name: 'entity', values: [entity] },
      { principalId, name: 'skill', values: skills },
    ]),
  )
}
