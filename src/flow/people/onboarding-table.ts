/** The tables of onboarding: rows in, rows out, locks, and what later rooms ask before they let somebody work. */
import { rateOn } from '#flow/firm'
import type { PlainDate } from '#kernel/dates.ts'
import type { Context, Touched } from '#kernel/handle.ts'
import { convert, formatMoney, type Rate, rateTimesMinutes } from '#kernel/money.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { nextRevision, type RawBuilder, type RowOf, sql, type Tx, tables } from '#kernel/sql.ts'
import {
  type ClearanceRefusal,
  clearanceRefusal,
  type OnboardingState,
  type OnboardingStep,
  onboardingStepRefusal,
  onboardingWanted,
  type Standing,
} from './onboarding.ts'
import { leavingRefusal, onboardingOn } from './periods.ts'
import { peopleByIds } from './person-table.ts'
import type { PeopleTables } from './schema.ts'

const db = tables<PeopleTables>()

/** An onboarding as it is kept, with the person people know it by and what was asked for. */
export interface OnboardingRow extends Standing {
  readonly id: string
  readonly personId: string
  readonly personName: string
  readonly personNumber: string
  readonly company: string
  readonly roleCode: string
  readonly entityCode: string
  readonly agreementNumber: string
  readonly proposedEndsOn: PlainDate | null
  readonly probationEndsOn: PlainDate | null
  readonly reason: string
  readonly openedAt: Temporal.Instant
  readonly clearedAt: Temporal.Instant | null
  readonly revision: number
}

/** Every onboarding with what the rules ask of it, to be narrowed. */
export const onboardingRows: RawBuilder<OnboardingRow> = sql<OnboardingRow>`
  select onboarding.id, onboarding.person_id as "personId", person.name as "personName", person.number as "personNumber",
    onboarding.kind, onboarding.state, onboarding.company, person.role_code as "roleCode", entity.code as "entityCode",
    onboarding.started_on as "startedOn", onboarding.agreement_number as "agreementNumber",
    onboarding.agreement_ends_on as "agreementEndsOn", onboarding.probation_ends_on as "probationEndsOn",
    onboarding.proposed_ends_on as "proposedEndsOn",
    onboarding.legal_status as "legalStatus", onboarding.reason, onboarding.opened_at as "openedAt",
    onboarding.cleared_at as "clearedAt", onboarding.revision,
    people.cost_rate_on(person.id, onboarding.started_on) is not null as "hasCost", asked.checks
  from people.onboarding
    join people.person on person.tenant_id = onboarding.tenant_id and person.id = onboarding.person_id
    join firm.legal_entity as entity on entity.tenant_id = person.tenant_id and entity.id = person.entity_id
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('item', item, 'isRecorded', recorded_at is not null, 'validUntil', valid_until)
        order by item), '[]') as checks
      from people.onboarding_check as asked
      where asked.tenant_id = onboarding.tenant_id and asked.onboarding_id = onboarding.id) as asked
  where onboarding.tenant_id = kernel.tenant_id()`

/** The onboarding; refuses `onboarding_not_found`. */
export async function onboardingById(tx: Tx, onboardingId: string): Promise<OnboardingRow> {
  const found = await tx.maybe(sql<OnboardingRow>`${onboardingRows} and onboarding.id = ${onboardingId}`)
  if (!found) throw new Refused('onboarding_not_found', { onboardingId })
  return found
}

/** The same, held against changes until commit. */
export async function lockOnboarding(
  ctx: Pick<Context, 'tx' | 'checkRevision'>,
  onboardingId: string,
): Promise<OnboardingRow> {
  const found = await ctx.tx.maybe(
    sql<OnboardingRow>`${onboardingRows} and onboarding.id = ${onboardingId} for update of onboarding, person`,
  )
  if (!found) throw new Refused('onboarding_not_found', { onboardingId })
  ctx.checkRevision(found.revision)
  return found
}

