/** The table of renewals: rows in, rows out, locks, and the lines they carry on. */
import type { Context, Handled } from '#kernel/handle.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { nextRevision, type RawBuilder, type RowOf, sql, type Tx, tables } from '#kernel/sql.ts'
import { type ContractLine, linesOf } from './contract-table.ts'
import { type RenewalState, renewalStepRefusal, renewalWanted } from './renewal.ts'
import type { ContractsTables } from './schema.ts'

const db = tables<ContractsTables>()

/** A renewal as it is kept, with the contract people know it by. */
export interface RenewalRow {
  readonly id: string
  readonly contractId: string
  readonly contractNumber: string
  readonly title: string
  readonly clientName: string
  readonly currency: string
  readonly termEndsOn: string
  readonly noticeOn: string
  readonly state: RenewalState
  readonly endsOn: string | null
  readonly upliftPercent: string | null
  readonly reason: string
  readonly toldOn: string | null
  readonly foundAt: Temporal.Instant
  readonly revision: number
}

export const renewalRows: RawBuilder<unknown> = sql`
  select renewal.id, renewal.contract_id as "contractId", contract.number as "contractNumber", contract.title,
    client.name as "clientName", contract.currency, renewal.term_ends_on as "termEndsOn", renewal.notice_on as "noticeOn",
    renewal.state, renewal.ends_on as "endsOn", renewal.uplift_percent::text as "upliftPercent", renewal.reason,
    renewal.told_on as "toldOn", renewal.found_at as "foundAt", renewal.revision
  from contracts.renewal
    join contracts.contract on contract.tenant_id = renewal.tenant_id and contract.id = renewal.contract_id
    join clients.client on client.tenant_id = contract.tenant_id and client.id = contract.client_id
  where renewal.tenant_id = kernel.tenant_id()`

const updatable = db
  .selectFrom('contracts.renewal')
  .select(['ends_on', 'uplift_percent', 'reason', 'told_on'])
type Change = Partial<RowOf<typeof updatable>> & { readonly state: RenewalState }

/** What recurs and ends in a contract with that term: what a renewal carries on. */
export async function recurringLines(
  tx: Tx,
  { contractId, termEndsOn }: RenewalRow,
): Promise<ContractLine[]> {
  const lines = await linesOf(tx, [contractId])
  return lines.filter((line) => line.billingMethod === 'recurring_fee' && line.endsOn === termEndsOn)
}

/** Holds a renewal for one of its steps until commit; refuses when it is not there, or not in the state for it. */
export async function lockRenewal(
  ctx: Pick<Context, 'tx' | 'checkRevision'>,
  renewalId: string,
  step: keyof typeof renewalWanted,
): Promise<RenewalRow> {
  const found = await ctx.tx.maybe(
    sql<RenewalRow>`${renewalRows} and renewal.id = ${renewalId} for update of renewal`,
  )
  if (!found) throw new Refused('renewal_not_found', { renewalId })
  ctx.checkRevision(found.revision)
  const { contractNumber: number, state } = found
  refuseIf(renewalStepRefusal(state, step), { number, state, wanted: renewalWanted[step].join(' or ') })
  return found
}

interface Moved {
  readonly renewalId: string
  readonly contractId: string
  readonly state: RenewalState
  readonly revision: number
}

/** Writes what a step has made of a renewal, and what is told of it. */
export async function moveRenewal(
  { tx }: Pick<Context, 'tx'>,
  { id: renewalId, contractId, state: before }: RenewalRow,
  change: Change,
): Promise<Omit<Handled<Moved>, 'events'>> {
  const { revision } = await tx.one(
    db
      .updateTable('contracts.renewal')
      .set({ ...change, revision: nextRevision })
      .where('id', '=', renewalId)
      .returning('revision'),
  )
  return {
    output: { renewalId, contractId, state: change.state, revision },
    touched: [
      { type: 'renewal', id: renewalId, before: { state: before }, after: change },
      { type: 'contract', id: contractId },
    ],
  }
}
