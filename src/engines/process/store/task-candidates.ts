/** To whom tasks are offered: the one place that knows how candidates are kept. */
import type { PlainDate } from '#kernel/dates.ts'
import type { Call } from '#kernel/handle.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import type { TaskChange } from './changes.ts'
import type { Part } from './part.ts'

/** The principal whose work it is: the one acted for, else the caller. */
export const doerOf = (call: Pick<Call, 'actorId' | 'onBehalfOf'>) => call.onBehalfOf ?? call.actorId

/** The roles a principal holds today. */
const rolesOf = (principal: RawBuilder<unknown>, call: Call) => sql`
  select a.role
  from access.role_assignment a
  where a.tenant_id = kernel.tenant_id() and a.principal_id = ${principal}
    and a.valid_from <= ${call.today} and (a.valid_to is null or a.valid_to >= ${call.today})`

/** Whether a task `t` is offered to a principal by id or by a role held today. */
export const offeredTo = (principalId: string, call: Call) => sql`
  exists (
    select
    from process.task_candidate c
    where c.tenant_id = t.tenant_id and c.task_id = t.id
      and (c.kind = 'person' and c.candidate = ${principalId}::text
        or c.kind = 'role' and c.candidate in (${rolesOf(sql`${principalId}::uuid`, call)})))`

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
  join process.task_candidate c on c.tenant_id = a.tenant_id and c.kind = 'role' and c.candidate = a.role`

/** The candidates of a task `t` of one kind, in order. */
export const candidatesOf = (kind: 'role' | 'person') => sql`
  array(
    select c.candidate
    from process.task_candidate c
    where c.tenant_id = t.tenant_id and c.task_id = t.id and c.kind = ${kind}
    order by 1)`

/** The candidates of a task `t` in words, null when there are none. */
export const candidatesInWords = sql`(
  select string_agg(c.candidate, ', ' order by c.candidate)
  from process.task_candidate c
  where c.tenant_id = t.tenant_id and c.task_id = t.id)`

/** The roles a task is offered to, each with since and until when a principal holds it; null and null when not today. */
export const candidateRolesHeld = (taskId: string, principalId: string, call: Call) =>
  sql<{ role: string; since: PlainDate | null; until: PlainDate | null }>`
    select c.candidate as role, a.valid_from as since, a.valid_to as until
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

/** Who may claim an open task. One that names nobody would be nobody's: then it is the administrators'. */
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
    const all = nobody ? [{ kind: 'role', candidate: 'administrator' }] : [...roles, ...people]
    return all.map((row) => ({ ...row, task_id: id }))
  }),
})
