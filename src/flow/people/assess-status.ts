import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { assessStatus as contract } from './contract.ts'
import { missingOf } from './onboarding.ts'
import { lockOnboardingFor, moveOnboarding, onboardingById } from './onboarding-table.ts'
import type { PeopleTables } from './schema.ts'

const db = tables<PeopleTables>()

export const assessLegalStatus = handle(contract, async (ctx, { onboardingId, legalStatus, reason }) => {
  const { tx, call } = ctx
  const before = await lockOnboardingFor(ctx, onboardingId, 'record')
  const isAsked = before.checks.some(({ item }) => item === 'legal_status')
  if (!isAsked)
    throw new Refused('check_not_required', { person: before.personName, checks: ['legal_status'] })
  await tx.run(
    db
      .updateTable('people.onboarding_check')
      .set({ evidence: reason, recorded_at: call.now })
      .where('onboarding_id', '=', onboardingId)
      .where('item', '=', 'legal_status'),
  )
  const { output, touched } = await moveOnboarding(
    ctx,
    before,
    { legal_status: legalStatus },
    { legalStatus, reason },
  )
  const missing = missingOf(await onboardingById(tx, onboardingId))
  return { output: { ...output, legalStatus, missing }, touched }
})
