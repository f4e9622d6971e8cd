/** Rows of drafts. */
import type { Json as WireJson } from '#kernel/contract.ts'
import type { Context } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import type { PartDifference } from '../replay/difference.ts'
import type { DraftKind } from './draft-model.ts'

export type DraftRow = {
  readonly id: string
  readonly kind: DraftKind
  readonly resource: string
  readonly keys: string[]
  readonly status: 'proposed' | 'approved' | 'rejected'
  readonly reason: string
  readonly changes: number
  readonly proposedBy: string
  readonly proposedAt: Temporal.Instant
  readonly decidedBy: string | null
  readonly decidedAt: Temporal.Instant | null
  readonly decidedBecause: string | null
  readonly reportId: string | null
}

const columns = sql`
  id, kind, resource, keys, status, reason, jsonb_array_length(difference) as changes, proposed_by as "proposedBy",
  proposed_at as "proposedAt", decided_by as "decidedBy", decided_at as "decidedAt",
  decided_because as "decidedBecause", report_id as "reportId"`

/** All drafts. */
export const draftRows: RawBuilder<DraftRow> = sql<DraftRow>`
  select ${columns}
  from process.draft
  where tenant_id = kernel.tenant_id()`

export type WholeDraft = DraftRow & {
  readonly xml: string
  readonly inForce: { [key: string]: WireJson }
  readonly difference: PartDifference[]
  readonly warnings: { code: string; element: string; message: string }[]
}

/** One draft with its model; refuses when there is none. */
export async function findDraft(tx: Tx, draftId: string): Promise<WholeDraft> {
  const found = await tx.maybe(sql<WholeDraft>`
    select ${columns}, xml, in_force as "inForce", difference, warnings
    from process.draft
    where tenant_id = kernel.tenant_id() and id = ${draftId}`)
  if (!found) throw new Refused('draft_not_found', { draftId })
  return found
}

/** A draft nobody has decided yet, locked until the transaction ends. */
export async function lockProposed(tx: Tx, draftId: string): Promise<WholeDraft> {
  await tx.run(sql`
    select id
    from process.draft
    where tenant_id = kernel.tenant_id() and id = ${draftId}
    for update`)
  const draft = await findDraft(tx, draftId)
  if (draft.status !== 'proposed') throw new Refused('draft_decided', { draftId, status: draft.status })
  return draft
}

/** Writes down how a draft was decided and gives the answer of the command that did so. */
export async function decideDraft(
  { tx, call }: Context,
  draft: DraftRow,
  status: 'approved' | 'rejected',
  reason: string,
  reportId: string | null,
) {
  await tx.run(sql`
    update process.draft
    set status = ${status}, decided_by = ${call.actorId}, decided_at = ${call.now}, decided_because = ${reason},
      report_id = ${reportId}
    where tenant_id = kernel.tenant_id() and id = ${draft.id}`)
  return {
    output: { draftId: draft.id, status },
    touched: [
      {
        type: 'definition_draft',
        id: draft.id,
        before: { status: 'proposed' },
        after: { status, reason, ...(reportId === null ? {} : { reportId }) },
      },
    ],
  }
}

export type DraftReport = { id: string; runAt: Temporal.Instant; instances: number; differing: number }

/** The replay reports of a draft that are not older than it, the latest first. */
export function reportsOf(tx: Tx, draft: Pick<DraftRow, 'id' | 'proposedAt'>): Promise<DraftReport[]> {
  return tx.rows(sql<DraftReport>`
    select id, run_at as "runAt", instances, differing
    from process.replay_report
    where tenant_id = kernel.tenant_id() and against ->> 'draftId' = ${draft.id} and run_at >= ${draft.proposedAt}
    order by run_at desc, id desc`)
}
