import { sql, type Tx } from '#kernel/sql.ts'

/**
 * Writes the client's order number on lines of a quote: on those one client pays, or on all. It is no part of the offer, so
 * it may come when the quote has long been read-only. Gives how many lines there were.
 */
export async function orderLines(
  tx: Tx,
  quoteId: string,
  { purchaseOrder, billToId }: { readonly purchaseOrder: string; readonly billToId: string | null },
): Promise<number> {
  const lines = await tx.run(sql`
    update quotes.quote_line
    set purchase_order = ${purchaseOrder}
    where tenant_id = kernel.tenant_id() and quote_id = ${quoteId} and (${billToId}::uuid is null or bill_to_id = ${billToId})`)
  if (lines > 0)
    await tx.run(sql`
      update quotes.quote
      set revision = revision + 1
      where tenant_id = kernel.tenant_id() and id = ${quoteId}`)
  return lines
}
