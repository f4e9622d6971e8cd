/** What declining and calling off have in common. */
import { addDays } from '#kernel/dates.ts'
import type { Context } from '#kernel/handle.ts'
import { endPerson, moveOnboarding, type OnboardingRow } from './onboarding-table.ts'

/** Who does not come has not worked a day: they end on the day before they would have begun. */
export async function stopOnboarding(
  ctx: Context,
  before: OnboardingRow,
  state: 'declined' | 'withdrawn',
  reason: string,
) {
  const { id: onboardingId, personId, startedOn } = before
  await endPerson(ctx.tx, personId, addDays(startedOn, -1))
  return {
    ...(await moveOnboarding(ctx, before, { state, reason })),
    events: [
      {
        type: 'people.onboardingStopped',
        key: onboardingId,
        payload: { onboardingId, personId, state, reason },
      },
    ],
  }
}
