/** Reminders that are due: which tasks, and whom they concern, all of them together. */
import type { Context } from '#kernel/handle.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { zoneOf } from '../model/timer.ts'
import { graphsOf } from './graphs.ts'
import { excludedFrom, offers, qualifies } from './task-candidates.ts'
import { aboutTask } from './task-view.ts'

/** A task of which people are reminded now. */
export type Reminding = Readonly<{
  taskId: string
  /** What the task and its process are called, in the language of the model and in others. */
  names: Readonly<{ task: Names; process: Names }>
  about: string
  dueAt: Temporal.Instant
  /** The zone its process counts its days in. */
  zone: string
  /** How many reminders have gone out, with this one. */
  count: number
  /** Who has it, else everybody who may take it. */
  people: readonly string[]
}>

/** A name, and its translations by language. */
type Names = Readonly<{ own: string; translated: Readonly<Record<string, string>> }>

type Row = Omit<Reminding, 'names' | 'zone'> &
  Readonly<{ definitionId: string; node: string; name: string; processKey: string; processName: string }>

/**
 * Takes the tasks whose reminder is due and plans the next of each; what was missed in an outage is one reminder. What another
 * node works on is passed over, and of a suspended instance nobody is reminded.
 */
export async function takeReminders(ctx: Pick<Context, 'tx' | 'call'>, limit: number): Promise<Reminding[]> {
  const { tx, call } = ctx
  const taken = await tx.rows(sql<{ id: string }>`
    with due as (
      select id, exists (
        select
        from process.suspension s
        where s.tenant_id = t.tenant_id and s.instance_id = t.instance_id) as held
      from process.task t
      where tenant_id = kernel.tenant_id() and ended_at is null and remind_next <= ${call.now}
      order by remind_next
      limit ${limit}
      for update skip locked),
    moved as (
      update process.task t
      set remind_next = (select min(moment) from unnest(t.remind_at) as moment where moment > ${call.now}),
        reminded = t.reminded + case when due.held then 0 else 1 end,
        reminded_at = case when due.held then t.reminded_at else ${call.now}::timestamptz end
      from due
      where t.tenant_id = kernel.tenant_id() and t.id = due.id
      returning t.id, due.held)
    select id
    from moved
    where not held`)
  if (taken.length === 0) return []
  const rows = await tx.rows(
    told(
      ctx,
      taken.map(({ id }) => id),
    ),
  )
  return withNames(tx, rows)
}

/** The tasks with those they concern; whom a task is offered to counts only while nobody has taken it. */
const told = ({ call }: Pick<Context, 'call'>, ids: readonly string[]) => sql<Row>`
  with hand as (
    select id
    from access.principal
    where tenant_id = kernel.tenant_id() and active and email is not null),
  offered as (${offers(call)}),
  concerned as (
    select t.id as task_id, t.assignee_id as principal_id
    from process.task t
    where t.tenant_id = kernel.tenant_id() and t.id = any(${ids}::uuid[]) and t.assignee_id is not null
    union
    select t.id, o.hand_id
    from process.task t
    join offered o on o.task_id = t.id
    where t.tenant_id = kernel.tenant_id() and t.id = any(${ids}::uuid[]) and t.assignee_id is null
      and o.hand_id <> all(${excludedFrom}) and (o.role is null or ${qualifies(sql`o.hand_id`)}))
  select t.id as "taskId", i.definition_id as "definitionId", t.node, t.name, t.process_key as "processKey",
    d.name as "processName", ${aboutTask} as about, t.due_at as "dueAt", t.reminded as count,
    array(select c.principal_id from concerned c where c.task_id = t.id order by c.principal_id) as people
  from process.task t
  join process.instance i on i.tenant_id = t.tenant_id and i.id = t.instance_id
  join process.definition d on d.tenant_id = i.tenant_id and d.id = i.definition_id
  where t.tenant_id = kernel.tenant_id() and t.id = any(${ids}::uuid[])
  order by t.due_at, t.id`

async function withNames(tx: Tx, rows: readonly Row[]): Promise<Reminding[]> {
  const graphs = await graphsOf(tx, [...new Set(rows.map(({ definitionId }) => definitionId))])
  return rows.map(({ definitionId, node, name, processKey, processName, ...row }) => {
    const graph = graphs.get(definitionId)
    const named = (own: string, element: string) => ({ own, translated: graph?.translations[element] ?? {} })
    const names = { task: named(name, node), process: named(processName, processKey) }
    return { ...row, names, zone: zoneOf(graph?.properties ?? {}) }
  })
}

/** The tenants in which somebody is to be reminded of a task, each looked at by itself alone. */
export async function tenantsToRemind(
  tx: Tx,
  tenantIds: readonly string[],
  now: Temporal.Instant,
): Promise<string[]> {
  const rows = await tx.rows(sql<{ tenant: string }>`
    select tenant
    from process.tenants_to_remind(${tenantIds}::uuid[], ${now})`)
  return rows.map(({ tenant }) => tenant)
}
