/** Rows of operations, with how far they are. */
import type { Json as WireJson } from '#kernel/contract.ts'
import { Refused } from '#kernel/refusal.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import type { OperationInput, OperationKind } from './operation.ts'

export type OperationRow = {
  readonly id: string
  readonly kind: OperationKind
  readonly status: 'running' | 'completed' | 'cancelled'
  readonly filter: WireJson
  readonly input: OperationInput & { [name: string]: WireJson }
  readonly reason: string
  readonly total: number
  readonly done: number
  readonly refused: number
  readonly open: number
  readonly startedBy: string
  readonly startedFor: string | null
  readonly startedAt: Temporal.Instant
  readonly endedAt: Temporal.Instant | null
}

/** All operations with their progress. */
export const operationRows: RawBuilder<OperationRow> = sql<OperationRow>`
  select o.id, o.kind, o.status, o.filter, o.input, o.reason, o.total, c.done, c.refused,
    o.total - c.done - c.refused as open, o.started_by as "startedBy", o.started_for as "startedFor",
    o.started_at as "startedAt", o.ended_at as "endedAt"
  from process.operation o
  cross join lateral (
    select count(*) filter (where i.state = 'done')::integer as done,
      count(*) filter (where i.state = 'refused')::integer as refused
    from process.operation_item i
    where i.tenant_id = o.tenant_id and i.operation_id = o.id and i.state <> 'open') as c
  where o.tenant_id = kernel.tenant_id()`

/** One operation; refuses when there is none. */
export async function findOperation(tx: Tx, operationId: string): Promise<OperationRow> {
  const found = await tx.maybe(sql<OperationRow>`${operationRows} and o.id = ${operationId}`)
  if (!found) throw new Refused('operation_not_found', { operationId })
  return found
}

/** The running operations of a tenant, oldest first. */
export async function runningOperations(tx: Tx): Promise<string[]> {
  const rows = await tx.rows(sql<{ id: string }>`
    select id
    from process.operation
    where tenant_id = kernel.tenant_id() and status = 'running'
    order by id`)
  return rows.map(({ id }) => id)
}
