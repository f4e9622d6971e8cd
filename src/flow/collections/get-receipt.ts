import { answer } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { candidatesOf } from './candidates.ts'
import { getReceipt as contract } from './contract.ts'
import { sentenceOf } from './match-reasons.ts'
import { matchReceipt } from './matching.ts'
import { type ReceiptRow, receiptById, receiptRows, shown } from './receipt-table.ts'

export const getReceipt = answer(contract, async ({ tx }, { receiptId }) => {
  const row = await tx.maybe(sql<ReceiptRow>`select q.* from (${receiptRows}) as q where q.id = ${receiptId}`)
  if (!row) throw new Refused('receipt_not_found', { receiptId })
  const receipt = await receiptById(tx, receiptId)
  const allocations = await allocationsOf(tx, receiptId)
  return {
    ...shown(row),
    allocations: allocations.map(({ minor, gainMinor, ...allocation }) => ({
      ...allocation,
      amount: money(minor, receipt.currency),
      exchangeGain: money(gainMinor, receipt.functionalCurrency),
    })),
    proposal:
      receipt.unappliedMinor === 0n
        ? null
        : proposalOf(receipt.currency, matchReceipt(receipt, await candidatesOf(tx, receipt))),
  }
})

function proposalOf(currency: string, { matched, parts, reason }: ReturnType<typeof matchReceipt>) {
  return {
    matched,
    allocations: parts.map(({ invoiceId, number, minor }) => ({
      invoiceId,
      invoiceNumber: number,
      amount: money(minor, currency),
    })),
    why: sentenceOf(reason),
  }
}

interface AllocationRow {
  readonly id: string
  readonly invoiceId: string
  readonly invoiceNumber: string
  readonly allocatedOn: string
  readonly minor: bigint
  readonly gainMinor: bigint
  readonly reversesId: string | null
}

function allocationsOf(tx: Tx, receiptId: string): Promise<AllocationRow[]> {
  return tx.rows(sql<AllocationRow>`
    select allocation.id, allocation.invoice_id as "invoiceId", invoice.number as "invoiceNumber",
      allocation.allocated_on as "allocatedOn", allocation.amount_minor as minor, allocation.exchange_gain_minor as "gainMinor",
      allocation.reverses_id as "reversesId"
    from collections.allocation
      join billing.invoice on invoice.tenant_id = allocation.tenant_id and invoice.id = allocation.invoice_id
    where allocation.tenant_id = kernel.tenant_id() and allocation.receipt_id = ${receiptId}
    order by allocation.allocated_on, invoice.number, allocation.id`)
}
