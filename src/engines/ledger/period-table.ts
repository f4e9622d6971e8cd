/** Rows of `ledger.book` and `ledger.period`. */
import { addMonths, monthStart, type PlainDate } from '#kernel/dates.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import type { PeriodState } from './period.ts'
import type { Subledger } from './shapes.ts'

export interface Book {
  readonly id: string
  readonly name: string
  /** The functional currency. */
  readonly currency: string
  readonly startsOn: PlainDate
}

/** One month of a book as its row says. `month` is the first day. */
export interface Period {
  readonly id: string
  readonly bookId: string
  readonly month: PlainDate
  readonly state: PeriodState
  readonly lockedSubledgers: readonly Subledger[]
  readonly reopeningRequestedBy: string | null
  readonly reopeningReason: string | null
  readonly revision: number
}

/** The columns of a period as its room speaks of them. */
export const periodColumns = sql`
  period.id,
  period.book_id as "bookId",
  period.month,
  period.state,
  period.locked_subledgers as "lockedSubledgers",
  period.reopening_requested_by as "reopeningRequestedBy",
  period.reopening_reason as "reopeningReason",
  period.revision`

/** The book, or the refusal that there is none. */
export async function bookOf(tx: Tx, bookId: string): Promise<Book> {
  const book = await tx.maybe(sql<Book>`
    select id, name, currency, starts_on as "startsOn"
    from ledger.book
    where tenant_id = kernel.tenant_id() and id = ${bookId}`)
  if (!book) throw new Refused('book_not_found', { bookId })
  return book
}

/** Locks a period until the transaction ends: nobody posts into it meanwhile. */
export async function lockPeriod(tx: Tx, periodId: string): Promise<Period> {
  const period = await tx.maybe(sql<Period>`
    select ${periodColumns}
    from ledger.period
    where tenant_id = kernel.tenant_id() and id = ${periodId}
    for no key update`)
  if (!period) throw new Refused('period_not_found', { periodId })
  return period
}

/** Locks the periods of the given months, by book and month, in one order for everybody. Months without a row are missing. */
export function lockPeriods(
  tx: Tx,
  months: readonly { bookId: string; month: PlainDate }[],
): Promise<Period[]> {
  return tx.rows(sql<Period>`
    select ${periodColumns}
    from ledger.period
    join unnest(${months.map((one) => one.bookId)}::uuid[], ${months.map((one) => one.month)}::date[]) as wanted (book_id, month)
      on wanted.book_id = period.book_id and wanted.month = period.month
    where period.tenant_id = kernel.tenant_id()
    order by period.book_id, period.month
    for no key update of period`)
}

/**
 * Opens the months of a book from its first one without a row to the end of the given month's year. Months come into
 * being in their order, so a month that was never opened cannot lie before a closed one.
 */
export async function openPeriods(tx: Tx, book: Book, until: PlainDate): Promise<void> {
  const newest = await tx.one(sql<{ month: PlainDate | null }>`
    select max(month) as month
    from ledger.period
    where tenant_id = kernel.tenant_id() and book_id = ${book.id}`)
  const months: PlainDate[] = []
  const last = `${until.slice(0, 4)}-12-01`
  for (
    let month = newest.month ? addMonths(newest.month, 1) : monthStart(book.startsOn);
    month <= last;
    month = addMonths(month, 1)
  ) {
    months.push(month)
  }
  await tx.run(sql`
    insert into ledger.period (id, book_id, month)
    select id, ${book.id}, month
    from unnest(${months.map(() => newId())}::uuid[], ${months}::date[]) as fresh (id, month)
    on conflict (tenant_id, book_id, month) do nothing`)
}

/** Whether an earlier month of the book is not closed, and which; and whether a later one is. */
export function neighboursOf(
  tx: Tx,
  period: Period,
): Promise<{ earlierOpen: PlainDate | null; laterClosed: PlainDate | null }> {
  return tx.one(sql<{ earlierOpen: PlainDate | null; laterClosed: PlainDate | null }>`
    select
      min(month) filter (where month < ${period.month} and state <> 'closed') as "earlierOpen",
      max(month) filter (where month > ${period.month} and state = 'closed') as "laterClosed"
    from ledger.period
    where tenant_id = kernel.tenant_id() and book_id = ${period.bookId}`)
}

/** Writes a period's lock and who asked for its reopening; gives the row as it is now. */
export function writePeriod(
  tx: Tx,
  periodId: string,
  lock: Pick<Period, 'state' | 'lockedSubledgers' | 'reopeningRequestedBy' | 'reopeningReason'>,
): Promise<Period> {
  return tx.one(sql<Period>`
    update ledger.period
    set state = ${lock.state},
      locked_subledgers = ${lock.lockedSubledgers}::text[],
      reopening_requested_by = ${lock.reopeningRequestedBy},
      reopening_reason = ${lock.reopeningReason},
      revision = revision + 1
    where tenant_id = kernel.tenant_id() and id = ${periodId}
    returning ${periodColumns}`)
}
