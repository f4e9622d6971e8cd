import { handle } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { requireChecks as contract } from './contract.ts'
import { missingOf, outstandingOf } from './onboarding.ts'
import { lockOnboardingFor, moveOnboarding, onboardingById } from './onboarding-table.ts'

/** Two rules that ask for the same are one check; the first says why. */
export const requireOnboardingChecks = handle(contract, async (ctx, { onboardingId, checks }) => {
  const { tx } = ctx
  const before = await lockOnboardingFor(ctx, onboardingId, 'require')
  await tx.run(sql`
    insert into people.onboarding_check (onboarding_id, item, why)
    select ${onboardingId}, item, why
    from unnest(${checks.map(({ item }) => item)}::text[], ${checks.map(({ why }) => why)}::text[]) as given (item, why)
    on conflict do nothing`)
  const { output, touched } = await moveOnboarding(ctx, before, { state: 'checking' }, { checks })
  const after = await onboardingById(tx, onboardingId)
  const missing = missingOf(after)
  return {
    output: {
      ...output,
      missing,
      outstanding: outstandingOf(after),
      needsStatus: missing.includes('legal_status'),
      needsCost: missing.includes('cost_rate'),
    },
    touched,
  }
})
