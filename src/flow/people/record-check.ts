import { attachFile } from '#engines/documents'
import { handle } from '#kernel/handle.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { recordCheck as contract } from './contract.ts'
import { missingOf, outstandingOf, validityRefusal } from './onboarding.ts'
import { lockOnboardingFor, moveOnboarding, onboardingById } from './onboarding-table.ts'
import type { PeopleTables } from './schema.ts'

const db = tables<PeopleTables>()

/** What follows a document that ends is recorded in its place, also of somebody who is at work; the journal keeps the one before. */
export const recordOnboardingCheck = handle(contract, async (ctx, input) => {
  const { tx, call } = ctx
  const { onboardingId, item, evidence, validUntil = null, fileId = null } = input
  const before = await lockOnboardingFor(ctx, onboardingId, 'record')
  const { personName: person, startedOn } = before
  refuseIf(validityRefusal(item, validUntil, startedOn), { checks: [item], startedOn })
  const isAsked = before.checks.some((check) => check.item === item)
  if (!isAsked) throw new Refused('check_not_required', { person, checks: [item] })
  if (fileId !== null)
    await attachFile(ctx, fileId, { objectType: 'onboarding', objectId: onboardingId, role: item })
  await tx.run(
    db
      .updateTable('people.onboarding_check')
      .set({ evidence, valid_until: validUntil, file_id: fileId, recorded_at: call.now })
      .where('onboarding_id', '=', onboardingId)
      .where('item', '=', item),
  )
  const recorded = { item, evidence, validUntil, fileId }
  const { output, touched } = await moveOnboarding(ctx, before, {}, { recorded })
  const after = await onboardingById(tx, onboardingId)
  return {
    output: { ...output, item, missing: missingOf(after), outstanding: outstandingOf(after) },
    touched,
  }
})
