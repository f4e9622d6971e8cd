/** Recognition: what was earned uses up the contract's liability, and becomes its asset beyond that. */
import {
  contractBalances,
  nothing,
  type PostingContext,
  post,
  revenueAtPoint,
  revenueRatable,
  type Valued,
} from '#engines/ledger'
import { entitiesByIds, rateOn } from '#flow/firm'
import type { PlainDate } from '#kernel/dates.ts'
import { newId } from '#kernel/id.ts'
import { convert, type Money, money } from '#kernel/money.ts'
import { sql, type Tx } from '#kernel/sql.ts'

/** Revenue that is due to be recognised, of a contract the caller has locked. */
export interface Due {
  readonly contractId: string
  readonly contractLineId: string
  readonly entityId: string
  readonly clientId: string
  readonly amount: Money
  readonly recognisedOn: PlainDate
  readonly kind: 'milestone' | 'schedule'
  /** The milestone's id, or the first day of the scheduled month: what can be recognised once. */
  readonly sourceKey: string
  readonly description: string
}

/**
 * Recognises what is due, in the order given, and posts it. Several dues of one contract use its liability up one after
 * the other. Refuses `exchange_rate_missing` and `period_closed`.
 */
export async function earn(ctx: PostingContext, dues: readonly Due[]): Promise<void> {
  if (dues.length === 0) return
  const worth = await valuer(ctx.tx, dues)
  const liabilities = await liabilitiesOf(ctx.tx, dues)
  const events = dues.map((due) => ({ ...due, id: newId(), revenue: worth(due) }))
  const entries = events.map((event) => {
    const { contractId, clientId, revenue } = event
    const rule = event.kind === 'milestone' ? revenueAtPoint : revenueRatable
    const lines = rule.lines({
      revenue,
      revenueRole: event.kind === 'milestone' ? 'revenue_fixed' : 'revenue_recurring',
      liability: liabilities.get(contractId) ?? nothing(revenue.amount.currency),
      asset: nothing(revenue.amount.currency),
      excess: 'contract_asset',
      about: { contractId, clientId },
    })
    const used = lines.find((line) => 'role' in line.account && line.account.role === 'contract_liability')
    const before = liabilities.get(contractId)
    if (used && before) {
      const left = money(before.amount.minor - used.amount.minor, before.amount.currency)
      liabilities.set(contractId, { amount: left, functional: before.functional - used.functional })
    }
    return {
      bookId: event.entityId,
      date: event.recognisedOn,
      subledger: 'revenue' as const,
      description: event.description,
      source: { type: 'revenue_event', id: event.id },
      rule: rule.name,
      lines,
    }
  })
  const of = <T>(pick: (event: (typeof events)[number], index: number) => T) => events.map(pick)
  await ctx.tx.run(sql`
    insert into revenue.event (id, contract_line_id, contract_id, recognised_on, amount_minor, functional_minor, currency,
      source_type, source_key, journal_id)
    select id, line_id, contract_id, recognised_on, amount_minor, functional_minor, currency, source_type, source_key,
      ${ctx.journalId}
    from unnest(${of((event) => event.id)}::uuid[], ${of((event) => event.contractLineId)}::uuid[],
      ${of((event) => event.contractId)}::uuid[], ${of((event) => event.recognisedOn)}::date[],
      ${of((event) => event.amount.minor)}::bigint[],
      ${of((_, index) => revenueOf(entries[index]?.lines ?? []))}::bigint[],
      ${of((event) => event.amount.currency)}::text[], ${of((event) => event.kind)}::text[],
      ${of((event) => event.sourceKey)}::text[])
      as given (id, line_id, contract_id, recognised_on, amount_minor, functional_minor, currency, source_type, source_key)`)
  await post(
    ctx,
    entries.filter((entry) => entry.lines.length > 0),
  )
}

/** What an entry credited to revenue, in the functional currency: part of it may be worth what the advance was. */
function revenueOf(lines: readonly { readonly account: object; readonly functional: bigint }[]): bigint {
  return -lines
    .filter((line) => 'role' in line.account && String(line.account.role).startsWith('revenue_'))
    .reduce((sum, line) => sum + line.functional, 0n)
}

/** Gives the value of what is due in the functional currency of its entity, at the rate of its day. */
async function valuer(tx: Tx, dues: readonly Due[]): Promise<(due: Due) => Valued> {
  const entities = await entitiesByIds(
    tx,
    dues.map((due) => due.entityId),
  )
  const functionalOf = (due: Due) => {
    const entity = entities.get(due.entityId)
    if (!entity) throw new Error(`contract ${due.contractId} belongs to no entity`)
    return entity.currency
  }
  const rates = new Map<string, string>()
  for (const due of dues) {
    const functional = functionalOf(due)
    const key = `${due.amount.currency} ${functional} ${due.recognisedOn}`
    if (due.amount.currency === functional || rates.has(key)) continue
    rates.set(key, await rateOn(tx, due.amount.currency, functional, due.recognisedOn))
  }
  return (due) => {
    const functional = functionalOf(due)
    const rate = rates.get(`${due.amount.currency} ${functional} ${due.recognisedOn}`)
    const value = rate === undefined ? due.amount : convert(due.amount, rate, functional)
    return { amount: due.amount, functional: value.minor }
  }
}

/** What the contracts were billed and have not earned yet, above zero. */
async function liabilitiesOf(tx: Tx, dues: readonly Due[]): Promise<Map<string, Valued>> {
  const contractIds = [...new Set(dues.map((due) => due.contractId))]
  const balances = await contractBalances(tx, ['contract_liability'], contractIds)
  return new Map(
    balances.map(({ contractId, currency, amountMinor, functionalMinor }) => [
      contractId,
      { amount: money(-amountMinor, currency), functional: -functionalMinor },
    ]),
  )
}
