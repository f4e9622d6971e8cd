import { answer } from '#kernel/handle.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { accountsOfBook } from './account-table.ts'
import { exportBook as contract } from './contract.ts'
import { type ExportedAccount, type ExportedEntry, hledgerJournal } from './hledger.ts'
import { bookOf } from './period-table.ts'
import { type LineRow, lineRows } from './wire.ts'

export const exportBook = answer(contract, async ({ tx }, { bookId, from, to }) => {
  const book = await bookOf(tx, bookId)
  const accounts = await tx.rows(sql<ExportedAccount>`${accountsOfBook(bookId)} order by account.code`)
  const lines = await linesBetween(tx, bookId, from ?? null, to ?? null)
  const entries = [...Map.groupBy(lines, (line) => line.entryId).values()].map(exportedEntry)
  const span = [from, to].filter((day) => day !== undefined).join('-to-') || 'all'
  const firm = (book.name.match(/[0-9A-Za-z]+/g) ?? ['book']).join('-').toLowerCase()
  return {
    fileName: `${firm}-${span}.journal`,
    text: hledgerJournal(book, accounts, entries),
  }
})

function linesBetween(tx: Tx, bookId: string, from: string | null, to: string | null): Promise<LineRow[]> {
  return tx.rows(sql<LineRow>`
    ${lineRows}
    where line.tenant_id = kernel.tenant_id()
      and line.book_id = ${bookId}
      and line.date between coalesce(${from}::date, '-infinity') and coalesce(${to}::date, 'infinity')
    order by line.date, entry.year, entry.number, line.line_no`)
}

function exportedEntry(lines: readonly LineRow[]): ExportedEntry {
  const [first] = lines
  if (!first) throw new Error('an entry without lines cannot be exported')
  const { entryId: id, number, date, description, sourceType, sourceId, journalId } = first
  return {
    id,
    number,
    date,
    description,
    sourceType,
    sourceId,
    journalId,
    lines: lines.map((line) => ({
      account: line.account,
      amountMinor: line.amountMinor,
      currency: line.currency,
      functionalMinor: line.functionalMinor,
      tags: {
        client: line.clientId,
        contract: line.contractId,
        project: line.projectId,
        person: line.personId,
        practice: line.practice,
        region: line.region,
        document: line.documentId,
      },
    })),
  }
}
