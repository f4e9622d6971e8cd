/** What may still be disputed, promised or given up of an invoice. */
import { type Invoice, isPosted, lockInvoices } from '#flow/billing'
import { formatMoney, type Money, money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'

const inWords = (amount: Money) => `${formatMoney(amount)} ${amount.currency}`

/** Why so much of an invoice cannot be named, or null. Pure; amounts are minor units, `free` what nobody named yet. */
export function differenceRefusal(
  invoice: Pick<Invoice, 'state' | 'openMinor' | 'currency'>,
  free: bigint,
  asked: Money,
): string | null {
  if (!isPosted(invoice.state) || invoice.openMinor <= 0n) return 'invoice_not_owed'
  if (asked.currency !== invoice.currency) return 'difference_currency_mismatch'
  return asked.minor > free || asked.minor <= 0n ? 'difference_over_open' : null
}

/** An invoice that is locked, and so much of it as was named or is free. */
export interface Difference {
  readonly invoice: Invoice
  readonly amount: Money
}

/**
 * Locks an invoice and finds how much of it is meant: what was named, or all that is free. What is disputed or asked
 * to be written off is not free a second time; a promise may be about all that is open.
 */
export async function lockDifference(
  tx: Tx,
  invoiceId: string,
  named: Money | undefined,
  of: 'free' | 'open',
): Promise<Difference> {
  const [invoice] = await lockInvoices(tx, [invoiceId])
  if (!invoice) throw new Refused('invoice_not_found', { invoiceId })
  const { currency, openMinor, number, state } = invoice
  const free = of === 'open' ? openMinor : openMinor - (await namedOf(tx, invoiceId))
  const amount = named ?? money(free, currency)
  const refusal = differenceRefusal(invoice, free, amount)
  if (refusal !== null)
    throw new Refused(refusal, {
      invoiceId,
      number,
      state,
      expected: currency,
      free: inWords(money(free > 0n ? free : 0n, currency)),
      asked: inWords(amount),
    })
  return { invoice, amount }
}

/** What is disputed or asked to be written off of an invoice. */
async function namedOf(tx: Tx, invoiceId: string): Promise<bigint> {
  const { minor } = await tx.one(sql<{ minor: bigint }>`
    select coalesce(sum(minor), 0)::bigint as minor
    from (
      select amount_minor as minor
      from collections.dispute
      where tenant_id = kernel.tenant_id() and invoice_id = ${invoiceId} and state = 'open'
      union all
      select amount_minor
      from collections.write_off
      where tenant_id = kernel.tenant_id() and invoice_id = ${invoiceId} and state = 'asked'
    ) as named`)
  return minor
}
