/** Rows of the ledger as its contracts show them. */
import { money } from '#kernel/money.ts'
import { type RawBuilder, sql } from '#kernel/sql.ts'
import type { Period } from './period-table.ts'

/** A period with its month as YYYY-MM. */
export function shownPeriod(period: Period) {
  const { id, month, state, lockedSubledgers, reopeningRequestedBy, reopeningReason, revision } = period
  return {
    id,
    month: month.slice(0, 7),
    state,
    lockedSubledgers: [...lockedSubledgers],
    reopeningRequestedBy,
    reopeningReason,
    revision,
  }
}

/** A line with its entry and account, as `lineRows` selects it. */
export interface LineRow {
  readonly id: string
  readonly entryId: string
  readonly lineNo: number
  readonly number: string
  readonly date: string
  readonly account: string
  readonly accountName: string
  readonly description: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly functionalMinor: bigint
  readonly functionalCurrency: string
  readonly rate: string | null
  readonly clientId: string | null
  readonly contractId: string | null
  readonly projectId: string | null
  readonly personId: string | null
  readonly practice: string | null
  readonly region: string | null
  readonly documentType: string | null
  readonly documentId: string | null
  readonly sourceType: string
  readonly sourceId: string
  readonly journalId: string
}

/**
 * Lines joined with what a reader wants beside them; add a where clause on `line`, `entry` or `account`. The day is the
 * same on a line and its entry; read it from where the index lies that the list walks along.
 */
const linesDatedBy = (date: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select line.entry_id || '-' || lpad(line.line_no::text, 6, '0') as id,
    line.entry_id as "entryId",
    line.line_no as "lineNo",
    entry.year || '-' || entry.number as number,
    ${date} as date,
    line.account,
    account.name as "accountName",
    entry.description,
    line.amount_minor as "amountMinor",
    line.currency,
    line.functional_minor as "functionalMinor",
    book.currency as "functionalCurrency",
    line.rate,
    line.client_id as "clientId",
    line.contract_id as "contractId",
    line.project_id as "projectId",
    line.person_id as "personId",
    line.practice,
    line.region,
    line.document_type as "documentType",
    line.document_id as "documentId",
    entry.source_type as "sourceType",
    entry.source_id as "sourceId",
    entry.journal_id as "journalId"
  from ledger.line
  join ledger.entry on entry.tenant_id = line.tenant_id and entry.id = line.entry_id
  join ledger.book on book.tenant_id = line.tenant_id and book.id = line.book_id
  join ledger.account
    on account.tenant_id = line.tenant_id
    and account.book_id = line.book_id
    and account.code = line.account`

/** Lines in the order of an account. */
export const lineRows = linesDatedBy(sql`line.date`)

/** Lines in the order of a book. */
export const linesOfBook = linesDatedBy(sql`entry.date`)

export function shownLine(row: LineRow) {
  const {
    amountMinor,
    currency,
    functionalMinor,
    functionalCurrency,
    documentType,
    documentId,
    sourceType,
    sourceId,
    ...rest
  } = row
  return {
    ...rest,
    amount: money(amountMinor, currency),
    functional: money(functionalMinor, functionalCurrency),
    document: documentType !== null && documentId !== null ? { type: documentType, id: documentId } : null,
    source: { type: sourceType, id: sourceId },
  }
}
