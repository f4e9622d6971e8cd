/** What the terms of a quote are judged by, beside what was written about them. */
import { sql, type Tx } from '#kernel/sql.ts'

export interface RiskFacts {
  /** The longest time to pay of all who pay. */
  readonly daysToPay: number
  /** Whether the law of a country governs in which none of the selling entities sits. */
  readonly foreignLaw: boolean
  /** Whether somebody pays who sits in another country than the entity that sells to them. */
  readonly abroad: boolean
}

/** One statement over the lines of the quote. */
export function riskFacts(tx: Tx, quoteId: string): Promise<RiskFacts> {
  return tx.one(sql<RiskFacts>`
    select max(coalesce(quote.payment_terms_days, client.payment_terms_days)) as "daysToPay",
      bool_or(quote.governing_law is not null) and not bool_or(coalesce(quote.governing_law = entity.country, false))
        as "foreignLaw",
      bool_or(client.country <> entity.country) as abroad
    from quotes.quote_line as line
      join quotes.quote on quote.tenant_id = line.tenant_id and quote.id = line.quote_id
      join clients.client on client.tenant_id = line.tenant_id and client.id = line.bill_to_id
      join firm.legal_entity as entity on entity.tenant_id = line.tenant_id and entity.id = line.entity_id
    where line.tenant_id = kernel.tenant_id() and line.quote_id = ${quoteId}`)
}
