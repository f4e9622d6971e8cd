import { handle } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { requireChecks as contract } from './contract.ts'
import { itemsOfTheAgreement, missingOf, outstandingOf } from './onboarding.ts'
import { lockOnboardingFor, moveOnboarding, onboardingById } from './onboarding-table.ts'

/**
 * Two rules that ask for the same are one check; the first says why. What somebody showed an earlier time and is still valid on the first
 * day is taken over; what belongs to the agreement is not, since that is another one.
 */
export const requireOnboardingChecks = handle(contract, async (ctx, { onboardingId, checks }) => {
  const { tx } = ctx
  const before = await lockOnboardingFor(ctx, onboardingId, 'require')
  await tx.run(sql`
    insert into people.onboarding_check (onboarding_id, item, why, evidence, valid_until, file_id, recorded_at)
    select ${onboardingId}, given.item, given.why, coalesce(shown.evidence, ''), shown.valid_until, shown.file_id, shown.recorded_at
    from unnest(${checks.map(({ item }) => item)}::text[], ${checks.map(({ why }) => why)}::text[]) as given (item, why)
      left join lateral (
        select asked.evidence, asked.valid_until, asked.file_id, asked.recorded_at
        from people.onboarding as former
          join people.onboarding_check as asked on asked.tenant_id = former.tenant_id and asked.onboarding_id = former.id
        where former.tenant_id = kernel.tenant_id() and former.person_id = ${before.personId} and former.id <> ${onboardingId}
          and asked.item = given.item and asked.item <> all (${itemsOfTheAgreement}::text[]) and asked.recorded_at is not null
          and (asked.valid_until is null or asked.valid_until >= ${before.startedOn}::date)
        order by asked.recorded_at desc
        limit 1) as shown on true
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
