/** Opportunities as other rooms see them. */
import { type ListPage, type ListPlan, list, type PageWanted, shownAs } from '#kernel/list.ts'
import { type Money, money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { nextRevision, type RawBuilder, sql, type Tx, tables } from '#kernel/sql.ts'
import type { OpportunitiesTables } from './schema.ts'

const db = tables<OpportunitiesTables>()

/** A possible sale to a client. */
export interface Opportunity {
  readonly id: string
  readonly name: string
  readonly clientId: string
  readonly clientName: string
  readonly ownerId: string | null
  readonly ownerName: string | null
  readonly stage: string
  readonly state: 'open' | 'won' | 'lost'
  readonly amount: Money
  readonly probability: number
  readonly expectedClose: string
  readonly closedOn: string | null
  readonly lostReason: string
  readonly activeQuoteId: string | null
  readonly externalSystem: string
  readonly externalId: string | null
  readonly createdAt: Temporal.Instant
  readonly revision: number
}

interface Row extends Omit<Opportunity, 'amount'> {
  readonly minor: bigint
  readonly currency: string
}

const selectOpportunity = sql<Row>`
  select o.id, o.name, o.client_id as "clientId", c.name as "clientName", o.owner_id as "ownerId",
    owner.name as "ownerName", o.stage, o.state,
    o.amount_minor as minor, o.currency, o.probability, o.expected_close as "expectedClose",
    o.closed_on as "closedOn", o.lost_reason as "lostReason", o.active_quote_id as "activeQuoteId",
    o.external_system as "externalSystem", o.external_id as "externalId", o.created_at as "createdAt", o.revision
  from opportunities.opportunity o
  join clients.client c on c.tenant_id = o.tenant_id and c.id = o.client_id
  left join people.person owner on owner.tenant_id = o.tenant_id and owner.id = o.owner_id`

const fromRow = ({ minor, currency, ...rest }: Row): Opportunity => ({
  ...rest,
  amount: money(minor, currency),
})

async function find(tx: Tx, opportunityId: string, lock: RawBuilder<unknown>): Promise<Opportunity> {
  const found = await tx.maybe(sql<Row>`${selectOpportunity} where o.id = ${opportunityId} ${lock}`)
  if (!found) throw new Refused('opportunity_not_found', { opportunityId })
  return fromRow(found)
}

/** The opportunity; refuses `opportunity_not_found`. */
export function opportunityById(tx: Tx, opportunityId: string): Promise<Opportunity> {
  return find(tx, opportunityId, sql``)
}

/** An open opportunity, held against changes until the transaction ends; refuses `opportunity_closed`. */
export async function lockOpenOpportunity(tx: Tx, opportunityId: string): Promise<Opportunity> {
  const found = await find(tx, opportunityId, sql`for update of o`)
  const { name, state } = found
  if (state !== 'open') throw new Refused('opportunity_closed', { opportunityId, name, state })
  return found
}

/** Opportunities of one system by their record there, held against changes; unknown ones are absent. */
export async function lockByExternalIds(
  tx: Tx,
  system: string,
  ids: readonly string[],
): Promise<Map<string, Opportunity>> {
  const rows = await tx.rows(sql<Row>`
    ${selectOpportunity}
    where o.external_system = ${system} and o.external_id = any(${ids}::text[])
    order by o.id
    for update of o`)
  return new Map(rows.map((row) => [row.externalId ?? '', fromRow(row)]))
}

/** One page of opportunities. */
export async function listPage(
  tx: Tx,
  where: ListPlan['where'],
  page: PageWanted,
): Promise<ListPage<Opportunity>> {
  const plan: ListPlan<Row> = {
    from: selectOpportunity,
    where,
    sorts: { expectedClose: 'expectedClose', name: 'name' },
    groups: {
      state: { by: 'state' },
      stage: { by: 'stage' },
      clientId: { by: 'clientId', label: 'clientName', kind: 'id' },
      ownerId: { by: 'ownerId', label: 'ownerName', kind: 'id' },
      expectedMonth: { by: 'expectedClose', kind: 'month' },
    },
    sums: { amounts: { amount: 'minor' } },
  }
  return shownAs(await list<Row>(tx, plan, page), fromRow)
}

/** Says which quote is out with the client; null when none is. The caller holds the opportunity. */
export async function setActiveQuote(tx: Tx, opportunityId: string, quoteId: string | null): Promise<void> {
  await tx.run(
    db
      .updateTable('opportunities.opportunity')
      .set({ active_quote_id: quoteId, revision: nextRevision })
      .where('id', '=', opportunityId),
  )
}
