/** People as other rooms see them. */
import type { z } from 'zod'
import { Refused } from '#kernel/refusal.ts'
import { type RawBuilder, sql, type Tx, tables } from '#kernel/sql.ts'
import type { listPeople } from './contract.ts'
import type { PeopleTables } from './schema.ts'

const db = tables<PeopleTables>()

/** Somebody who works for the firm, with the code of the entity that employs them. */
export type Person = z.output<typeof listPeople.output>['items'][number]

const selectPerson = sql<Person>`
  select p.id, p.number, p.name, p.email, p.entity_id as "entityId", e.code as "entityCode",
    p.practice_id as "practiceId", p.role_code as "roleCode", p.manager_id as "managerId",
    p.principal_id as "principalId", p.started_on as "startedOn", p.ended_on as "endedOn",
    p.weekly_minutes as "weeklyMinutes", p.time_zone as "timeZone", p.revision,
    (select coalesce(jsonb_agg(jsonb_build_object('startedOn', past.started_on, 'endedOn', past.ended_on) order by past.started_on), '[]')
      from people.past_period as past
      where past.tenant_id = p.tenant_id and past.person_id = p.id) as "earlierPeriods"
  from people.person p
  join firm.legal_entity e on e.tenant_id = p.tenant_id and e.id = p.entity_id`

/** Every person, to be narrowed by a list. */
export const personRows: RawBuilder<Person> = selectPerson

/** The person; refuses `person_not_found`. */
export async function personById(tx: Tx, personId: string): Promise<Person> {
  const found = await tx.maybe(sql<Person>`${selectPerson} where p.id = ${personId}`)
  if (!found) throw new Refused('person_not_found', { personId })
  return found
}

/** The same, held against changes until the transaction ends. */
export async function lockPerson(tx: Tx, personId: string): Promise<Person> {
  const found = await tx.maybe(sql<Person>`${selectPerson} where p.id = ${personId} for update of p`)
  if (!found) throw new Refused('person_not_found', { personId })
  return found
}

/** Who signs in as this principal, or undefined when it is nobody who works here. */
export function personOf(tx: Tx, principalId: string): Promise<Person | undefined> {
  return tx.maybe(sql<Person>`${selectPerson} where p.principal_id = ${principalId}`)
}

/** People by id; unknown ones are absent. */
export async function peopleByIds(tx: Tx, ids: readonly string[]): Promise<Map<string, Person>> {
  const rows = await tx.rows(sql<Person>`${selectPerson} where p.id = any(${[...new Set(ids)]}::uuid[])`)
  return new Map(rows.map((person) => [person.id, person]))
}

/** People by address in lower case; unknown ones are absent. */
export async function peopleByEmails(tx: Tx, emails: readonly string[]): Promise<Map<string, Person>> {
  const wanted = [...new Set(emails.map((email) => email.toLowerCase()))]
  const rows = await tx.rows(sql<Person>`${selectPerson} where p.email = any(${wanted}::text[])`)
  return new Map(rows.map((person) => [person.email, person]))
}

/** People by personnel number; unknown ones are absent. */
export async function peopleByNumbers(tx: Tx, numbers: readonly string[]): Promise<Map<string, Person>> {
  const rows = await tx.rows(
    sql<Person>`${selectPerson} where p.number = any(${[...new Set(numbers)]}::text[])`,
  )
  return new Map(rows.map((person) => [person.number, person]))
}

/** The delivery roles by code. */
export async function rolesByCode(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.rows(db.selectFrom('people.delivery_role').select(['code', 'name']))
  return new Map(rows.map(({ code, name }) => [code, name]))
}

/** Refuses `role_not_found` for the first of these roles that nobody has added. */
export async function requireRoles(tx: Tx, codes: readonly string[]): Promise<void> {
  const known = await rolesByCode(tx)
  const unknown = codes.find((code) => !known.has(code))
  if (unknown !== undefined) throw new Refused('role_not_found', { roleCode: unknown })
}

/** Refuses `practice_not_found` for what is no practice. */
export async function requirePractice(tx: Tx, practiceId: string): Promise<void> {
  const found = await tx.maybe(sql`
    select id
    from firm.org_unit
    where id = ${practiceId} and kind = 'practice'`)
  if (!found) throw new Refused('practice_not_found', { practiceId })
}

/** The principal a person signs in as, as long as they may; else null. */
export async function activePrincipalOf(tx: Tx, personId: string): Promise<string | null> {
  const found = await tx.maybe(sql<{ principalId: string }>`
    select principal.id as "principalId"
    from people.person
      join access.principal on principal.tenant_id = person.tenant_id and principal.id = person.principal_id
    where person.tenant_id = kernel.tenant_id() and person.id = ${personId} and principal.active`)
  return found?.principalId ?? null
}
