import { answer } from '#kernel/handle.ts'
import { list, type PageWanted } from '#kernel/list.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { history } from './contract-journal.ts'
import { type EntryRow, entryColumns, journalWithActors, type Snapshots } from './journal-rows.ts'

export const historyOfObject = answer(history, ({ tx }, input) => historyPage(tx, input))

/** A page of what was done to an object, for who has made sure that it may be seen. */
export const historyPage = (
  tx: Tx,
  { objectType, objectId, ...page }: PageWanted & { objectType: string; objectId: string },
) =>
  list<EntryRow & Snapshots>(
    tx,
    {
      from: sql`
        select ${entryColumns}, o.before, o.after
        from ${journalWithActors}
          join kernel.journal_object as o on o.tenant_id = j.tenant_id and o.journal_id = j.id
        where o.tenant_id = kernel.tenant_id() and o.object_type = ${objectType} and o.object_id = ${objectId}`,
      where: [],
      sorts: { at: 'id' },
    },
    page,
  )
