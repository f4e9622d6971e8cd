/** Rows of replay reports. */
import type { Json as WireJson } from '#kernel/contract.ts'
import type { Context } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { json, type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import type { ReplayReport, Summary } from './report.ts'

/** Differing instances written with one statement. */
const rowsAtOnce = 1_000

/** Keeps a report with the instances that came out otherwise. */
export async function insertReport(
  { tx, call }: Context,
  id: string,
  {
    filter,
    against,
    report,
    remaining,
  }: Readonly<{ filter: object; against: object; report: ReplayReport; remaining: number }>,
): Promise<void> {
  const { instances, events, differing } = report
  await tx.run(sql`
    insert into process.replay_report (id, filter, against, instances, remaining, differing, events, summary, run_by,
      run_at)
    values (${id}, ${json(filter)}, ${json(against)}, ${instances}, ${remaining}, ${differing.length}, ${events},
      ${json(report.summary())}, ${call.actorId}, ${call.now})`)
  for (let at = 0; at < differing.length; at += rowsAtOnce) {
    await tx.run(sql`
      insert into process.replay_difference (report_id, instance_id, process_key, business_key, differences, cases, tasks)
      select ${id}::uuid, instance_id, process_key, business_key, differences, cases, tasks
      from jsonb_to_recordset(${json(differing.slice(at, at + rowsAtOnce))})
        as row (instance_id uuid, process_key text, business_key text, differences jsonb, cases jsonb, tasks jsonb)`)
  }
}

export type ReportRow = {
  readonly id: string
  readonly filter: WireJson
  readonly against: WireJson
  readonly instances: number
  readonly remaining: number
  readonly differing: number
  readonly events: number
  readonly summary: Omit<Summary, 'changes'> & {
    changes: { before: WireJson; after: WireJson; count: number }[]
  }
  readonly runBy: string
  readonly runAt: Temporal.Instant
}

/** All reports. */
export const reportRows: RawBuilder<ReportRow> = sql<ReportRow>`
  select id, filter, against, instances, remaining, differing, events, summary, run_by as "runBy", run_at as "runAt"
  from process.replay_report
  where tenant_id = kernel.tenant_id()`

/** One report; refuses when there is none. */
export async function findReport(tx: Tx, reportId: string): Promise<ReportRow> {
  const found = await tx.maybe(sql<ReportRow>`${reportRows} and id = ${reportId}`)
  if (!found) throw new Refused('replay_not_found', { reportId })
  return found
}
