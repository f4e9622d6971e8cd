/** The instances and incidents of an operation. */
import type { z } from 'zod'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import type { startOperation } from '../contract-many.ts'
import type { OperationKind } from './operation.ts'

type Filter = z.output<typeof startOperation.input>['filter']

/** A select of what an operation will work on: `id` and `instance_id`. */
export function chooseItems(kind: OperationKind, filter: Filter): RawBuilder<unknown> {
  const { key, definitionId, businessKey, node, code, suspended, startedFrom, startedBefore, instanceIds } =
    filter
  // What is done to an instance with all it has called is done to its root.
  const ofRoots = kind === 'cancel' || kind === 'suspend' || kind === 'resume'
  const held = sql`exists (
    select from process.suspension s where s.tenant_id = i.tenant_id and s.instance_id = i.id)`
  const conditions = [
    sql`i.tenant_id = kernel.tenant_id()`,
    sql`i.status = 'active'`,
    ...(ofRoots ? [sql`i.parent_id is null`] : []),
    ...(key === undefined ? [] : [sql`i.process_key = ${key}`]),
    ...(definitionId === undefined ? [] : [sql`i.definition_id = ${definitionId}`]),
    ...(businessKey === undefined ? [] : [sql`i.business_key = ${businessKey}`]),
    ...(node === undefined ? [] : [waitsAt(node)]),
    ...(code === undefined || kind === 'retry' ? [] : [sql`exists (${openIncidents(code)})`]),
    ...(suspended === undefined ? [] : [sql`${held} = ${suspended}`]),
    ...(startedFrom === undefined ? [] : [sql`i.started_at >= ${startedFrom}`]),
    ...(startedBefore === undefined ? [] : [sql`i.started_at < ${startedBefore}`]),
    ...(instanceIds === undefined ? [] : [sql`i.id = any(${instanceIds}::uuid[])`]),
  ]
  const all = sql.join(conditions, sql` and `)
  if (kind !== 'retry') return sql`select i.id, i.id as instance_id from process.instance i where ${all}`
  return sql`
    select n.id, n.instance_id
    from process.instance i
    join process.incident n on n.tenant_id = i.tenant_id and n.instance_id = i.id and n.closed_at is null
    where ${all} ${code === undefined ? sql`` : sql`and n.code = ${code}`}
      ${node === undefined ? sql`` : sql`and n.node = ${node}`}`
}

const openIncidents = (code: string) => sql`
  select
  from process.incident n
  where n.tenant_id = i.tenant_id and n.instance_id = i.id and n.closed_at is null and n.code = ${code}`

/** An instance waits at a node when something of it is open there. */
const waitsAt = (node: string) => sql`(
  exists (
    select from process.task t
    where t.tenant_id = i.tenant_id and t.instance_id = i.id and t.node = ${node} and t.ended_at is null)
  or exists (
    select from process.timer t where t.tenant_id = i.tenant_id and t.instance_id = i.id and t.node = ${node})
  or exists (
    select from process.subscription s
    where s.tenant_id = i.tenant_id and s.instance_id = i.id and s.node = ${node})
  or exists (
    select from process.incident n
    where n.tenant_id = i.tenant_id and n.instance_id = i.id and n.node = ${node} and n.closed_at is null))`

/** Claims open items of a running operation, passing over those another node works on. */
export async function claimItems(tx: Tx, operationId: string, limit: number): Promise<string[]> {
  const rows = await tx.rows(sql<{ id: string }>`
    select id
    from process.operation_item
    where tenant_id = kernel.tenant_id() and operation_id = ${operationId} and state = 'open'
    order by id
    limit ${limit}
    for update skip locked`)
  return rows.map(({ id }) => id)
}

/** What became of an item. */
export type Worked = Readonly<{ id: string; code: string | null; message: string | null }>

/** Writes down what became of items. */
export async function settleItems(
  tx: Tx,
  operationId: string,
  worked: readonly Worked[],
  now: Temporal.Instant,
): Promise<void> {
  await tx.run(sql`
    update process.operation_item i
    set state = case when given.code is null then 'done' else 'refused' end, code = given.code,
      message = given.message, worked_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(worked)}::jsonb) as given (id uuid, code text, message text)
    where i.tenant_id = kernel.tenant_id() and i.operation_id = ${operationId} and i.id = given.id`)
}

/** Ends an operation of which nothing is open any more. Returns whether it has ended now. */
export async function endIfDone(tx: Tx, operationId: string, now: Temporal.Instant): Promise<boolean> {
  const ended = await tx.run(sql`
    update process.operation o
    set status = 'completed', ended_at = ${now}
    where o.tenant_id = kernel.tenant_id() and o.id = ${operationId} and o.status = 'running'
      and not exists (
        select
        from process.operation_item i
        where i.tenant_id = o.tenant_id and i.operation_id = o.id and i.state = 'open')`)
  return ended > 0
}
