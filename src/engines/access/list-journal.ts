import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listJournal as contract } from './contract-journal.ts'
import { doneBy, type EntryRow, entryColumns, journalWithActors } from './journal-rows.ts'

export const listJournal = answer(
  contract,
  ({ tx }, { actorId, command, since, until, correlationId, ...page }) =>
    list<EntryRow>(
      tx,
      {
        from: sql`select ${entryColumns} from ${journalWithActors} where j.tenant_id = kernel.tenant_id()`,
        where: [
          actorId === undefined ? undefined : doneBy(actorId),
          command === undefined ? undefined : sql`q.command = ${command}`,
          since === undefined ? undefined : sql`q.at >= ${since}`,
          until === undefined ? undefined : sql`q.at < ${until}`,
          correlationId === undefined ? undefined : sql`q."correlationId" = ${correlationId}`,
        ],
        sorts: { at: 'id' },
      },
      page,
    ),
)
