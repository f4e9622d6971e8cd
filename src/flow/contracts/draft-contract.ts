import { firmNumbers } from '#flow/firm'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { draft } from './contract.ts'
import { type DealGroup, groupsOf, problemsOf, requireNoContracts, wonQuoteOf } from './deal.ts'
import { revenueMethodOf } from './terms.ts'

export const draftContract = handle(draft, async (ctx, { opportunityId }) => {
  const { tx } = ctx
  const quoteId = await wonQuoteOf(tx, opportunityId)
  await requireNoContracts(tx, opportunityId)
  const problems = await problemsOf(tx, quoteId, ctx.call.today)
  if (problems.length > 0) {
    const reasons = problems.map(({ message }) => message).join(' ')
    throw new Refused(
      'contract_not_valid',
      { opportunityId, reasons },
      problems.map(({ code, subject, message }) => ({
        pointer: '',
        code: `deal_${code}`,
        params: { subject },
        message,
      })),
    )
  }
  const groups = await groupsOf(tx, quoteId)
  const numbers = await firmNumbers(ctx, 'contract', groups.length)
  const drafts = groups.map((group, index) => ({ ...group, id: newId(), number: numbers[index] as string }))
  await insertContracts(tx, opportunityId, quoteId, drafts)
  return {
    output: {
      contractIds: drafts.map((contract) => contract.id),
      contracts: drafts.map((contract) => ({
        contractId: contract.id,
        number: contract.number,
        entityCode: contract.entityCode,
        currency: contract.currency,
        price: money(contract.priceMinor, contract.currency),
      })),
    },
    touched: [
      ...drafts.map((contract) => ({
        type: 'contract',
        id: contract.id,
        after: { ...contract, state: 'draft' },
      })),
      { type: 'opportunity', id: opportunityId },
    ],
    events: drafts.map((contract) => ({
      type: 'contracts.drafted',
      key: contract.id,
      payload: { contractId: contract.id, opportunityId, number: contract.number },
    })),
  }
})

type Draft = DealGroup & { readonly id: string; readonly number: string }

async function insertContracts(
  tx: Tx,
  opportunityId: string,
  quoteId: string,
  drafts: readonly Draft[],
): Promise<void> {
  const column = <K extends keyof Draft>(name: K) => drafts.map((contract) => contract[name])
  await tx.run(sql`
    insert into contracts.contract (id, number, opportunity_id, quote_id, entity_id, client_id, currency, title, starts_on, ends_on,
      payment_terms_days, purchase_order)
    select id, number, ${opportunityId}, ${quoteId}, entity_id, client_id, currency, title, starts_on, ends_on, terms, purchase_order
    from unnest(${column('id')}::uuid[], ${column('number')}::text[], ${column('entityId')}::uuid[], ${column('billToId')}::uuid[],
      ${column('currency')}::text[], ${column('title')}::text[], ${column('startsOn')}::date[], ${column('endsOn')}::date[],
      ${column('paymentTermsDays')}::integer[], ${column('purchaseOrder')}::text[])
      as draft (id, number, entity_id, client_id, currency, title, starts_on, ends_on, terms, purchase_order)`)
  await insertLines(tx, quoteId)
  await insertRates(tx, quoteId)
  await tx.run(sql`
    insert into contracts.milestone (id, contract_line_id, milestone_no, title, amount_minor, planned_on)
    select kernel.new_id(), line.id, planned.milestone_no, planned.title, planned.amount_minor, planned.planned_on
    from contracts.contract_line as line
      join contracts.contract on contract.tenant_id = line.tenant_id and contract.id = line.contract_id
      join quotes.quote_milestone as planned on planned.tenant_id = line.tenant_id and planned.quote_line_id = line.quote_line_id
    where line.tenant_id = kernel.tenant_id() and contract.quote_id = ${quoteId} and contract.state = 'draft'`)
}

/** Each line goes to the contract of its entity, payer and currency, under the tax rule for the payer's country. */
function insertLines(tx: Tx, quoteId: string): Promise<number> {
  return tx.run(sql`
    insert into contracts.contract_line (id, contract_id, line_no, quote_line_id, title, billing_method, revenue_method, price_minor,
      cap_minor, tax_code_id, starts_on, ends_on)
    select kernel.new_id(), contract.id, row_number() over (partition by contract.id order by line.line_no), line.id, line.title,
      line.billing_method, method.revenue, line.price_minor, line.cap_minor, firm.tax_code_for(line.entity_id, client.country), line.starts_on, line.ends_on
    from quotes.quote_line as line
      join unnest(${Object.keys(revenueMethodOf)}::text[], ${Object.values(revenueMethodOf)}::text[]) as method (billing, revenue)
        on method.billing = line.billing_method
      join contracts.contract on contract.tenant_id = line.tenant_id and contract.quote_id = line.quote_id and contract.state = 'draft'
        and contract.entity_id = line.entity_id and contract.client_id = line.bill_to_id and contract.currency = line.currency
      join clients.client on client.tenant_id = line.tenant_id and client.id = line.bill_to_id
    where line.tenant_id = kernel.tenant_id() and line.quote_id = ${quoteId}`)
}

/** Quoted rates win; roles that were not quoted keep the price list of the line, in force on its first day or later. */
async function insertRates(tx: Tx, quoteId: string): Promise<void> {
  await tx.run(sql`
    insert into contracts.contract_rate (contract_line_id, role_code, valid_from, rate, origin)
    select distinct on (line.id, detail.role_code) line.id, detail.role_code, line.starts_on, detail.bill_rate, 'quote ' || quote.number
    from contracts.contract_line as line
      join contracts.contract on contract.tenant_id = line.tenant_id and contract.id = line.contract_id
      join quotes.quote on quote.tenant_id = contract.tenant_id and quote.id = contract.quote_id
      join quotes.quote_line_detail as detail on detail.tenant_id = line.tenant_id and detail.quote_line_id = line.quote_line_id
    where line.tenant_id = kernel.tenant_id() and contract.quote_id = ${quoteId} and contract.state = 'draft'
      and line.billing_method = 'time_and_materials'
    order by line.id, detail.role_code, detail.detail_no`)
  await tx.run(sql`
    insert into contracts.contract_rate (contract_line_id, role_code, valid_from, rate, origin)
    select line.id, price.role_code, greatest(price.valid_from, line.starts_on), price.rate, 'rate card ' || card.code
    from contracts.contract_line as line
      join contracts.contract on contract.tenant_id = line.tenant_id and contract.id = line.contract_id
      join quotes.quote_line as quoted on quoted.tenant_id = line.tenant_id and quoted.id = line.quote_line_id
      join offers.rate_card as card on card.tenant_id = quoted.tenant_id and card.id = quoted.rate_card_id
      join offers.rate as price on price.tenant_id = card.tenant_id and price.rate_card_id = card.id
    where line.tenant_id = kernel.tenant_id() and contract.quote_id = ${quoteId} and contract.state = 'draft'
      and line.billing_method = 'time_and_materials'
      and price.valid_from <= line.ends_on
      and not exists (
        select from offers.rate as later
        where later.tenant_id = price.tenant_id and later.rate_card_id = price.rate_card_id and later.role_code = price.role_code
          and later.valid_from > price.valid_from and later.valid_from <= line.starts_on)
      and not exists (
        select from quotes.quote_line_detail as detail
        where detail.tenant_id = quoted.tenant_id and detail.quote_line_id = quoted.id and detail.role_code = price.role_code)`)
}
