/** The last day of work of somebody: written in one place and told, so that what is planned with them ends. */
import { addDays, type PlainDate } from '#kernel/dates.ts'
import type { BusinessEvent } from '#kernel/handle.ts'
import { nextRevision, type Tx, tables } from '#kernel/sql.ts'
import type { PeopleTables } from './schema.ts'

const db = tables<PeopleTables>()

/** Who leaves, when, and what was said of it. */
export interface Leaving {
  readonly personId: string
  readonly personName: string
  readonly reason: string
}

/** Sets the last day of work of a person, or the day before the first for one who never came, and gives what is told of it. */
export async function endPerson(tx: Tx, leaving: Leaving, endedOn: PlainDate): Promise<BusinessEvent> {
  await tx.run(
    db
      .updateTable('people.person')
      .set({ ended_on: endedOn, revision: nextRevision })
      .where('id', '=', leaving.personId),
  )
  return lastDaySet(leaving, endedOn)
}

/** Told of each last day; `from` is the first day without them. */
export function lastDaySet({ personId, personName, reason }: Leaving, lastDay: PlainDate): BusinessEvent {
  const payload = { personId, personName, reason, lastDay, from: addDays(lastDay, 1) }
  return { type: 'people.lastDaySet', key: personId, payload }
}
