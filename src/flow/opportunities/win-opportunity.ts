/** Winning an opportunity: done by the room of quotes when the client accepts one. */
import { rateOn } from '#flow/firm'
import { personById } from '#flow/people'
import type { PlainDate } from '#kernel/dates.ts'
import type { BusinessEvent, Context, Touched } from '#kernel/handle.ts'
import { convert, formatMoney, type Money } from '#kernel/money.ts'
import { nextRevision, type Tx, tables } from '#kernel/sql.ts'
import { lockOpenOpportunity } from './opportunity-table.ts'
import type { OpportunitiesTables } from './schema.ts'

const db = tables<OpportunitiesTables>()

/** What was won, as the accepted quote says it. */
export interface Win {
  readonly opportunityId: string
  readonly quoteId: string
  readonly amount: Money
  /** Per cent off the list price, and of the price that is left after cost; decimal text. */
  readonly discountPercent: string
  readonly marginPercent: string
  /** Codes of the entities that will bill. */
  readonly entities: readonly string[]
  /** How many lines the quote has. */
  readonly lines: number
  /** Whether the terms were approved before the quote went out. */
  readonly termsApproved: boolean
}

/** The currency in which approval limits are compared across the firm. */
const LIMIT_CURRENCY = 'USD'

/** An amount in the currency of the approval limits, at the rate of a day. Refuses `exchange_rate_missing`. */
export async function worthForLimits(tx: Tx, amount: Money, day: PlainDate): Promise<Money> {
  return convert(amount, await rateOn(tx, amount.currency, LIMIT_CURRENCY, day), LIMIT_CURRENCY)
}

/**
 * Closes an open opportunity as won at the price of the quote, and gives what the calling command touches and
 * announces. Refuses `opportunity_closed`, and `exchange_rate_missing` when the price cannot be compared with limits.
 */
export async function winOpportunity(
  ctx: Pick<Context, 'tx' | 'call'>,
  win: Win,
): Promise<{ touched: Touched; event: BusinessEvent }> {
  const { tx, call } = ctx
  const { opportunityId, quoteId, amount } = win
  const before = await lockOpenOpportunity(tx, opportunityId)
  const worth = await worthForLimits(tx, amount, call.today)
  await tx.run(
    db
      .updateTable('opportunities.opportunity')
      .set({
        state: 'won',
        closed_on: call.today,
        active_quote_id: null,
        probability: 100,
        amount_minor: amount.minor,
        currency: amount.currency,
        revision: nextRevision,
      })
      .where('id', '=', opportunityId),
  )
  const { clientId, clientName, name, ownerId } = before
  const owner = ownerId === null ? null : await personById(tx, ownerId)
  const wireAmount = { amount: formatMoney(amount), currency: amount.currency }
  return {
    touched: {
      type: 'opportunity',
      id: opportunityId,
      before: {
        state: before.state,
        amount: { amount: formatMoney(before.amount), currency: before.amount.currency },
      },
      after: { state: 'won', closedOn: call.today, amount: wireAmount },
    },
    event: {
      type: 'opportunities.won',
      key: opportunityId,
      payload: {
        opportunityId,
        quoteId,
        clientId,
        clientName,
        name,
        ownerId,
        ownerPrincipalId: owner?.principalId ?? null,
        amount: wireAmount,
        currency: amount.currency,
        amountUsd: formatMoney(worth),
        discountPercent: win.discountPercent,
        marginPercent: win.marginPercent,
        entities: win.entities,
        lines: win.lines,
        termsApproved: win.termsApproved,
        wonBy: call.actorId,
      },
    },
  }
}
