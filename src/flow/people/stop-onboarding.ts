/** What declining and calling off have in common. */
import { addDays } from '#kernel/dates.ts'
import type { Context } from '#kernel/handle.ts'
import { endPerson } from './leaving.ts'
import { moveOnboarding, type OnboardingRow } from './onboarding-table.ts'

/** Who does not come has not worked a day: they end on the day before they would have begun. */
export async function stopOnboarding(
  ctx: Context,
  before: OnboardingRow,
  state: 'declined' | 'withdrawn',
  reason: string,
) {
  const { id: onboardingId, personId, personName, startedOn } = before
  const left = await endPerson(ctx.tx, { personId, personName, reason }, addDays(startedOn, -1))
  return {
    ...(await moveOnboarding(ctx, before, { state, reason })),
    events: [
      {
        type: 'people.onboardingStopped',
        key: onboardingId,
        payload: { onboardingId, personId, state, reason },
      },
      left,
    ],
  }
}
