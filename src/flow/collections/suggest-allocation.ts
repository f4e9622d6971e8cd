import type { PlainDate } from '#kernel/dates.ts'
import { answer } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { candidatesOf } from './candidates.ts'
import { suggestAllocation as contract } from './contract.ts'
import { sentenceOf } from './match-reasons.ts'
import { allAllocated, type Match, matchReceipt } from './matching.ts'
import { receiptById } from './receipt-table.ts'
import { type OpenItem, rankItems } from './suggestion.ts'

/** Only what can be allocated is offered: open items of the same entity and currency. */
export const suggestAllocation = answer(contract, async ({ tx }, { receiptId }) => {
  const receipt = await receiptById(tx, receiptId)
  const candidates = receipt.unappliedMinor === 0n ? [] : await candidatesOf(tx, receipt)
  const match: Match = receipt.unappliedMinor === 0n ? allAllocated : matchReceipt(receipt, candidates)
  const open = candidates.filter(
    ({ entityId, currency, openMinor }) =>
      entityId === receipt.entityId && currency === receipt.currency && openMinor > 0n,
  )
  const rows = await itemsOf(
    tx,
    open.map(({ id }) => id),
  )
  const decided = match.matched
    ? new Map(match.parts.map(({ invoiceId, minor }) => [invoiceId, minor]))
    : null
  const ranked = rankItems(receipt, rows, decided)
  const inCurrency = (minor: bigint) => money(minor, receipt.currency)
  const given = ranked.reduce((sum, { suggestedMinor }) => sum + suggestedMinor, 0n)
  return {
    receiptId,
    unapplied: inCurrency(receipt.unappliedMinor),
    certain: match.matched,
    why: sentenceOf(match.reason),
    reason: match.reason,
    items: ranked.map(({ item: { number, openMinor, ...item }, reasons, daysOverdue, suggestedMinor }) => ({
      ...item,
      invoiceNumber: number,
      daysOverdue,
      open: inCurrency(openMinor),
      suggested: inCurrency(suggestedMinor),
      reasons: [...reasons],
    })),
    left: inCurrency(receipt.unappliedMinor - given),
  }
})

interface ItemRow extends OpenItem {
  readonly contractNumber: string
  readonly invoiceDate: PlainDate
}

function itemsOf(tx: Tx, invoiceIds: readonly string[]): Promise<ItemRow[]> {
  return tx.rows(sql<ItemRow>`
    select invoice.id as "invoiceId", invoice.number, contract.number as "contractNumber",
      contract.purchase_order as "purchaseOrder", invoice.invoice_date as "invoiceDate", invoice.due_date as "dueDate",
      invoice.open_minor as "openMinor"
    from billing.invoice
      join contracts.contract on contract.tenant_id = invoice.tenant_id and contract.id = invoice.contract_id
    where invoice.tenant_id = kernel.tenant_id() and invoice.id = any(${invoiceIds}::uuid[])
    order by invoice.id`)
}
