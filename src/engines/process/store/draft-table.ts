/** Rows of drafts. */
import type { Json as WireJson } from '#kernel/contract.ts'
import type { Context } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { json, type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import type { PartDifference } from '../replay/difference.ts'
import { type CheckedDraft, checkDraft, type DraftKind } from './draft-model.ts'
import { checkVariant, type Variation } from './variant-draft.ts'

export type DraftRow = {
  readonly id: string
  readonly kind: DraftKind
  readonly resource: string
  readonly keys: string[]
  readonly variantOf: string | null
  readonly entity: string | null
  readonly region: string | null
  readonly status: 'proposed' | 'approved' | 'rejected'
  readonly reason: string
  readonly changes: number
  readonly proposedBy: string
  readonly proposedByName: string
  readonly proposedAt: Temporal.Instant
  readonly decidedBy: string | null
  readonly decidedByName: string | null
  readonly decidedAt: Temporal.Instant | null
  readonly decidedBecause: string | null
  readonly reportId: string | null
}

const columns = sql`
  id, kind, resource, keys, variant_of as "variantOf", entity, region, status, reason, jsonb_array_length(difference) as changes, proposed_by as "proposedBy",
  proposed_at as "proposedAt", decided_by as "decidedBy", decided_at as "decidedAt",
  decided_because as "decidedBecause", report_id as "reportId",
  (select name from access.principal where principal.tenant_id = draft.tenant_id and principal.id = draft.proposed_by) as "proposedByName",
  (select name from access.principal where principal.tenant_id = draft.tenant_id and principal.id = draft.decided_by) as "decidedByName"`

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

/** What somebody proposes; a variation says of which process it is a variant, and where. */
type Proposal = Readonly<{
  kind: DraftKind
  resource: string
  xml: string
  reason: string
  variation: Variation | null
}>

/** Writes a checked draft down and gives the answer of the command that proposed it. */
export async function insertDraft(
  { tx, call }: Pick<Context, 'tx' | 'call'>,
  { kind, resource, xml, reason, variation }: Proposal,
  { keys, inForce, difference, warnings }: CheckedDraft,
) {
  const draftId = newId()
  const { of = null, entity = null, region = null } = variation ?? {}
  await tx.run(sql`
    insert into process.draft (id, kind, resource, xml, keys, variant_of, entity, region, in_force, difference, warnings,
      reason, status, proposed_by, proposed_at)
    values (${draftId}, ${kind}, ${resource}, ${xml}, ${keys}, ${of}, ${entity}, ${region}, ${json(inForce)},
      ${json(difference)}, ${json(warnings)}, ${reason}, 'proposed', ${call.actorId}, ${call.now})`)
  const variant = variation === null ? {} : { variantOf: of, entity, region }
  return {
    output: { draftId, keys: [...keys], difference, warnings },
    touched: [
      {
        type: 'definition_draft',
        id: draftId,
        after: { kind, keys: [...keys], changes: difference.length, reason, ...variant },
      },
    ],
    events: [{ type: 'definitions.proposed', key: draftId, payload: { draftId, kind, keys: [...keys] } }],
  }
}

/** Checks a draft again, as it was when it was proposed: as a variant or for itself. */
export function checkAgain(
  ctx: Pick<Context, 'tx' | 'call' | 'registry'>,
  { kind, xml, variantOf, entity, region }: WholeDraft,
): Promise<CheckedDraft> {
  return variantOf === null
    ? checkDraft(ctx, kind, xml)
    : checkVariant(ctx, { of: variantOf, entity, region }, xml)
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
