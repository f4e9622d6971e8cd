import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { nextRevision, type Tx, tables } from '#kernel/sql.ts'
import { update as contract } from './contract.ts'
import { lastDaySet } from './leaving.ts'
import { lockPerson, type Person, personById, requirePractice, requireRoles } from './person-table.ts'
import type { PeopleTables } from './schema.ts'

const db = tables<PeopleTables>()

/** The entity and the address stay: cost is kept in the currency of the one, and people sign in with the other. */
export const updatePerson = handle(contract, async (ctx, { personId, ...given }) => {
  const { tx } = ctx
  const before = await lockPerson(tx, personId)
  ctx.checkRevision(before.revision)
  const told = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const after: Person = { ...before, ...told }
  await check(tx, after)
  const { revision } = await tx.one(
    db
      .updateTable('people.person')
      .set({
        name: after.name,
        role_code: after.roleCode,
        practice_id: after.practiceId,
        manager_id: after.managerId,
        weekly_minutes: after.weeklyMinutes,
        time_zone: after.timeZone,
        ended_on: after.endedOn,
        revision: nextRevision,
      })
      .where('id', '=', personId)
      .returning('revision'),
  )
  return {
    output: { personId, revision },
    touched: [{ type: 'person', id: personId, before, after: { ...after, revision } }],
    events:
      after.endedOn === null || after.endedOn === before.endedOn
        ? []
        : [lastDaySet({ personId, personName: after.name, reason: '' }, after.endedOn)],
  }
})

async function check(
  tx: Tx,
  { id, roleCode, practiceId, managerId, startedOn, endedOn }: Person,
): Promise<void> {
  refuseIf(endedOn !== null && endedOn < startedOn ? 'person_ends_before_start' : null, {
    startedOn,
    endedOn,
  })
  refuseIf(managerId === id ? 'person_manages_themselves' : null)
  await requireRoles(tx, [roleCode])
  if (practiceId !== null) await requirePractice(tx, practiceId)
  if (managerId !== null) await personById(tx, managerId)
}
