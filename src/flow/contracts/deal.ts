/** A won deal on its way to contracts: what is still missing, and how its lines fall into contracts. */
import type { PlainDate } from '#kernel/dates.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx, tables } from '#kernel/sql.ts'
import type { ContractsTables } from './schema.ts'

const db = tables<ContractsTables>()

/** The won quote of an opportunity. Refuses with `no_won_quote`. */
export async function wonQuoteOf(tx: Tx, opportunityId: string): Promise<string> {
  const quote = await tx.maybe(sql<{ id: string }>`
    select id
    from quotes.quote
    where tenant_id = kernel.tenant_id() and opportunity_id = ${opportunityId} and state = 'won'`)
  if (!quote) throw new Refused('no_won_quote', { opportunityId })
  return quote.id
}

/** Waits for whoever drafts the same deal, then refuses when contracts are there already. */
export async function requireNoContracts(tx: Tx, opportunityId: string): Promise<void> {
  await tx.run(sql`
    select from opportunities.opportunity
    where tenant_id = kernel.tenant_id() and id = ${opportunityId}
    for no key update`)
  const standing = db.selectFrom('contracts.contract').select('id').where('state', '<>', 'lost')
  const found = await tx.rows(standing.where('opportunity_id', '=', opportunityId).limit(1))
  if (found.length > 0) throw new Refused('contracts_exist', { opportunityId })
}

type ProblemCode =
  | 'client_not_active'
  | 'tax_rule_missing'
  | 'exchange_rate_missing'
  | 'purchase_order_missing'

export interface DealProblem {
  readonly code: ProblemCode
  /** The client or entity it is about. */
  readonly subject: string
  readonly message: string
}

/** Everything that keeps a quote's lines from becoming contracts, each once, in one statement. */
export function problemsOf(tx: Tx, quoteId: string, today: PlainDate): Promise<DealProblem[]> {
  return tx.rows(sql<DealProblem>`
    with line as (
      select line.*, client.name as client_name, client.state as client_state, client.country as client_country,
        client.purchase_order_required, entity.code as entity_code, entity.currency as functional
      from quotes.quote_line as line
        join clients.client on client.tenant_id = line.tenant_id and client.id = line.bill_to_id
        join firm.legal_entity as entity on entity.tenant_id = line.tenant_id and entity.id = line.entity_id
      where line.tenant_id = kernel.tenant_id() and line.quote_id = ${quoteId}
    )
    select 'client_not_active' as code, client_name as subject,
      client_name || ' is ' || client_state || '. Complete and activate the client.' as message
    from line
    where client_state <> 'active'
    union
    select 'tax_rule_missing', entity_code,
      entity_code || ' has no tax rule for clients in ' || client_country || '. Add one to the firm.'
    from line
    where firm.tax_code_for(entity_id, client_country) is null
    union
    select 'exchange_rate_missing', entity_code,
      'There is no exchange rate from ' || currency || ' to ' || functional || ' on ' || ${today}::date || '. Set one in the firm.'
    from line
    where firm.rate_on(currency, functional, ${today}) is null
    union
    select 'purchase_order_missing', client_name, client_name || ' requires a purchase order on "' || title || '".'
    from line
    where purchase_order_required and purchase_order = ''
    order by code, subject`)
}

/** One contract to be: the lines that share an entity, a paying client and a currency. */
export interface DealGroup {
  readonly entityId: string
  readonly entityCode: string
  readonly billToId: string
  readonly currency: string
  readonly title: string
  readonly startsOn: string
  readonly endsOn: string
  readonly paymentTermsDays: number
  readonly purchaseOrder: string
  readonly priceMinor: bigint
}

/** The contracts a quote falls into, in the order of its lines. */
export function groupsOf(tx: Tx, quoteId: string): Promise<DealGroup[]> {
  return tx.rows(sql<DealGroup>`
    select line.entity_id as "entityId", entity.code as "entityCode", line.bill_to_id as "billToId", line.currency,
      string_agg(line.title, ', ' order by line.line_no) as title, min(line.starts_on) as "startsOn", max(line.ends_on) as "endsOn",
      coalesce(quote.payment_terms_days, client.payment_terms_days) as "paymentTermsDays", max(line.purchase_order) as "purchaseOrder", sum(line.price_minor)::bigint as "priceMinor"
    from quotes.quote_line as line
      join quotes.quote on quote.tenant_id = line.tenant_id and quote.id = line.quote_id
      join clients.client on client.tenant_id = line.tenant_id and client.id = line.bill_to_id
      join firm.legal_entity as entity on entity.tenant_id = line.tenant_id and entity.id = line.entity_id
    where line.tenant_id = kernel.tenant_id() and line.quote_id = ${quoteId}
    group by line.entity_id, entity.code, line.bill_to_id, line.currency, client.payment_terms_days, quote.payment_terms_days
    order by min(line.line_no)`)
}
