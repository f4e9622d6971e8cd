import type { PlainDate } from '#kernel/dates.ts'
import { handle } from '#kernel/handle.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { findEndings as contract } from './contract.ts'
import type { CheckItem } from './onboarding.ts'

interface Ending {
  readonly event: 'probationEnding' | 'agreementEnding' | 'agreementOver' | 'validityEnding'
  readonly onboardingId: string
  readonly personId: string
  readonly personName: string
  readonly kind: 'employee' | 'contractor'
  readonly endsOn: PlainDate
  readonly item: CheckItem | null
}

/**
 * Each end is told of once: it is remembered for which day it was told. An agreement that is over is told of until it is closed, so that
 * nobody keeps a sign-in because a process stood still.
 */
export const findAgreementEndings = handle(contract, async ({ tx, call }, { leadDays }) => {
  const found = await endingsUntil(tx, call.today, leadDays)
  await rememberTold(tx, found)
  return {
    output: { found: found.length },
    touched: found.flatMap(({ onboardingId, personId, event, endsOn }) => [
      { type: 'onboarding', id: onboardingId, after: { event, endsOn } },
      { type: 'person', id: personId },
    ]),
    events: found.map(({ event, ...payload }) => ({
      type: `people.${event}`,
      key: payload.onboardingId,
      payload,
    })),
  }
})

function endingsUntil(tx: Tx, today: PlainDate, leadDays: number): Promise<Ending[]> {
  return tx.rows(sql<Ending>`
    with active as (
      select onboarding.*, person.name, person.ended_on, least(onboarding.agreement_ends_on, person.ended_on) as last_day
      from people.onboarding
        join people.person on person.tenant_id = onboarding.tenant_id and person.id = onboarding.person_id
      where onboarding.tenant_id = kernel.tenant_id() and onboarding.state = 'cleared'
    ), ending (event, id, person_id, name, kind, ends_on, item) as (
      select 'probationEnding', id, person_id, name, kind, probation_ends_on, null
      from active
      where probation_ends_on <= ${today}::date + ${leadDays}::integer
        and probation_told_for is distinct from probation_ends_on
      union all
      select 'agreementEnding', id, person_id, name, kind, agreement_ends_on, null
      from active
      where agreement_ends_on between ${today}::date and ${today}::date + ${leadDays}::integer
        and ending_told_for is distinct from agreement_ends_on and proposed_ends_on is null and ended_on is null
      union all
      select 'agreementOver', id, person_id, name, kind, last_day, null
      from active
      where last_day < ${today}::date
      union all
      select 'validityEnding', active.id, person_id, name, kind, asked.valid_until, asked.item
      from active
        join people.onboarding_check as asked on asked.tenant_id = active.tenant_id and asked.onboarding_id = active.id
      where asked.valid_until <= ${today}::date + ${leadDays}::integer
        and asked.ending_told_for is distinct from asked.valid_until
        and (active.agreement_ends_on is null or asked.valid_until < active.agreement_ends_on))
    select event, id as "onboardingId", person_id as "personId", name as "personName", kind, ends_on as "endsOn", item
    from ending
    order by ends_on, name, event, item`)
}

async function rememberTold(tx: Tx, found: readonly Ending[]): Promise<void> {
  const events = found.map(({ event }) => event)
  const ids = found.map(({ onboardingId }) => onboardingId)
  const days = found.map(({ endsOn }) => endsOn)
  const items = found.map(({ item }) => item)
  await tx.run(sql`
    update people.onboarding
    set ending_told_for = coalesce(told.agreement, ending_told_for),
      probation_told_for = coalesce(told.probation, probation_told_for)
    from (
      select id, max(day) filter (where event = 'agreementEnding') as agreement,
        max(day) filter (where event = 'probationEnding') as probation
      from unnest(${events}::text[], ${ids}::uuid[], ${days}::date[]) as told (event, id, day)
      group by id) as told
    where onboarding.tenant_id = kernel.tenant_id() and onboarding.id = told.id`)
  await tx.run(sql`
    update people.onboarding_check as asked
    set ending_told_for = told.day
    from unnest(${ids}::uuid[], ${items}::text[], ${days}::date[]) as told (id, item, day)
    where asked.tenant_id = kernel.tenant_id() and asked.onboarding_id = told.id and asked.item = told.item`)
}
