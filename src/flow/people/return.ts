/** What taking somebody on again as an employee and as a contractor have in common. */
import { entityById, type LegalEntity } from '#flow/firm'
import type { PlainDate } from '#kernel/dates.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { nextRevision, type Tx, tables } from '#kernel/sql.ts'
import { returnRefusal } from './periods.ts'
import { lockPerson, type Person, personById, requirePractice, requireRoles } from './person-table.ts'
import type { PeopleTables } from './schema.ts'

const db = tables<PeopleTables>()

/** What is agreed anew; what is not told is as before. */
interface Return {
  readonly personId: string
  readonly startedOn: PlainDate
  readonly roleCode?: string | undefined
  readonly practiceId?: string | undefined
  readonly managerId?: string | undefined
  readonly weeklyMinutes?: number | undefined
}

/** Lets who has left begin again: the days of the time before are kept, and the person has those of this one. */
export async function beginAgain(
  tx: Tx,
  { personId, startedOn, ...told }: Return,
): Promise<{ person: Person; entity: LegalEntity }> {
  const before = await lockPerson(tx, personId)
  const isUnderWay = await hasOnboardingUnderWay(tx, personId)
  refuseIf(returnRefusal(before, startedOn, isUnderWay), {
    ...{ person: before.name, endedOn: before.endedOn, startedOn },
  })
  await requireTold(tx, personId, told)
  await keepPeriod(tx, before)
  const person: Person = {
    ...before,
    ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)),
    ...{ startedOn, endedOn: null },
  }
  await tx.run(
    db
      .updateTable('people.person')
      .set({
        role_code: person.roleCode,
        practice_id: person.practiceId,
        manager_id: person.managerId,
        weekly_minutes: person.weeklyMinutes,
        started_on: startedOn,
        ended_on: null,
        revision: nextRevision,
      })
      .where('id', '=', personId),
  )
  return { person, entity: await entityById(tx, person.entityId) }
}

/** Who never came has no days to keep. */
async function keepPeriod(tx: Tx, { id, startedOn, endedOn }: Person): Promise<void> {
  if (endedOn === null || endedOn < startedOn) return
  await tx.run(
    db.insertInto('people.past_period').values({ person_id: id, started_on: startedOn, ended_on: endedOn }),
  )
}

async function hasOnboardingUnderWay(tx: Tx, personId: string): Promise<boolean> {
  const found = await tx.maybe(
    db
      .selectFrom('people.onboarding')
      .select('id')
      .where('person_id', '=', personId)
      .where('state', 'in', ['opened', 'checking', 'cleared']),
  )
  return found !== undefined
}

async function requireTold(
  tx: Tx,
  personId: string,
  { roleCode, practiceId, managerId }: Omit<Return, 'personId' | 'startedOn'>,
): Promise<void> {
  if (managerId === personId) throw new Refused('person_manages_themselves')
  if (roleCode !== undefined) await requireRoles(tx, [roleCode])
  if (practiceId !== undefined) await requirePractice(tx, practiceId)
  if (managerId !== undefined) await personById(tx, managerId)
}
