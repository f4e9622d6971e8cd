import { answer } from '#kernel/handle.ts'
import { sql, tables } from '#kernel/sql.ts'
import { getOnboarding as contract } from './contract.ts'
import { shownOnboarding } from './list-onboardings.ts'
import { type CheckItem, nextActors } from './onboarding.ts'
import { onboardingById } from './onboarding-table.ts'
import type { PeopleTables } from './schema.ts'

const db = tables<PeopleTables>()

const checkRows = db
  .selectFrom('people.onboarding_check')
  .select(['item', 'why', 'evidence', 'valid_until as validUntil', 'file_id as fileId'])
  .select('recorded_at as recordedAt')
  .$narrowType<{ item: CheckItem }>()

/** What is open stands first. */
export const getPersonsOnboarding = answer(contract, async ({ tx }, { onboardingId }) => {
  const found = await onboardingById(tx, onboardingId)
  const checks = await tx.rows(
    checkRows.where('onboarding_id', '=', onboardingId).orderBy(sql`recorded_at is not null`).orderBy('item'),
  )
  return { ...shownOnboarding(found), actors: nextActors(found), checks }
})
