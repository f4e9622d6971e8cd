import { answer } from '#kernel/handle.ts'
import { list, shownAs } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listReceipts as contract } from './contract.ts'
import { type ReceiptRow, receiptRows, shown } from './receipt-table.ts'

export const listReceipts = answer(contract, async ({ tx }, input) => {
  const found = await list<ReceiptRow>(
    tx,
    {
      from: receiptRows,
      where: [
        input.clientId && sql`q."clientId" = ${input.clientId}`,
        input.entityId && sql`q."entityId" = ${input.entityId}`,
        input.bankReference && sql`q."bankReference" = ${input.bankReference}`,
        input.from && sql`q."receivedOn" >= ${input.from}`,
        input.to && sql`q."receivedOn" <= ${input.to}`,
        input.unappliedOnly && sql`q."unappliedMinor" > 0`,
      ].map((condition) => condition || undefined),
      sorts: { receivedOn: 'receivedOn' },
      groups: {
        clientId: { by: 'clientId', label: 'clientName', kind: 'id' },
        entityId: { by: 'entityId', label: 'entityCode', kind: 'id' },
        month: { by: 'receivedOn', kind: 'month' },
      },
      sums: { amounts: { amount: 'amountMinor', unapplied: 'unappliedMinor' } },
    },
    input,
  )
  return shownAs(found, shown)
})
