/** Posting: what rooms call, in their own transaction, when money moves. */
import { monthStart, type PlainDate } from '#kernel/dates.ts'
import type { Context } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import { type AccountRef, assertBalanced, type NewEntry, type NewLine } from './entry.ts'
import { type EntrySelects, insertEntries } from './insert-entries.ts'
import { postingRefusal } from './period.ts'
import { bookOf, lockPeriods, openPeriods, type Period } from './period-table.ts'
import type { Control, Subledger } from './shapes.ts'

/** What posting needs of a command's context: the transaction, the moment, and the journal entry that causes it. */
export type PostingContext = Pick<Context, 'tx' | 'call' | 'journalId'>

/** An entry as it stands in the book now. */
export interface PostedEntry {
  readonly id: string
  readonly bookId: string
  /** Year and number in the book. */
  readonly number: string
  /** False when the same source and rule were posted before; then nothing was written now. */
  readonly isNew: boolean
}

interface Dated {
  readonly bookId: string
  readonly date: PlainDate
  readonly subledger: Subledger
}

/** An account of a book as a line finds it. */
export interface FoundAccount {
  readonly bookId: string
  readonly code: string
  readonly role: string | null
  readonly currency: string | null
  readonly control: Control | null
}

/**
 * Posts entries: any number, in one statement, in the caller's transaction. An entry whose source and rule were
 * posted before is left as it is. Refuses a closed period and a currency an account does not take; an entry
 * that does not balance, or speaks of a role no account plays, is a fault of the rule that made it.
 */
export async function post(ctx: PostingContext, entries: readonly NewEntry[]): Promise<PostedEntry[]> {
  if (entries.length === 0) return []
  for (const entry of entries) assertBalanced(entry)
  const [, accounts] = await Promise.all([requireOpenPeriods(ctx.tx, entries), accountsOf(ctx.tx, entries)])
  requireAccounts(entries, accounts)
  const identified = entries.map((entry) => ({ ...entry, id: entry.id ?? newId() }))
  const rows = await ctx.tx.rows(sql<PostedEntry>`
    ${insertEntries(selectsOf(identified), { journalId: ctx.journalId, now: ctx.call.now })}
    select stands.id, stands.book_id as "bookId", stands.year || '-' || stands.number as number, stands.is_new as "isNew"
    from (
      select proposed.id as proposed_id, entered.id, entered.book_id, entered.year, entered.number, true as is_new
      from proposed
      join entered using (id)
      union all
      select proposed.id, entry.id, entry.book_id, entry.year, entry.number, false
      from proposed
      join ledger.entry using (source_type, source_id, rule, book_id)
      where entry.tenant_id = kernel.tenant_id()
    ) as stands
    join unnest(${identified.map((entry) => entry.id)}::uuid[]) with ordinality as asked (id, place)
      on asked.id = stands.proposed_id
    order by asked.place`)
  return rows
}

/** What a bulk posting wrote. */
export interface BulkPosted {
  readonly entries: bigint
  readonly lines: bigint
}

/**
 * Posts what two selects give, without bringing it through the program: a billing run posts its invoices in one
 * statement. The same rules hold as for `post`, kept by the database; what breaks them is a fault.
 */
export async function postFromSelect(ctx: PostingContext, selects: EntrySelects): Promise<BulkPosted> {
  const dated = await ctx.tx.rows(sql<Dated>`
    select distinct book_id as "bookId", date, subledger
    from (${selects.entries}) as entries`)
  if (dated.length === 0) return { entries: 0n, lines: 0n }
  await requireOpenPeriods(ctx.tx, dated)
  return ctx.tx.one(sql<BulkPosted>`
    ${insertEntries(selects, { journalId: ctx.journalId, now: ctx.call.now })}
    select (select count(*) from entered) as entries, (select count(*) from laid) as lines`)
}

/**
 * Locks the periods the entries fall in, so that nobody closes them meanwhile, and refuses closed ones. Entries of one
 * book and month are thereby posted one transaction after the other, as numbers without gaps demand anyway.
 */
async function requireOpenPeriods(tx: Tx, entries: readonly Dated[]): Promise<void> {
  const dated = new Map<string, Dated>()
  for (const entry of entries) {
    dated.set(`${entry.bookId} ${monthStart(entry.date)} ${entry.subledger}`, entry)
  }
  const wanted = new Map<string, { bookId: string; month: PlainDate }>()
  for (const { bookId, date } of dated.values()) {
    wanted.set(`${bookId} ${monthStart(date)}`, { bookId, month: monthStart(date) })
  }
  const months = [...wanted.values()]
  let periods = byMonth(await lockPeriods(tx, months))
  const missing = months.filter((one) => !periods.has(keyOf(one)))
  if (missing.length > 0) {
    for (const one of missing) await openMonth(tx, one, entries)
    periods = byMonth(await lockPeriods(tx, months))
  }
  for (const { bookId, date, subledger } of dated.values()) {
    const period = periods.get(keyOf({ bookId, month: monthStart(date) }))
    if (!period) throw new Error(`book ${bookId} has no period for ${date} after opening it`)
    refuseIf(postingRefusal(period, subledger), {
      month: period.month.slice(0, 7),
      state: period.state,
      subledger,
    })
  }
}

const keyOf = ({ bookId, month }: { bookId: string; month: PlainDate }) => `${bookId} ${month}`
const byMonth = (periods: readonly Period[]) => new Map(periods.map((period) => [keyOf(period), period]))

