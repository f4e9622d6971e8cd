/** Rules of allocating a receipt to invoices. Pure: no database, no clock. */
import { type InvoiceState, isPosted } from '#flow/billing'
import type { PlainDate } from '#kernel/dates.ts'
import { prorate } from '#kernel/money.ts'

/** An amount in its currency with the value it was booked with, both in minor units. */
export interface Booked {
  readonly minor: bigint
  readonly functional: bigint
}

/** Who owes, whom, and in which currency. */
interface Parties {
  readonly entityId: string
  readonly clientId: string
  readonly currency: string
}

/** Why this invoice may not be paid by this receipt with this amount, or null. */
export function allocationRefusal(
  receipt: Parties,
  invoice: Parties & { readonly state: InvoiceState; readonly openMinor: bigint },
  minor: bigint,
): string | null {
  if (invoice.entityId !== receipt.entityId) return 'invoice_of_other_entity'
  if (invoice.clientId !== receipt.clientId) return 'invoice_of_other_client'
  if (invoice.currency !== receipt.currency) return 'invoice_currency_mismatch'
  if (!isPosted(invoice.state)) return 'invoice_not_payable'
  return minor > invoice.openMinor ? 'invoice_over_allocated' : null
}

/**
 * Takes a part off: it leaves with its share of the booked value, the last part with all that is left of it, so that
 * parts taken one after the other sum up to the whole.
 */
export function take(whole: Booked, minor: bigint): { readonly part: Booked; readonly left: Booked } {
  if (minor <= 0n || minor > whole.minor) throw new Error(`cannot take ${minor} of ${whole.minor}`)
  const functional = prorate({ minor: whole.functional, currency: '' }, minor, whole.minor).minor
  return {
    part: { minor, functional },
    left: { minor: whole.minor - minor, functional: whole.functional - functional },
  }
}

/** The day an allocation takes effect when nobody says: today, but neither before the cash nor before the invoice. */
export function allocationDay(...days: readonly [PlainDate, ...PlainDate[]]): PlainDate {
  return days.reduce((latest, day) => (day > latest ? day : latest))
}
