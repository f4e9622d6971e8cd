/** Why a task is somebody's: the reasons that put it into a list, the nearest first. */
import { handsIn } from '#engines/access'
import { EVERYONE } from '#kernel/contract.ts'
import type { Call } from '#kernel/handle.ts'
import { type RawBuilder, sql } from '#kernel/sql.ts'
import type { ReasonCode } from '../reasons.ts'
import { doerOf, excludedFrom, offers, qualifies } from './task-candidates.ts'

/** A reason before it has its words. */
export type StoredReason = Readonly<{ code: ReasonCode; values: Readonly<Record<string, unknown>> }>

/**
 * Whose tasks the caller may do: their own, and those of people they are the substitute of today, each with the
 * commands lent (null for all). Who acts for somebody already uses no other delegation: authority lent is not lent on.
 */
const hands = (call: Call) => {
  const own = sql`
    select ${doerOf(call)}::uuid as id, null::text as name, null::date as until, null::text[] as commands`
  if (call.onBehalfOf !== undefined) return own
  return sql`${own}
    union all
    select d.from_id, p.name, d.valid_to, d.commands
    from access.delegation d
    join access.principal p on p.tenant_id = d.tenant_id and p.id = d.from_id
    where d.tenant_id = kernel.tenant_id() and d.to_id = ${call.actorId} and d.revoked_at is null
      and d.valid_from <= ${call.today} and d.valid_to >= ${call.today} and p.active`
}

/** What completes a task `t` is covered by the delegation of `hand`. */
const covered = sql`(
  hand.commands is null
  or case when cardinality(t.commands) = 0 then 'tasks.complete' = any(hand.commands) else t.commands && hand.commands end)`

/** Whose substitute the caller is by a `hand`. */
const substitute = sql`
  case when hand.name is not null then jsonb_build_object('name', hand.name, 'until', hand.until) end`

/** A reason as JSON: its code, and the values it has. */
const reasonOf = (code: RawBuilder<unknown>, values: RawBuilder<unknown> = sql``) => sql`
  jsonb_build_object('code', ${code}, 'values', jsonb_strip_nulls(jsonb_build_object(${values})))`

/** By what a task `t` is offered, of an offer `o`. */
const offered = reasonOf(
  sql`case when o.role is null then 'offered_to_you' when o.role = ${EVERYONE} then 'offered_to_everyone'
    else 'offered_to_role' end`,
  sql`'role', nullif(o.role, ${EVERYONE}), 'substitute', ${substitute},
    'requires', case when o.role is not null and cardinality(t.requires) > 0 then to_jsonb(t.requires) end`,
)

/**
 * Every reason: task_id, hand_id (whose task it is), rank, reason (code and values as JSON), is_substitute. With `doable` only those by which the
 * caller could do it now, and questions the caller is to answer.
 */
function reasons(call: Call, doable: boolean): RawBuilder<unknown> {
  const free = doable
    ? sql`and not (${excludedFrom}) && (${handsIn(call)}::uuid[] || hand.id)
        and (t.assignee_id is null or t.assignee_id = hand.id)`
    : sql``
  return sql`
    with hand as materialized (${hands(call)})
    select t.id as task_id, ${doerOf(call)}::uuid as hand_id, 0 as rank,
      ${reasonOf(sql`'you_are_asked'`)} as reason, false as is_substitute
    from process.task_note n
    join process.task t on t.tenant_id = n.tenant_id and t.id = n.task_id
    where n.tenant_id = kernel.tenant_id() and n.to_id = ${doerOf(call)} and n.kind = 'question'
      and n.answered_at is null
    union all
    select t.id, hand.id, case when hand.name is null then 1 else 4 end,
      ${reasonOf(
        sql`case when t.state in ('delegated', 'resolved') then t.state || '_to_you' else 'assigned_to_you' end`,
        sql`'substitute', ${substitute}`,
      )}, hand.name is not null
    from hand
    join process.task t on t.tenant_id = kernel.tenant_id() and t.assignee_id = hand.id and t.ended_at is null
    where ${covered} ${free}
    union all
    select t.id, hand.id, case when hand.name is null then 2 else 5 end + case when o.role is null then 0 else 1 end,
      ${offered}, hand.name is not null
    from (${offers(call)}) as o
    join hand on hand.id = o.hand_id
    join process.task t on t.tenant_id = kernel.tenant_id() and t.id = o.task_id
    where ${covered} and (o.role is null or ${qualifies(sql`hand.id`)}) ${free}`
}

/** By whom the caller may do one task as a substitute. */
export const substituteReasons = (call: Call, taskId: string) => sql<{
  reason: StoredReason
  handId: string
}>`
  select distinct r.reason, r.hand_id as "handId"
  from (${reasons(call, false)}) as r
  where r.task_id = ${taskId} and r.is_substitute
  order by r.reason`

/** What of a task concerns the caller, by the rank of its reason. */
const kindOf = sql`
  case when r.rank = 0 then 'asked' when r.rank = 1 then 'assigned' when r.rank < 4 then 'offered' else 'substitute' end`

/** The nearest reason of each task that concerns the caller. */
export const nearestReason = (call: Call, doable: boolean) => sql`
  select distinct on (r.task_id) r.task_id, r.hand_id, r.reason, r.is_substitute, ${kindOf} as kind
  from (${reasons(call, doable)}) as r
  order by r.task_id, r.rank, r.reason`
