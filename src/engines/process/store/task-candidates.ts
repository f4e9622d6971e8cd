/** To whom tasks are offered: the one place that knows how candidates are kept. */

import { EVERYONE } from '#kernel/contract.ts'
import type { PlainDate } from '#kernel/dates.ts'
import type { Call } from '#kernel/handle.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import type { TaskChange } from './changes.ts'
import type { Part } from './part.ts'

/** The principal whose work it is: the one acted for, else the caller. */
export const doerOf = (call: Pick<Call, 'actorId' | 'onBehalfOf'>) => call.onBehalfOf ?? call.actorId

/** A principal has every attribute a task `t` asks for. */
export const qualifies = (principal: RawBuilder<unknown>) => sql`(
  cardinality(t.requires) = 0
  or t.requires <@ array(
    select a.name || '=' || a.value
    from access.attribute a
    where a.tenant_id = kernel.tenant_id() and a.principal_id = ${principal}))`

/** The roles a principal holds today, with the one that everybody holds. */
const rolesOf = (principal: RawBuilder<unknown>, call: Call) => sql`
  select a.role
  from access.role_assignment a
  where a.tenant_id = kernel.tenant_id() and a.principal_id = ${principal}
    and a.valid_from <= ${call.today} and (a.valid_to is null or a.valid_to >= ${call.today})
  union all
  select ${EVERYONE}`

/** Whether a task `t` is offered to a principal by id, or by a role held today and the attributes it asks for. */
export const offeredTo = (principalId: string, call: Call) => sql`
  exists (
    select
    from process.task_candidate c
    where c.tenant_id = t.tenant_id and c.task_id = t.id
      and (c.kind = 'person' and c.candidate = ${principalId}::text
        or c.kind = 'role' and c.candidate in (${rolesOf(sql`${principalId}::uuid`, call)})
          and ${qualifies(sql`${principalId}::uuid`)}))`

/** Tasks offered to the people of a relation `hand (id)`: task_id, hand_id, and the role or null when offered by id. */
export const offers = (call: Call) => sql`
  select c.task_id, hand.id as hand_id, null::text as role
  from hand
  join process.task_candidate c
    on c.tenant_id = kernel.tenant_id() and c.kind = 'person' and c.candidate = hand.id::text
  union all
  select c.task_id, hand.id, c.candidate
  from hand
  join access.role_assignment a
    on a.tenant_id = kernel.tenant_id() and a.principal_id = hand.id
    and a.valid_from <= ${call.today} and (a.valid_to is null or a.valid_to >= ${call.today})
  join process.task_candidate c on c.tenant_id = a.tenant_id and c.kind = 'role' and c.candidate = a.role
  union all
  select c.task_id, hand.id, c.candidate
  from hand
  join process.task_candidate c
    on c.tenant_id = kernel.tenant_id() and c.kind = 'role' and c.candidate = ${EVERYONE}`

/** The candidates of a task of one kind, in order. */
export const candidatesOf = (kind: 'role' | 'person', taskId: RawBuilder<unknown> = sql.ref('t.id')) => sql`
  array(
    select c.candidate
    from process.task_candidate c
    where c.tenant_id = kernel.tenant_id() and c.task_id = ${taskId} and c.kind = ${kind}
    order by 1)`

/** The candidates of a task `t` in words, null when there are none. */
export const candidatesInWords = sql`(
  select string_agg(c.candidate, ', ' order by c.candidate)
  from process.task_candidate c
  where c.tenant_id = t.tenant_id and c.task_id = t.id)`

/** The roles a task is offered to, each with whether a principal holds it today, since and until when. */
export const candidateRolesHeld = (taskId: string, principalId: string, call: Call) =>
  sql<{ role: string; held: boolean; since: PlainDate | null; until: PlainDate | null }>`
    select c.candidate as role, c.candidate = ${EVERYONE} or a.id is not null as held, a.valid_from as since,
      a.valid_to as until
    from process.task_candidate c
    left join access.role_assignment a
      on a.tenant_id = c.tenant_id and a.principal_id = ${principalId} and a.role = c.candidate
      and a.valid_from <= ${call.today} and (a.valid_to is null or a.valid_to >= ${call.today})
    where c.tenant_id = kernel.tenant_id() and c.task_id = ${taskId} and c.kind = 'role'
    order by c.candidate, a.valid_from`

/** Whether a task is offered to a person by id. */
export const isCandidate = (taskId: string, principalId: string) => sql<{ found: boolean }>`
  select exists (
    select
    from process.task_candidate c
    where c.tenant_id = kernel.tenant_id() and c.task_id = ${taskId} and c.kind = 'person'
      and c.candidate = ${principalId}::text) as found`

/** Offers a task to one role, and to nobody else any more. */
export async function offerToRole(tx: Tx, taskId: string, role: string): Promise<void> {
  await tx.run(sql`
    delete from process.task_candidate
    where tenant_id = kernel.tenant_id() and task_id = ${taskId} and (kind, candidate) <> ('role', ${role})`)
  await tx.run(sql`
    insert into process.task_candidate (kind, candidate, task_id)
    values ('role', ${role}, ${taskId})
    on conflict do nothing`)
}

/**
 * Who may claim an open task. One that names nobody is offered to everybody with the attributes it asks for; when it asks
 * for none it would be nobody's, and is the administrators'.
 */
export const candidateParts = (open: readonly TaskChange[]): Part => ({
  name: 'candidates',
  columns: { kind: 'text', candidate: 'text', task_id: 'uuid' },
  text: `
    insert into process.task_candidate (kind, candidate, task_id)
    select kind, candidate, task_id
    from {given}`,
  rows: open.flatMap(({ id, offer }) => {
    const roles = [...new Set(offer?.candidateGroups)].map((candidate) => ({ kind: 'role', candidate }))
    const people = [...new Set(offer?.candidateUsers)].map((candidate) => ({ kind: 'person', candidate }))
    const nobody = roles.length + people.length === 0 && !offer?.assignee
    const whoever = offer?.requires.length ? EVERYONE : 'administrator'
    const all = nobody ? [{ kind: 'role', candidate: whoever }] : [...roles, ...people]
    return all.map((row) => ({ ...row, task_id: id }))
  }),
})
