import type { Json } from '#kernel/contract.ts'
import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { getJournalEntry as contract } from './contract-journal.ts'
import { type EntryRow, entryColumns, journalWithActors, type Snapshots } from './journal-rows.ts'

type Entry = EntryRow & { readonly input: Json; readonly output: Json; readonly events: Json }

export const getJournalEntry = answer(contract, async ({ tx }, { journalId }) => {
  const entry = await tx.maybe(sql<Entry>`
    select ${entryColumns}, j.input, j.output, j.events
    from ${journalWithActors}
    where j.tenant_id = kernel.tenant_id() and j.id = ${journalId}`)
  if (!entry) throw new Refused('journal_entry_not_found', { journalId })
  const [objects, caused] = await Promise.all([
    tx.rows(sql<Snapshots & { objectType: string; objectId: string }>`
      select object_type as "objectType", object_id as "objectId", before, after
      from kernel.journal_object
      where tenant_id = kernel.tenant_id() and journal_id = ${journalId}
      order by object_type, object_id`),
    tx.rows(sql<{ journalId: string; command: string }>`
      select id as "journalId", command
      from kernel.journal
      where tenant_id = kernel.tenant_id() and correlation_id = ${entry.correlationId} and cause_id = ${journalId}
      order by id`),
  ])
  return { ...entry, objects, caused }
})
