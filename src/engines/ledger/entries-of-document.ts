import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { entriesOf as contract } from './contract.ts'
import { controls, type Subledger } from './shapes.ts'

interface Row {
  readonly id: string
  readonly bookId: string
  readonly bookName: string
  readonly number: string
  readonly date: string
  readonly subledger: Subledger
  readonly description: string
  readonly rule: string
  readonly sourceType: string
  readonly sourceId: string
  readonly debitMinor: bigint
  readonly currency: string
  readonly journalId: string
  readonly command: string
  readonly actorName: string
  readonly postedAt: Temporal.Instant
}

/** Books and controls are named so that the lines are found by the index of the subledgers. */
export const entriesOf = answer(contract, async ({ tx }, { documentType, documentId, ...page }) => {
  const { items, nextCursor } = await list<Row>(
    tx,
    {
      from: sql`
        select entry.id, entry.book_id as "bookId", book.name as "bookName", entry.year || '-' || entry.number as number,
          entry.date, entry.subledger, entry.description, entry.rule, entry.source_type as "sourceType",
          entry.source_id as "sourceId", total.debit as "debitMinor", book.currency, entry.journal_id as "journalId",
          journal.command, coalesce(principal.name, '') as "actorName", entry.posted_at as "postedAt"
        from (
          select id
          from ledger.entry
          where tenant_id = kernel.tenant_id() and source_type = ${documentType} and source_id = ${documentId}
          union
          select entry_id
          from ledger.line
          where tenant_id = kernel.tenant_id()
            and book_id in (select id from ledger.book where tenant_id = kernel.tenant_id())
            and control = any(${[...controls]}::text[]) and document_id = ${documentId} and document_type = ${documentType}
        ) as found
        join ledger.entry on entry.tenant_id = kernel.tenant_id() and entry.id = found.id
        join ledger.book on book.tenant_id = entry.tenant_id and book.id = entry.book_id
        join kernel.journal on journal.tenant_id = entry.tenant_id and journal.id = entry.journal_id
        left join access.principal on principal.tenant_id = entry.tenant_id and principal.id = journal.actor_id
        cross join lateral (
          select coalesce(sum(functional_minor) filter (where functional_minor > 0), 0)::bigint as debit
          from ledger.line
          where line.tenant_id = entry.tenant_id and line.entry_id = entry.id
        ) as total`,
      where: [],
      sorts: { date: 'date' },
    },
    page,
  )
  const shown = ({ sourceType, sourceId, debitMinor, currency, ...rest }: Row) => ({
    ...rest,
    source: { type: sourceType, id: sourceId },
    amount: money(debitMinor, currency),
  })
  return { items: items.map(shown), nextCursor }
})
