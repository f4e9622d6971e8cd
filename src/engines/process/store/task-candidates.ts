/** To whom tasks are offered: the one place that knows how candidates are kept. */
import { createHash } from 'node:crypto'
import { EVERYONE } from '#kernel/contract.ts'
import type { PlainDate } from '#kernel/dates.ts'
import type { Call, Context } from '#kernel/handle.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import type { TaskOffer } from '../step/event.ts'
import type { Part } from './part.ts'

/** The principal whose work it is: the one acted for, else the caller. */
export const doerOf = (call: Pick<Call, 'actorId' | 'onBehalfOf'>) => call.onBehalfOf ?? call.actorId

/**
 * Who may not do a task `t`: whom the model excludes, and when nobody is to do its step twice, whoever had a hand in the same
 * step of the instance.
 */
export const excludedText = `
  case when t.once then t.excluded || array(
      select unnest(s.hands)
      from process.task s
      where s.tenant_id = t.tenant_id and s.instance_id = t.instance_id and s.node = t.node and s.state = 'completed')
    else t.excluded end`
export const excludedFrom = sql.raw(excludedText)

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

/** The roles in which somebody acts today: their own, or those of the one acted for. */
export async function rolesHeld(tx: Tx, call: Call): Promise<ReadonlySet<string>> {
  const rows = await tx.rows(sql<{ role: string }>`${rolesOf(sql`${doerOf(call)}::uuid`, call)}`)
  return new Set(rows.map(({ role }) => role))
}

/**
 * Whether an open task `t` is offered to a principal by id, or by a role held today and the attributes it asks for. It is
 * asked at every completion, so it looks at the audience itself: a way that stays right when nothing is known of the tables.
 */
