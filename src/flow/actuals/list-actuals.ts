import { managedOnly } from '#flow/projects'
import { answer } from '#kernel/handle.ts'
import { list, shownAs } from '#kernel/list.ts'
import { money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { listActuals as contract } from './contract.ts'

interface Row {
  readonly id: string
  readonly happenedOn: string
  readonly type: string
  readonly class: string
  readonly billingType: string
  readonly projectId: string | null
  readonly workPackageId: string | null
  readonly contractId: string | null
  readonly contractLineId: string | null
  readonly personId: string | null
  readonly roleCode: string | null
  readonly minutes: number
  readonly rate: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly sourceType: string
  readonly sourceId: string
  readonly originId: string | null
  readonly reversesId: string | null
  readonly batchId: string
  readonly journalId: string
}

export const listActuals = answer(contract, async (ctx, input) => {
  const { projectId, contractId, personId, type, batchId, from, to, ...page } = input
  const found = await list<Row>(
    ctx.tx,
    {
      from: sql`
        select id, happened_on as "happenedOn", transaction_type as type, transaction_class as class,
          billing_type as "billingType", project_id as "projectId", work_package_id as "workPackageId",
          contract_id as "contractId", contract_line_id as "contractLineId", person_id as "personId",
          role_code as "roleCode", minutes, rate::text as rate, amount_minor as "amountMinor", currency,
          source_type as "sourceType", source_id as "sourceId", origin_id as "originId", reverses_id as "reversesId",
          batch_id as "batchId", journal_id as "journalId"
        from actuals.actual
        where tenant_id = kernel.tenant_id()`,
      where: [
        projectId ? sql`"projectId" = ${projectId}` : undefined,
        contractId ? sql`"contractId" = ${contractId}` : undefined,
        personId ? sql`"personId" = ${personId}` : undefined,
        batchId ? sql`"batchId" = ${batchId}` : undefined,
        type ? sql`type = ${type}` : undefined,
        from ? sql`"happenedOn" >= ${from}` : undefined,
        to ? sql`"happenedOn" <= ${to}` : undefined,
        await managedOnly(ctx, sql`q."projectId"`),
      ],
      sorts: { happenedOn: 'happenedOn' },
      groups: {
        type: { by: 'type' },
        class: { by: 'class' },
        billingType: { by: 'billingType' },
        roleCode: { by: 'roleCode' },
        month: { by: 'happenedOn', kind: 'month' },
      },
      sums: { amounts: { amount: 'amountMinor' }, minutes: { minutes: 'minutes' } },
    },
    page,
  )
  return shownAs(found, ({ amountMinor, currency, sourceType, sourceId, ...row }) => ({
    ...row,
    amount: money(amountMinor, currency),
    source: { type: sourceType, id: sourceId },
  }))
})
