/** Writes the lines of a quote with effort and milestones: three statements, however many lines. */
import { json, sql, type Tx, tables } from '#kernel/sql.ts'
import type { LineToWrite } from './price-quote.ts'
import type { QuotesTables } from './schema.ts'

const db = tables<QuotesTables>()

/** Adds the lines to a quote that has none. */
export async function insertLines(tx: Tx, quoteId: string, lines: readonly LineToWrite[]): Promise<void> {
  const rows = lines.map(({ id, entityId, price, listPrice, cost, given }, index) => ({
    id,
    no: index + 1,
    title: given.title,
    method: given.billingMethod,
    entity: entityId,
    payer: given.billToId,
    currency: given.currency,
    price: price.minor,
    list: listPrice.minor,
    cost: cost.minor,
    cap: given.cap?.minor ?? null,
    card: given.rateCardId ?? null,
    from: given.startsOn,
    to: given.endsOn,
    order: given.purchaseOrder,
  }))
  await tx.run(sql`
    insert into quotes.quote_line (id, quote_id, line_no, title, billing_method, entity_id, bill_to_id, currency,
      price_minor, list_price_minor, cost_minor, cap_minor, rate_card_id, starts_on, ends_on, purchase_order)
    select id, ${quoteId}, no, title, method, entity, payer, currency, price, list, cost, cap, card, "from", "to", "order"
    from jsonb_to_recordset(${json(rows)}) as given
      (id uuid, no integer, title text, method text, entity uuid, payer uuid, currency text, price bigint, list bigint,
        cost bigint, cap bigint, card uuid, "from" date, "to" date, "order" text)`)
  await insertDetails(tx, lines)
  await insertMilestones(tx, lines)
}

async function insertDetails(tx: Tx, lines: readonly LineToWrite[]): Promise<void> {
  const rows = lines.flatMap(({ id, details }) =>
    details.map((detail, index) => ({ line: id, no: index + 1, ...detail })),
  )
  await tx.run(sql`
    insert into quotes.quote_line_detail
      (quote_line_id, detail_no, work_package, role_code, minutes, bill_rate, list_rate, cost_rate)
    select line, no, "workPackage", "roleCode", minutes, "billRate", "listRate", "costRate"
    from jsonb_to_recordset(${json(rows)}) as given
      (line uuid, no integer, "workPackage" text, "roleCode" text, minutes integer, "billRate" numeric,
        "listRate" numeric, "costRate" numeric)`)
}

async function insertMilestones(tx: Tx, lines: readonly LineToWrite[]): Promise<void> {
  const rows = lines.flatMap(({ id, given }) =>
    given.milestones.map(({ title, amount, plannedOn }, index) => ({
      line: id,
      no: index + 1,
      title,
      minor: amount.minor,
      plannedOn,
    })),
  )
  await tx.run(sql`
    insert into quotes.quote_milestone (quote_line_id, milestone_no, title, amount_minor, planned_on)
    select line, no, title, minor, "plannedOn"
    from jsonb_to_recordset(${json(rows)}) as given
      (line uuid, no integer, title text, minor bigint, "plannedOn" date)`)
}

/** Takes all lines off a quote. */
export async function deleteLines(tx: Tx, quoteId: string): Promise<void> {
  const lines = db.selectFrom('quotes.quote_line').select('id').where('quote_id', '=', quoteId)
  await tx.run(db.deleteFrom('quotes.quote_milestone').where('quote_line_id', 'in', lines))
  await tx.run(db.deleteFrom('quotes.quote_line_detail').where('quote_line_id', 'in', lines))
  await tx.run(db.deleteFrom('quotes.quote_line').where('quote_id', '=', quoteId))
}

/** Copies all lines of a quote to another, under new ids. */
export async function copyLines(tx: Tx, fromQuoteId: string, toQuoteId: string): Promise<void> {
  await tx.run(sql`
    insert into quotes.quote_line (id, quote_id, line_no, title, billing_method, entity_id, bill_to_id, currency,
      price_minor, list_price_minor, cost_minor, cap_minor, rate_card_id, starts_on, ends_on, purchase_order)
    select kernel.new_id(), ${toQuoteId}, line_no, title, billing_method, entity_id, bill_to_id, currency, price_minor,
      list_price_minor, cost_minor, cap_minor, rate_card_id, starts_on, ends_on, purchase_order
    from quotes.quote_line
    where quote_id = ${fromQuoteId}`)
  const twins = sql`
    select old.id as old_id, new.id as new_id
    from quotes.quote_line old
    join quotes.quote_line new on new.tenant_id = old.tenant_id and new.line_no = old.line_no
    where old.quote_id = ${fromQuoteId} and new.quote_id = ${toQuoteId}`
  await tx.run(sql`
    insert into quotes.quote_line_detail
      (quote_line_id, detail_no, work_package, role_code, minutes, bill_rate, list_rate, cost_rate)
    select twin.new_id, d.detail_no, d.work_package, d.role_code, d.minutes, d.bill_rate, d.list_rate, d.cost_rate
    from (${twins}) as twin
    join quotes.quote_line_detail d on d.quote_line_id = twin.old_id`)
  await tx.run(sql`
    insert into quotes.quote_milestone (quote_line_id, milestone_no, title, amount_minor, planned_on)
    select twin.new_id, m.milestone_no, m.title, m.amount_minor, m.planned_on
    from (${twins}) as twin
    join quotes.quote_milestone m on m.quote_line_id = twin.old_id`)
}
