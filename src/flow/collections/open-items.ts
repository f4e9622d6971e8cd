import { answer } from '#kernel/handle.ts'
import { list, shownAs } from '#kernel/list.ts'
import { money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { openItems as contract } from './contract.ts'
import { openItemRows } from './open-item-rows.ts'

interface OpenItem {
  readonly id: string
  readonly number: string
  readonly entityCode: string
  readonly clientId: string
  readonly clientName: string
  readonly contractId: string
  readonly invoiceDate: string
  readonly dueDate: string
  readonly currency: string
  readonly grossMinor: bigint
  readonly openMinor: bigint
  readonly disputedMinor: bigint
  readonly promisedOn: string | null
  readonly caseState: 'reminding' | 'escalated' | 'legal' | 'resolved' | null
  readonly reminders: number
  readonly daysOverdue: number
  readonly bucket: 'not_due' | '1-30' | '31-60' | '61-90' | 'over_90'
}

export const openItems = answer(contract, async ({ tx, call }, input) => {
  const found = await list<OpenItem>(
    tx,
    {
      from: openItemRows(call.today, input.asOf),
      where: [
        input.clientId && sql`q."clientId" = ${input.clientId}`,
        input.entityId && sql`q."entityId" = ${input.entityId}`,
        input.contractId && sql`q."contractId" = ${input.contractId}`,
        input.bucket && sql`q.bucket = ${input.bucket}`,
        input.overdueOnly && sql`q.late > 0`,
      ].map((condition) => condition || undefined),
      sorts: { dueDate: 'dueDate', number: 'number' },
      groups: {
        clientId: { by: 'clientId', label: 'clientName', kind: 'id' },
        entityId: { by: 'entityId', label: 'entityCode', kind: 'id' },
        bucket: { by: 'bucket' },
      },
      sums: { amounts: { gross: 'grossMinor', open: 'openMinor', disputed: 'disputedMinor' } },
    },
    input,
  )
  return shownAs(found, (item) => ({
    ...item,
    gross: money(item.grossMinor, item.currency),
    open: money(item.openMinor, item.currency),
    disputed: money(item.disputedMinor, item.currency),
  }))
})
