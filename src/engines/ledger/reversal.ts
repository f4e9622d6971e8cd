/** Reversal: an entry is undone by another one, in an open period; the original stays as it is. */
import type { PlainDate } from '#kernel/dates.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { type NewEntry, type NewLine, reversalLines } from './entry.ts'
import { type PostedEntry, type PostingContext, post } from './posting.ts'
import type { Control, Subledger } from './shapes.ts'

/** What is needed of an entry to undo it. */
export interface StandingEntry {
  readonly id: string
  readonly bookId: string
  readonly number: string
  readonly date: PlainDate
  readonly subledger: Subledger
  readonly description: string
  readonly sourceType: string
  readonly reversedBy: string | null
  readonly lines: readonly (NewLine & { readonly control: Control | null })[]
}

interface EntryRow extends Omit<StandingEntry, 'lines'> {}

interface LineRow {
  readonly entryId: string
  readonly account: string
  readonly control: Control | null
  readonly amountMinor: bigint
  readonly currency: string
  readonly functional: bigint
  readonly rate: string | null
  readonly clientId: string | null
  readonly contractId: string | null
  readonly projectId: string | null
  readonly personId: string | null
  readonly practice: string | null
  readonly region: string | null
  readonly documentType: string | null
  readonly documentId: string | null
}

/** The entries with their lines, in the order asked; one that does not exist is refused. */
export async function standingEntries(tx: Tx, entryIds: readonly string[]): Promise<StandingEntry[]> {
  const [entries, lines] = await Promise.all([
    tx.rows(sql<EntryRow>`
      select entry.id, entry.book_id as "bookId", entry.year || '-' || entry.number as number, entry.date,
        entry.subledger, entry.description, entry.source_type as "sourceType", reversal.id as "reversedBy"
      from ledger.entry
      left join ledger.entry as reversal
        on reversal.tenant_id = entry.tenant_id and reversal.reverses_id = entry.id
      where entry.tenant_id = kernel.tenant_id() and entry.id = any (${entryIds}::uuid[])`),
    tx.rows(sql<LineRow>`
      select entry_id as "entryId", account, control, amount_minor as "amountMinor", currency,
        functional_minor as functional, rate, client_id as "clientId", contract_id as "contractId",
        project_id as "projectId", person_id as "personId", practice, region, document_type as "documentType",
        document_id as "documentId"
      from ledger.line
      where tenant_id = kernel.tenant_id() and entry_id = any (${entryIds}::uuid[])
      order by entry_id, line_no`),
  ])
  const linesOf = Map.groupBy(lines, (line) => line.entryId)
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  return entryIds.map((entryId) => {
    const entry = byId.get(entryId)
    if (!entry) throw new Refused('entry_not_found', { entryId })
    return { ...entry, lines: (linesOf.get(entryId) ?? []).map(standingLine) }
  })
}

function standingLine(row: LineRow): StandingEntry['lines'][number] {
  const { entryId: _entry, account, amountMinor, currency, documentType, documentId, ...rest } = row
  return {
    ...rest,
    account: { code: account },
    amount: { minor: amountMinor, currency },
    document:
      documentType !== null && documentId !== null ? { type: documentType, id: documentId } : undefined,
  }
}

/**
 * Reverses entries for the room that posted them, dated in an open period. An entry is reversed once: a second call
 * for it is refused.
 */
export async function reverseEntries(
  ctx: PostingContext,
  entryIds: readonly string[],
  as: { readonly date: PlainDate; readonly description?: string | undefined },
): Promise<PostedEntry[]> {
  const standing = await standingEntries(ctx.tx, entryIds)
  return post(
    ctx,
    standing.map((entry): NewEntry => {
      if (entry.reversedBy !== null) {
        throw new Refused('entry_already_reversed', { entryId: entry.id, reversedBy: entry.reversedBy })
      }
      return {
        bookId: entry.bookId,
        date: as.date,
        subledger: entry.subledger,
        description: as.description ?? `Reversal of ${entry.number}: ${entry.description}`,
        source: { type: 'entry', id: entry.id },
        rule: 'reversal',
        reversesId: entry.id,
        lines: reversalLines(entry.lines),
      }
    }),
  )
}