async function openMonth(
  tx: Tx,
  { bookId, month }: { bookId: string; month: PlainDate },
  entries: readonly Dated[],
): Promise<void> {
  const book = await bookOf(tx, bookId)
  if (month < monthStart(book.startsOn)) {
    const date = entries.find((entry) => entry.bookId === bookId && monthStart(entry.date) === month)?.date
    throw new Refused('before_book_starts', { bookId, date, startsOn: book.startsOn })
  }
  await openPeriods(tx, book, month)
}

/** The accounts the lines speak of, by role and by code. */
export function accountsOf(
  tx: Tx,
  entries: readonly Pick<NewEntry, 'bookId' | 'lines'>[],
): Promise<FoundAccount[]> {
  const refs = entries.flatMap((entry) => entry.lines.map((line) => line.account))
  const books = [...new Set(entries.map((entry) => entry.bookId))]
  const roles = [...new Set(refs.flatMap((ref) => ('role' in ref ? [ref.role] : [])))]
  const codes = [...new Set(refs.flatMap((ref) => ('code' in ref ? [ref.code] : [])))]
  return tx.rows(sql<FoundAccount>`
    select account.book_id as "bookId", account.code, null::text as role, account.currency, account.control
    from ledger.account
    where account.tenant_id = kernel.tenant_id()
      and account.book_id = any (${books}::uuid[])
      and account.code = any (${codes}::text[])
    union all
    select account.book_id, account.code, account_role.role, account.currency, account.control
    from ledger.account_role
    join ledger.account
      on account.tenant_id = account_role.tenant_id
      and account.book_id = account_role.book_id
      and account.code = account_role.account
    where account_role.tenant_id = kernel.tenant_id()
      and account_role.book_id = any (${books}::uuid[])
      and account_role.role = any (${roles}::text[])`)
}

/** Refuses lines whose account the book does not have, or which the account does not take. */
function requireAccounts(entries: readonly NewEntry[], accounts: readonly FoundAccount[]): void {
  const found = new Map(
    accounts.map((account) => [
      refKey(account.bookId, account.role === null ? { code: account.code } : { role: account.role }),
      account,
    ]),
  )
  for (const entry of entries) {
    for (const line of entry.lines) {
      const account = found.get(refKey(entry.bookId, line.account))
      if (!account) throw missingAccount(entry.bookId, line.account)
      if (account.currency !== null && account.currency !== line.amount.currency) {
        throw new Refused('account_currency_mismatch', {
          code: account.code,
          expected: account.currency,
          actual: line.amount.currency,
        })
      }
    }
  }
}

const refKey = (bookId: string, ref: AccountRef) =>
  'role' in ref ? `${bookId} role ${ref.role}` : `${bookId} code ${ref.code}`

function missingAccount(bookId: string, ref: AccountRef): Error {
  return 'role' in ref
    ? new Error(
        `no account of book ${bookId} plays the role ${ref.role}: map one when the role is introduced`,
      )
    : new Refused('account_not_found', { bookId, code: ref.code })
}

/** The entries as selects over arrays. */
function selectsOf(entries: readonly (NewEntry & { readonly id: string })[]): EntrySelects {
  const lines = entries.flatMap((entry) =>
    entry.lines.map((line, index) => ({ entryId: entry.id, lineNo: index + 1, ...line })),
  )
  const ofEntries = <T>(pick: (entry: (typeof entries)[number]) => T) => entries.map(pick)
  return {
    entries: sql`
      select *
      from unnest(${ofEntries((entry) => entry.id)}::uuid[], ${ofEntries((entry) => entry.bookId)}::uuid[],
        ${ofEntries((entry) => entry.date)}::date[], ${ofEntries((entry) => entry.subledger)}::text[],
        ${ofEntries((entry) => entry.description)}::text[], ${ofEntries((entry) => entry.source.type)}::text[],
        ${ofEntries((entry) => entry.source.id)}::uuid[], ${ofEntries((entry) => entry.rule)}::text[],
        ${ofEntries((entry) => entry.reversesId ?? null)}::uuid[])
        as given (id, book_id, date, subledger, description, source_type, source_id, rule, reverses_id)`,
    lines: linesSelect(lines),
  }
}

function linesSelect(
  lines: readonly (NewLine & { readonly entryId: string; readonly lineNo: number })[],
): RawBuilder<unknown> {
  const of = <T>(pick: (line: (typeof lines)[number]) => T) => lines.map(pick)
  return sql`
    select *
    from unnest(${of((line) => line.entryId)}::uuid[], ${of((line) => line.lineNo)}::integer[],
      ${of((line) => ('role' in line.account ? line.account.role : null))}::text[],
      ${of((line) => ('code' in line.account ? line.account.code : null))}::text[],
      ${of((line) => line.amount.minor)}::bigint[], ${of((line) => line.amount.currency)}::text[],
      ${of((line) => line.functional)}::bigint[], ${of((line) => line.rate ?? null)}::numeric[],
      ${of((line) => line.clientId ?? null)}::uuid[], ${of((line) => line.contractId ?? null)}::uuid[],
      ${of((line) => line.projectId ?? null)}::uuid[], ${of((line) => line.personId ?? null)}::uuid[],
      ${of((line) => line.practice ?? null)}::text[], ${of((line) => line.region ?? null)}::text[],
      ${of((line) => line.document?.type ?? null)}::text[], ${of((line) => line.document?.id ?? null)}::uuid[])
      as given (entry_id, line_no, role, account, amount_minor, currency, functional_minor, rate, client_id, contract_id,
        project_id, person_id, practice, region, document_type, document_id)`
}
