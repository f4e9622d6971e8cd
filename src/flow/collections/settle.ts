/** Paying locked invoices from a locked receipt: the ledger, the invoices, the allocations, and what is told of it. */
import { type NewEntry, post, unappliedSettled } from '#engines/ledger'
import { applyPayments, type Invoice } from '#flow/billing'
import type { PlainDate } from '#kernel/dates.ts'
import type { BusinessEvent, Context, Touched } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { formatMoney, money } from '#kernel/money.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { type Booked, take } from './allocation.ts'
import { casesSettled } from './case-table.ts'
import { type Receipt, setUnapplied } from './receipt-table.ts'

/** What a locked invoice is to be paid with; it was checked that both have so much. */
export interface Payment {
  readonly invoice: Invoice
  readonly minor: bigint
}

/** A payment as it was made. Functional amounts are in the entity's currency. */
export interface Settled {
  readonly id: string
  readonly invoice: Invoice
  /** What left the cash that waited, and what left the receivable. */
  readonly cash: Booked
  readonly receivable: Booked
}

export interface Settlement {
  readonly receipt: Receipt
  readonly settled: readonly Settled[]
  readonly touched: readonly Touched[]
  readonly events: readonly BusinessEvent[]
}

/**
 * The receivable leaves with its share of the value it was booked with, the cash with its share of the value it came
 * with; the difference is realised (IAS 21.28). A fixed number of statements, however many invoices are paid.
 */
export async function settle(
  ctx: Context,
  receipt: Receipt,
  payments: readonly Payment[],
  allocatedOn: PlainDate,
): Promise<Settlement> {
  const { left, settled } = share(receipt, payments)
  await post(
    ctx,
    settled.map((one) => entryOf(receipt, one, allocatedOn)),
  )
  const after = await setUnapplied(ctx.tx, receipt, {
    unappliedMinor: left.minor,
    functionalUnappliedMinor: left.functional,
  })
  const invoices = await applyPayments(
    ctx.tx,
    settled.map(({ invoice, receivable }) => ({
      invoice,
      minor: receivable.minor,
      functionalMinor: receivable.functional,
    })),
  )
  await insertAllocations(ctx, receipt, settled, allocatedOn)
  const paid = settled.map((one, index) => ({ ...one, invoice: invoices[index] as Invoice }))
  const { touched, events } = told(receipt, after, paid, payments)
  const done = paid.filter(({ invoice }) => invoice.openMinor === 0n).map(({ invoice }) => invoice.id)
  return {
    receipt: after,
    settled: paid,
    touched,
    events: [...events, ...(await casesSettled(ctx.tx, done))],
  }
}

function share(receipt: Receipt, payments: readonly Payment[]) {
  let left: Booked = { minor: receipt.unappliedMinor, functional: receipt.functionalUnappliedMinor }
  const settled = payments.map(({ invoice, minor }): Settled => {
    const cash = take(left, minor)
    left = cash.left
    const open = { minor: invoice.openMinor, functional: invoice.functionalOpenMinor ?? 0n }
    return { id: newId(), invoice, cash: cash.part, receivable: take(open, minor).part }
  })
  return { left, settled }
}

function entryOf(receipt: Receipt, { id, invoice, cash, receivable }: Settled, date: PlainDate): NewEntry {
  const valued = (booked: Booked) => ({
    amount: money(booked.minor, receipt.currency),
    functional: booked.functional,
  })
  const lines = unappliedSettled.lines({
    unapplied: valued(cash),
    settled: valued(receivable),
    about: {
      clientId: invoice.clientId,
      contractId: invoice.contractId,
      document: { type: 'invoice', id: invoice.id },
    },
  })
  return {
    // The entry has the id of its allocation, so that taking that back finds what to reverse.
    id,
    bookId: receipt.entityId,
    date,
    subledger: 'cash',
    description: `Receipt ${receipt.bankReference} pays invoice ${invoice.number}`,
    source: { type: 'allocation', id },
    rule: unappliedSettled.name,
    // The cash that waited belongs to its receipt and to no contract: so each receipt can be held against the books.
    lines: lines.map((line) =>
      'role' in line.account && line.account.role === 'unapplied_cash'
        ? { ...line, contractId: null, document: { type: 'receipt', id: receipt.id } }
        : line,
    ),
  }
}

async function insertAllocations(
  { tx, journalId }: { readonly tx: Tx; readonly journalId: string },
  receipt: Receipt,
  settled: readonly Settled[],
  allocatedOn: PlainDate,
): Promise<void> {
  await tx.run(sql`
    insert into collections.allocation (id, receipt_id, invoice_id, allocated_on, amount_minor, functional_minor,
      exchange_gain_minor, journal_id)
    select id, ${receipt.id}, invoice_id, ${allocatedOn}, minor, functional, gain, ${journalId}
    from unnest(${settled.map(({ id }) => id)}::uuid[], ${settled.map(({ invoice }) => invoice.id)}::uuid[],
      ${settled.map(({ receivable }) => receivable.minor)}::bigint[], ${settled.map(({ receivable }) => receivable.functional)}::bigint[],
      ${settled.map(({ cash, receivable }) => cash.functional - receivable.functional)}::bigint[])
      as settled (id, invoice_id, minor, functional, gain)`)
}

function told(before: Receipt, after: Receipt, settled: readonly Settled[], payments: readonly Payment[]) {
  const touched: Touched[] = [
    {
      type: 'receipt',
      id: after.id,
      before: { unappliedMinor: before.unappliedMinor },
      after: { unappliedMinor: after.unappliedMinor },
    },
    ...settled.map(({ invoice }, index) => ({
      type: 'invoice',
      id: invoice.id,
      before: { state: payments[index]?.invoice.state, openMinor: payments[index]?.invoice.openMinor },
      after: { state: invoice.state, openMinor: invoice.openMinor },
    })),
  ]
  const events: BusinessEvent[] = [
    {
      type: 'collections.receiptAllocated',
      key: after.id,
      payload: {
        receiptId: after.id,
        clientId: after.clientId,
        unapplied: formatMoney(money(after.unappliedMinor, after.currency)),
        currency: after.currency,
        invoiceIds: settled.map(({ invoice }) => invoice.id),
      },
    },
    ...settled
      .filter(({ invoice }) => invoice.openMinor === 0n)
      .map(({ invoice }) => ({
        type: 'collections.invoicePaid',
        key: invoice.id,
        payload: {
          invoiceId: invoice.id,
          number: invoice.number,
          contractId: invoice.contractId,
          clientId: invoice.clientId,
        },
      })),
  ]
  return { touched, events }
}