/** The same for one of its steps; refuses when it is not in the state for it. */
export async function lockOnboardingFor(
  ctx: Pick<Context, 'tx' | 'checkRevision'>,
  onboardingId: string,
  step: OnboardingStep,
): Promise<OnboardingRow> {
  const found = await lockOnboarding(ctx, onboardingId)
  refuseIf(onboardingStepRefusal(found.state, step), stateDetail(found, step))
  return found
}

/** What the words of a wrong state are filled from. */
export const stateDetail = ({ personName: person, state }: OnboardingRow, step: OnboardingStep) => ({
  person,
  state,
  values: onboardingWanted[step],
})

const updatable = db
  .selectFrom('people.onboarding')
  .select(['state', 'reason', 'agreement_ends_on', 'proposed_ends_on', 'probation_ends_on'])
  .select(['legal_status', 'cleared_at'])
type Change = Partial<RowOf<typeof updatable>>

interface Moved {
  readonly onboardingId: string
  readonly personId: string
  readonly state: OnboardingState
  readonly revision: number
}

/** Writes what a step has made of an onboarding, and what is told of it. */
export async function moveOnboarding(
  { tx }: Pick<Context, 'tx'>,
  { id: onboardingId, personId, state: before }: OnboardingRow,
  change: Change,
  seen: object = {},
): Promise<{ output: Moved; touched: readonly Touched[] }> {
  const { revision, state } = await tx.one(
    db
      .updateTable('people.onboarding')
      .set({ ...change, revision: nextRevision })
      .where('id', '=', onboardingId)
      .returning(['revision', 'state']),
  )
  return {
    output: { onboardingId, personId, state: state as OnboardingState, revision },
    touched: [
      {
        type: 'onboarding',
        id: onboardingId,
        before: { state: before },
        after: { ...change, state, ...seen },
      },
      { type: 'person', id: personId },
    ],
  }
}

const LIMIT_CURRENCY = 'USD'
const HOUR = 60

/** What an hour costs in the currency approval limits are in, as decimal text. Refuses `exchange_rate_missing`. */
export async function rateForLimits(tx: Tx, rate: Rate, day: PlainDate): Promise<string> {
  const hour = rateTimesMinutes(rate, HOUR)
  const worth = await rateOn(tx, rate.currency, LIMIT_CURRENCY, day)
  return formatMoney(convert(hour, worth, LIMIT_CURRENCY))
}

/** Somebody who is to work until a day. */
export interface WantedWork {
  readonly personId: string
  readonly until: PlainDate
  /** Whether it is only planned, so that who is on the way may be meant. */
  readonly isPlan?: boolean
}

/**
 * Why somebody may not do what is wanted of them, each with its place in the list; asked of all at once. People without an onboarding
 * were here before there were any, or came from another system: they may, until they leave.
 */
export async function clearanceRefusals(
  tx: Tx,
  wanted: readonly WantedWork[],
): Promise<({ readonly place: number } & ClearanceRefusal)[]> {
  const personIds = [...new Set(wanted.map(({ personId }) => personId))]
  const rows = await tx.rows(
    sql<OnboardingRow>`
      ${onboardingRows} and onboarding.person_id = any(${personIds}::uuid[])
      order by onboarding.opened_at, onboarding.id`,
  )
  const onboardings = Map.groupBy(rows, (row) => row.personId)
  const people = await peopleByIds(tx, personIds)
  return wanted.flatMap(({ personId, until, isPlan }, place) => {
    const person = people.get(personId)
    if (!person) return []
    const standing = onboardingOn(person, onboardings.get(personId) ?? [], until)
    const refusal =
      (standing ? clearanceRefusal(person.name, standing, until, isPlan) : null) ??
      leavingRefusal(person.name, person, until)
    return refusal ? [{ place, ...refusal }] : []
  })
}

/** Refuses the first of those who may not do what is wanted of them. */
export async function requireCleared(tx: Tx, wanted: readonly WantedWork[]): Promise<void> {
  const [first] = await clearanceRefusals(tx, wanted)
  if (first) throw new Refused(first.code, first.detail)
}
