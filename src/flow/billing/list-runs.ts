import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listRuns as contract } from './contract.ts'

interface RunRow {
  readonly id: string
  readonly cutoff: string
  readonly invoiceDate: string
  readonly startedAt: Temporal.Instant
  readonly invoices: number
}

export const listRuns = answer(contract, (ctx, input) =>
  list<RunRow>(
    ctx.tx,
    {
      from: sql`
        select id, cutoff, invoice_date as "invoiceDate", started_at as "startedAt", invoices
        from billing.run
        where tenant_id = kernel.tenant_id()`,
      where: [],
      sorts: { startedAt: 'startedAt' },
    },
    input,
  ),
)
