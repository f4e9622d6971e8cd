/** Quotes with their lines, as rows and as other rooms see them. */
import { type ListPage, type ListPlan, list, type PageWanted, shownAs } from '#kernel/list.ts'
import { type Money, money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { nextRevision, type RawBuilder, sql, type Tx, tables } from '#kernel/sql.ts'
import { type BillingMethod, type Figures, figuresOf, type PricedEffort, type Totals } from './pricing.ts'
import type { ApprovalState, QuoteState, QuoteTerms } from './quote.ts'
import type { QuotesTables } from './schema.ts'

const db = tables<QuotesTables>()

/** A proposal for an opportunity, without its lines. Totals are in its currency. */
export interface Quote extends Figures {
  readonly id: string
  readonly number: string
  readonly version: number
  readonly opportunityId: string
  readonly clientId: string
  readonly clientName: string
  readonly title: string
  readonly currency: string
  readonly state: QuoteState
  readonly pricedOn: string
  readonly validUntil: string
  readonly terms: QuoteTerms
  readonly approval: ApprovalState
  readonly approvalReason: string
  readonly legalOpinion: 'cleared' | 'objected' | null
  readonly legalNote: string
  readonly revision: number
}

export interface QuoteMilestone {
  readonly title: string
  readonly amount: Money
  readonly plannedOn: string
}

/** One thing sold. Totals are in the currency of the line. */
export interface QuoteLine extends Figures {
  readonly id: string
  readonly lineNo: number
  readonly title: string
  readonly billingMethod: BillingMethod
  readonly entityId: string
  readonly entityCode: string
  readonly billToId: string
  readonly billToName: string
  readonly currency: string
  readonly cap: Money | null
  readonly rateCardId: string | null
  readonly startsOn: string
  readonly endsOn: string
  readonly purchaseOrder: string
  readonly details: PricedEffort[]
  readonly milestones: QuoteMilestone[]
}

export interface FullQuote extends Quote {
  readonly lines: QuoteLine[]
}

interface Minors {
  readonly price: bigint
  readonly listPrice: bigint
  readonly cost: bigint
}

type QuoteRow = Omit<Quote, keyof Figures | 'terms'> & QuoteTerms & Minors

const selectQuote = sql<QuoteRow>`
  select q.id, q.number, q.version, q.opportunity_id as "opportunityId", q.client_id as "clientId",
    c.name as "clientName", q.title, q.currency, q.state, q.priced_on as "pricedOn", q.valid_until as "validUntil",
    q.paper, q.liability_limit as "liabilityLimit", q.governing_law as "governingLaw", q.payment_terms_days as "paymentTermsDays", q.deviations,
    q.approval, q.approval_reason as "approvalReason", q.legal_opinion as "legalOpinion", q.legal_note as "legalNote",
    q.price_minor as price, q.list_price_minor as "listPrice", q.cost_minor as cost, q.revision
  from quotes.quote q
  join clients.client c on c.tenant_id = q.tenant_id and c.id = q.client_id`

function totalsOf({ price, listPrice, cost }: Minors, currency: string): Totals {
  return { price: money(price, currency), listPrice: money(listPrice, currency), cost: money(cost, currency) }
}

function fromRow({ price, listPrice, cost, ...row }: QuoteRow): Quote {
  const { paper, liabilityLimit, governingLaw, paymentTermsDays, deviations, ...rest } = row
  return {
    ...rest,
    terms: { paper, liabilityLimit, governingLaw, paymentTermsDays, deviations },
    ...figuresOf(totalsOf({ price, listPrice, cost }, rest.currency)),
  }
}

async function find(tx: Tx, quoteId: string, lock: RawBuilder<unknown>): Promise<Quote> {
  const found = await tx.maybe(sql<QuoteRow>`${selectQuote} where q.id = ${quoteId} ${lock}`)
  if (!found) throw new Refused('quote_not_found', { quoteId })
  return fromRow(found)
}

/** The quote, held against changes until the transaction ends; refuses `quote_not_found`. */
export function lockQuote(tx: Tx, quoteId: string): Promise<Quote> {
  return find(tx, quoteId, sql`for update of q`)
}

/** The quote with its lines; refuses `quote_not_found`. */
export async function fullQuote(tx: Tx, quoteId: string): Promise<FullQuote> {
  const quote = await find(tx, quoteId, sql``)
  return { ...quote, lines: await linesOf(tx, quoteId) }
}

/** The quote an opportunity was won with, or undefined while it was not. */
export async function wonQuote(tx: Tx, opportunityId: string): Promise<FullQuote | undefined> {
  const found = await tx.maybe(sql<QuoteRow>`
    ${selectQuote} where q.opportunity_id = ${opportunityId} and q.state = 'won'`)
  return found ? { ...fromRow(found), lines: await linesOf(tx, found.id) } : undefined
}

/** One page of quotes. */
export async function listPage(tx: Tx, where: ListPlan['where'], page: PageWanted): Promise<ListPage<Quote>> {
  const plan: ListPlan<QuoteRow> = {
    from: selectQuote,
    where,
    sorts: { number: 'number', validUntil: 'validUntil' },
    groups: {
      state: { by: 'state' },
      approval: { by: 'approval' },
      clientId: { by: 'clientId', label: 'clientName', kind: 'id' },
    },
    sums: { amounts: { price: 'price', cost: 'cost' } },
  }
  return shownAs(await list<QuoteRow>(tx, plan, page), fromRow)
}

interface LineRow extends Omit<QuoteLine, keyof Figures | 'cap' | 'milestones'>, Minors {
  readonly cap: bigint | null
  /** Minor units as text: jsonb numbers are read as floats. */
  readonly milestones: { title: string; minor: string; plannedOn: string }[]
}

/** The lines of a quote with effort and milestones, in one statement. */
async function linesOf(tx: Tx, quoteId: string): Promise<QuoteLine[]> {
  const rows = await tx.rows(sql<LineRow>`
    select l.id, l.line_no as "lineNo", l.title, l.billing_method as "billingMethod", l.entity_id as "entityId",
      e.code as "entityCode", l.bill_to_id as "billToId", c.name as "billToName", l.currency, l.price_minor as price,
      l.list_price_minor as "listPrice", l.cost_minor as cost, l.cap_minor as cap, l.rate_card_id as "rateCardId",
      l.starts_on as "startsOn", l.ends_on as "endsOn", l.purchase_order as "purchaseOrder",
      coalesce((
        select jsonb_agg(jsonb_build_object('workPackage', d.work_package, 'roleCode', d.role_code,
          'minutes', d.minutes, 'billRate', d.bill_rate::text, 'listRate', d.list_rate::text,
          'costRate', d.cost_rate::text) order by d.detail_no)
        from quotes.quote_line_detail d
        where d.quote_line_id = l.id), '[]') as details,
      coalesce((
        select jsonb_agg(jsonb_build_object('title', m.title, 'minor', m.amount_minor::text,
          'plannedOn', m.planned_on) order by m.milestone_no)
        from quotes.quote_milestone m
        where m.quote_line_id = l.id), '[]') as milestones
    from quotes.quote_line l
    join firm.legal_entity e on e.tenant_id = l.tenant_id and e.id = l.entity_id
    join clients.client c on c.tenant_id = l.tenant_id and c.id = l.bill_to_id
    where l.quote_id = ${quoteId}
    order by l.line_no`)
  return rows.map(({ price, listPrice, cost, cap, milestones, ...rest }) => ({
    ...rest,
    ...figuresOf(totalsOf({ price, listPrice, cost }, rest.currency)),
    cap: cap === null ? null : money(cap, rest.currency),
    milestones: milestones.map(({ title, minor, plannedOn }) => ({
      title,
      amount: money(BigInt(minor), rest.currency),
      plannedOn,
    })),
  }))
}

/** Writes a state and gives the new revision. */
export async function setState(tx: Tx, quoteId: string, state: QuoteState): Promise<number> {
  const { revision } = await tx.one(
    db
      .updateTable('quotes.quote')
      .set({ state, revision: nextRevision })
      .where('id', '=', quoteId)
      .returning('revision'),
  )
  return revision
}

/** Writes how far its approval is, with why and what legal said, and gives the new revision. */
export async function setApproval(
  tx: Tx,
  quoteId: string,
  approval: Pick<Quote, 'approval' | 'approvalReason' | 'legalOpinion' | 'legalNote'>,
): Promise<number> {
  const { revision } = await tx.one(
    db
      .updateTable('quotes.quote')
      .set({
        approval: approval.approval,
        approval_reason: approval.approvalReason,
        legal_opinion: approval.legalOpinion,
        legal_note: approval.legalNote,
        revision: nextRevision,
      })
      .where('id', '=', quoteId)
      .returning('revision'),
  )
  return revision
}

/** An approval that has not begun. */
export const notAsked = { approval: 'none', approvalReason: '', legalOpinion: null, legalNote: '' } as const

/** What a refusal about a quote says. */
export const standing = ({ id, number, version, state, validUntil }: Quote) => ({
  quoteId: id,
  number,
  version,
  state,
  validUntil,
})
