/** How an onboarding begins, of an employee and of a contractor. */
import type { LegalEntity } from '#flow/firm'
import type { Context } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import type { Rate } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { writeCostRate } from './cost-rate-table.ts'
import { agreementMonths } from './onboarding.ts'
import { rateForLimits } from './onboarding-table.ts'
import type { PeopleTables } from './schema.ts'

const db = tables<PeopleTables>()

/** Who is taken on, the first time or again. */
interface TakenOn {
  readonly id: string
  readonly name: string
  readonly number: string
  readonly roleCode: string
  readonly startedOn: string
}

/** What was signed. */
export interface Agreement {
  readonly kind: 'employee' | 'contractor'
  readonly agreementNumber: string
  readonly agreementEndsOn: string | null
  readonly probationEndsOn: string | null
  readonly company: string
}

/** Writes the onboarding of somebody who is taken on; whoever needs what they were told reads it in what is given back. */
export async function openOnboarding({ tx, call }: Context, person: TakenOn, agreement: Agreement) {
  const { agreementEndsOn: endsOn, probationEndsOn } = agreement
  const early = [endsOn, probationEndsOn].find((day) => day !== null && day < person.startedOn)
  if (early)
    throw new Refused('agreement_end_wrong', { person: person.name, endsOn: early, from: person.startedOn })
  const onboardingId = newId()
  await tx.run(
    db.insertInto('people.onboarding').values({
      id: onboardingId,
      person_id: person.id,
      started_on: person.startedOn,
      kind: agreement.kind,
      agreement_number: agreement.agreementNumber,
      agreement_ends_on: endsOn,
      company: agreement.company,
      probation_ends_on: probationEndsOn,
      opened_at: call.now,
    }),
  )
  return onboardingId
}

/** The same of a contractor: what an hour costs is part of the agreement, so it is known from the first day. */
export async function openEngagement(
  ctx: Context,
  taken: { person: TakenOn & Parameters<typeof writeCostRate>[1]; entity: LegalEntity },
  { costRate, ...terms }: Omit<Agreement, 'kind' | 'probationEndsOn'> & { readonly costRate: Rate },
) {
  const agreement = { kind: 'contractor' as const, ...terms, probationEndsOn: null }
  const onboardingId = await openOnboarding(ctx, taken.person, agreement)
  await writeCostRate(ctx.tx, taken.person, taken.person.startedOn, costRate)
  const costRateUsd = await rateForLimits(ctx.tx, costRate, ctx.call.today)
  return takenOn(ctx, taken, onboardingId, agreement, costRateUsd)
}

/** What was done, and the event that begins the process; `costRateUsd` for the limits of approval. */
export function takenOn(
  { call }: Context,
  { person, entity }: { person: TakenOn; entity: LegalEntity },
  onboardingId: string,
  agreement: Agreement,
  costRateUsd: string | null,
) {
  const { kind, agreementEndsOn, probationEndsOn, company } = agreement
  const months = agreementEndsOn === null ? null : agreementMonths(person.startedOn, agreementEndsOn)
  return {
    output: { onboardingId, personId: person.id, state: 'opened' as const, revision: 1 },
    touched: [
      { type: 'onboarding', id: onboardingId, after: { personId: person.id, state: 'opened', ...agreement } },
      { type: 'person', id: person.id, after: person },
    ],
    events: [
      {
        type: kind === 'employee' ? 'people.hired' : 'people.engaged',
        key: onboardingId,
        payload: {
          onboardingId,
          ...{ personId: person.id, personName: person.name, personNumber: person.number, kind, company },
          ...{ entityCode: entity.code, country: entity.country, roleCode: person.roleCode },
          ...{ startedOn: person.startedOn, agreementEndsOn, probationEndsOn, months, costRateUsd },
          hiredBy: call.onBehalfOf ?? call.actorId,
        },
      },
    ],
  }
}