export const offeredTo = (principalId: string, call: Call) => sql`
  exists (
    select
    from process.audience_member c
    where c.tenant_id = t.tenant_id and c.audience_id = t.audience_id and t.ended_at is null
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
  select string_agg(coalesce(named.name, c.candidate), ', ' order by coalesce(named.name, c.candidate))
  from process.task_candidate c
  left join access.principal named on named.tenant_id = c.tenant_id
    and named.id = case when c.kind = 'person' then c.candidate::uuid end
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
  const audience = audienceOf([{ kind: 'role', candidate: role }])
  await tx.run(sql`
    insert into process.audience_member (audience_id, kind, candidate)
    values (${audience.id}, 'role', ${role})
    on conflict do nothing`)
  await tx.run(sql`
    update process.task
    set audience_id = ${audience.id}
    where tenant_id = kernel.tenant_id() and id = ${taskId}`)
}

/** Offers tasks to a role, and to a person, as well as to those they are offered to already; all in three statements. */
export async function offerAlso(
  tx: Tx,
  more: readonly Readonly<{ taskId: string; role: string; personId: string | null }>[],
): Promise<void> {
  const rows = await tx.rows(sql<{ taskId: string; members: Member[] }>`
    select t.id as "taskId", coalesce((
      select jsonb_agg(jsonb_build_object('kind', c.kind, 'candidate', c.candidate) order by c.kind, c.candidate)
      from process.task_candidate c
      where c.tenant_id = t.tenant_id and c.task_id = t.id), '[]') as members
    from process.task t
    where t.tenant_id = kernel.tenant_id() and t.id = any(${more.map(({ taskId }) => taskId)}::uuid[])`)
  const known = new Map(rows.map(({ taskId, members }) => [taskId, members]))
  const wider = more.map(({ taskId, role, personId }) => ({
    taskId,
    audience: audienceOf([
      ...(known.get(taskId) ?? []),
      { kind: 'role', candidate: role },
      ...(personId === null ? [] : [{ kind: 'person', candidate: personId } as const]),
    ]),
  }))
  const members = wider.flatMap(({ audience }) =>
    audience.members.map((one) => ({ ...one, id: audience.id })),
  )
  await tx.run(sql`
    insert into process.audience_member (audience_id, kind, candidate)
    select distinct audience_id, kind, candidate
    from unnest(${members.map(({ id }) => id)}::uuid[], ${members.map(({ kind }) => kind)}::text[],
      ${members.map(({ candidate }) => candidate)}::text[]) as given (audience_id, kind, candidate)
    order by audience_id, kind, candidate
    on conflict do nothing`)
  await tx.run(sql`
    update process.task t
    set audience_id = given.audience_id
    from unnest(${wider.map(({ taskId }) => taskId)}::uuid[], ${wider.map(({ audience }) => audience.id)}::uuid[])
      as given (task_id, audience_id)
    where t.tenant_id = kernel.tenant_id() and t.id = given.task_id`)
}

type Member = Readonly<{ kind: 'role' | 'person'; candidate: string }>

/** Those to whom a task is offered together. The same members are the same audience, whoever names it first. */
export type Audience = Readonly<{ id: string; members: readonly Member[] }>

const audiencesMax = 10_000
const audiences = new Map<string, Audience>()

function audienceOf(members: readonly Member[]): Audience {
  const names = members.map(({ kind, candidate }) => `${kind}:${candidate}`)
  const name = [...new Set(names)].sort(byBytes).join('\n')
  const known = audiences.get(name)
  if (known) return known
  const hash = createHash('sha256').update(name).digest('hex')
  const id = hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  const audience = { id, members: members.filter((_, at) => names.indexOf(names[at] ?? '') === at) }
  if (audiences.size >= audiencesMax) audiences.clear()
  audiences.set(name, audience)
  return audience
}

/** As PostgreSQL sorts under the collation "C", so that both give an audience the same id. */
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

/**
 * Who may claim an open task. One that names nobody is offered to everybody with the attributes it asks for; when it asks
 * for none it would be nobody's, and is the administrators'.
 */
export function audienceOfOffer(
  offer: Pick<TaskOffer, 'candidateGroups' | 'candidateUsers' | 'assignee' | 'requires'>,
): Audience | null {
  const roles = offer.candidateGroups.map((candidate) => ({ kind: 'role', candidate }) as const)
  const people = offer.candidateUsers.map((candidate) => ({ kind: 'person', candidate }) as const)
  const all = [...roles, ...people]
  if (all.length > 0) return audienceOf(all)
  const candidate = offer.requires.length > 0 ? EVERYONE : 'administrator'
  return offer.assignee ? null : audienceOf([{ kind: 'role', candidate }])
}

const byId = (a: Audience, b: Audience) => (a.id < b.id ? -1 : 1)

/** Audiences of each tenant that are in the table: committed, and never deleted. */
const kept = new Set<string>()
const keptMax = 50_000

/** Writes the members of audiences that this program has not seen in the table yet. */
export function audiencePart({ tx, call }: Pick<Context, 'tx' | 'call'>, all: readonly Audience[]): Part {
  const { tenantId } = call
  const fresh = new Map(all.map((audience) => [audience.id, audience]))
  for (const id of [...fresh.keys()]) if (kept.has(`${tenantId} ${id}`)) fresh.delete(id)
  if (fresh.size > 0) {
    tx.onceCommitted(() => {
      if (kept.size + fresh.size > keptMax) kept.clear()
      for (const id of fresh.keys()) kept.add(`${tenantId} ${id}`)
    })
  }
  return {
    name: 'audiences',
    columns: { audience_id: 'uuid', kind: 'text', candidate: 'text' },
    text: `
      insert into process.audience_member (audience_id, kind, candidate)
      select audience_id, kind, candidate
      from {given}
      on conflict do nothing`,
    rows: [...fresh.values()]
      .sort(byId)
      .flatMap(({ id, members }) =>
        members.map(({ kind, candidate }) => ({ audience_id: id, kind, candidate })),
      ),
  }
}
