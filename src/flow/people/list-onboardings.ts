import { answer } from '#kernel/handle.ts'
import { list, shownAs } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listOnboardings as contract } from './contract.ts'
import { missingOf } from './onboarding.ts'
import { type OnboardingRow, onboardingRows } from './onboarding-table.ts'

/** What people see of an onboarding: what is missing instead of each check. */
export function shownOnboarding({ hasCost, checks, ...row }: OnboardingRow) {
  return { ...row, missing: missingOf({ ...row, hasCost, checks }) }
}

export const listPeoplesOnboardings = answer(contract, async ({ tx }, { state, kind, personId, ...page }) => {
  const found = await list<OnboardingRow>(
    tx,
    {
      from: onboardingRows,
      where: [
        state === undefined ? undefined : sql`q.state = ${state}`,
        kind === undefined ? undefined : sql`q.kind = ${kind}`,
        personId === undefined ? undefined : sql`q."personId" = ${personId}`,
      ],
      sorts: { startedOn: 'startedOn', openedAt: 'openedAt', personName: 'personName' },
      groups: { state: { by: 'state' }, kind: { by: 'kind' } },
    },
    page,
  )
  return shownAs(found, shownOnboarding)
})
