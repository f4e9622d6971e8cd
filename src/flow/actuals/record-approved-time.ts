/** What approved time costs and is worth, recorded once: the way from work to money. */

import type { PostingContext } from '#engines/ledger'
import { commitToLines, lockLines } from '#flow/contracts'
import { workPackagesById } from '#flow/projects'
import type { PlainDate } from '#kernel/dates.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { insertActuals, type Recorded } from './insert-actuals.ts'
import { type Movement, postMovements } from './post-movements.ts'

export type BillingType = 'chargeable' | 'non_chargeable' | 'complimentary'

/** A time entry that was approved. */
export interface ApprovedTime {
  readonly timeEntryId: string
  readonly personId: string
  readonly projectId: string
  readonly workPackageId: string
  readonly workedOn: PlainDate
  readonly minutes: number
  readonly billingType: BillingType
}

/** What was recorded together; its ledger entries name the batch as their source. */
export interface Batch {
  readonly batchId: string
  /** Chargeable amounts that found room under the cap of their line, and those that did not, in minor units by line. */
  readonly lines: readonly {
    readonly contractLineId: string
    readonly committed: bigint
    readonly overCap: bigint
  }[]
}

/**
 * Records cost and unbilled sales of approved time, evaluates caps, queues what is billable and posts cost and earned
 * revenue, set-based for any number of entries. Refuses `cost_rate_missing`, `contract_rate_missing`,
 * `exchange_rate_missing` and `period_closed`. A time entry is recorded once: the database refuses it a second time.
 */
export async function recordApprovedTime(
  ctx: PostingContext,
  entries: readonly ApprovedTime[],
): Promise<Batch> {
  const batchId = newId()
  if (entries.length === 0) return { batchId, lines: [] }
  const packages = await workPackagesById(ctx.tx, [...new Set(entries.map((entry) => entry.workPackageId))])
  const lineIds = packages.flatMap((one) => (one.contractLineId === null ? [] : [one.contractLineId]))
  // Whoever commits work against a cap holds its line until the transaction ends.
  await lockLines(ctx.tx, [...new Set(lineIds)])
  const of = <T>(pick: (entry: ApprovedTime) => T) => entries.map(pick)
  const given = sql`
    select *
    from unnest(${of((entry) => entry.timeEntryId)}::uuid[], ${of((entry) => entry.personId)}::uuid[],
      ${of((entry) => entry.projectId)}::uuid[], ${of((entry) => entry.workPackageId)}::uuid[],
      ${of((entry) => entry.workedOn)}::date[], ${of((entry) => entry.minutes)}::integer[],
      ${of((entry) => entry.billingType)}::text[])
      as given (time_entry_id, person_id, project_id, work_package_id, worked_on, minutes, billing_type)`
  const recorded = await ctx.tx.rows(
    sql<Recorded>`${insertActuals(given, { batchId, journalId: ctx.journalId })}`,
  )
  refuseMissing(recorded, entries.length)
  const lines = recorded.flatMap((row) =>
    row.kind === 'line' && row.contractLineId !== null
      ? [{ contractLineId: row.contractLineId, committed: row.amountMinor, overCap: row.overCap }]
      : [],
  )
  await commitToLines(
    ctx.tx,
    lines.map((line) => ({ lineId: line.contractLineId, minor: line.committed })),
  )
  await postMovements(ctx, batchId, recorded.filter(isMovement))
  return { batchId, lines }
}

/** Refuses what the statement could not price; the transaction takes back what it wrote. */
function refuseMissing(recorded: readonly Recorded[], expected: number): void {
  for (const row of recorded) {
    if (row.kind === 'cost_rate') throw new Refused('cost_rate_missing', { person: row.what, day: row.day })
    if (row.kind === 'contract_rate') {
      throw new Refused('contract_rate_missing', { role: row.role, line: row.what, day: row.day })
    }
    if (row.kind === 'exchange_rate') {
      throw new Refused('exchange_rate_missing', { source: row.currency, target: row.role, day: row.day })
    }
    if (row.kind === 'work' && row.amountMinor !== BigInt(expected)) {
      throw new Error(
        `${expected} time entries were to be recorded, ${row.amountMinor} have a person and a work package`,
      )
    }
  }
}

function isMovement(row: Recorded): row is Recorded & Movement {
  return row.kind === 'cost' || row.kind === 'unbilled_sales'
}
