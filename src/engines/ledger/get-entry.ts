import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { getEntry as contract } from './contract.ts'
import type { Subledger } from './shapes.ts'
import { type LineRow, lineRows, shownLine } from './wire.ts'

interface EntryRow {
  readonly id: string
  readonly bookId: string
  readonly bookName: string
  readonly number: string
  readonly date: string
  readonly subledger: Subledger
  readonly description: string
  readonly sourceType: string
  readonly sourceId: string
  readonly rule: string
  readonly reversesId: string | null
  readonly reversedById: string | null
  readonly journalId: string
  readonly command: string
  readonly actorId: string
  readonly actorName: string
  readonly postedAt: Temporal.Instant
}

export const getEntry = answer(contract, async ({ tx }, { entryId }) => {
  const [entry, lines] = await Promise.all([
    tx.maybe(sql<EntryRow>`
      select entry.id, entry.book_id as "bookId", book.name as "bookName",
        entry.year || '-' || entry.number as number, entry.date, entry.subledger, entry.description,
        entry.source_type as "sourceType", entry.source_id as "sourceId", entry.rule, entry.reverses_id as "reversesId",
        reversal.id as "reversedById", entry.journal_id as "journalId", journal.command, journal.actor_id as "actorId",
        coalesce(principal.name, '') as "actorName", entry.posted_at as "postedAt"
      from ledger.entry
      join ledger.book on book.tenant_id = entry.tenant_id and book.id = entry.book_id
      join kernel.journal on journal.tenant_id = entry.tenant_id and journal.id = entry.journal_id
      left join access.principal on principal.tenant_id = entry.tenant_id and principal.id = journal.actor_id
      left join ledger.entry as reversal
        on reversal.tenant_id = entry.tenant_id and reversal.reverses_id = entry.id
      where entry.tenant_id = kernel.tenant_id() and entry.id = ${entryId}`),
    tx.rows(sql<LineRow>`
      ${lineRows}
      where line.tenant_id = kernel.tenant_id() and line.entry_id = ${entryId}
      order by line.line_no`),
  ])
  if (!entry) throw new Refused('entry_not_found', { entryId })
  const { sourceType, sourceId, ...rest } = entry
  return { ...rest, source: { type: sourceType, id: sourceId }, lines: lines.map(shownLine) }
})
