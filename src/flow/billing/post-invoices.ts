import { nextNumbers } from '#engines/documents'
import { contractBalances, documentBilled, nothing, post, type Valued } from '#engines/ledger'
import { billActuals, billPrices } from '#flow/actuals'
import { lockContracts, setFeeBilling, setMilestoneBilling } from '#flow/contracts'
import { type Context, handle } from '#kernel/handle.ts'
import { convert, type Money, money } from '#kernel/money.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { post as contract } from './contract.ts'
import { releaseRefusal } from './invoice.ts'
import { type Invoice, lockInvoices } from './invoice-table.ts'

export const postInvoices = handle(contract, async (ctx, { invoiceIds }) => {
  const { tx } = ctx
  const invoices = await lockInvoices(tx, invoiceIds)
  for (const { id, state } of invoices) refuseIf(releaseRefusal(state), { invoiceId: id, state })
  await lockContracts(tx, [...new Set(invoices.map((invoice) => invoice.contractId))])
  const facts = await factsOf(tx, invoices)
  const numbers = await numberInvoices(ctx, invoices, facts)
  const posted = invoices.map((invoice) => ({
    ...invoice,
    ...requireFact(facts, invoice),
    number: requireFact(numbers, invoice),
  }))
  await post(ctx, await entriesOf(tx, posted))
  await settle(ctx, posted)
  return {
    output: {
      invoices: posted.map(({ id, number, grossMinor, currency }) => ({
        invoiceId: id,
        number,
        gross: money(grossMinor, currency),
      })),
    },
    touched: [
      ...posted.map(({ id, number }) => ({
        type: 'invoice',
        id,
        before: { state: 'confirmed' },
        after: { state: 'posted', number },
      })),
      // Several invoices may bill one contract; the journal names each object once.
      ...[...new Set(posted.map((invoice) => invoice.contractId))].map((id) => ({ type: 'contract', id })),
    ],
    events: posted.map((invoice) => ({
      type: 'billing.invoicePosted',
      key: invoice.id,
      payload: {
        invoiceId: invoice.id,
        number: invoice.number,
        contractId: invoice.contractId,
        dueDate: invoice.dueDate,
      },
    })),
  }
})

/** What posting needs to know of an invoice beyond its own row. Functional amounts are in the entity's currency. */
interface Fact {
  readonly entityCode: string
  readonly functionalCurrency: string
  readonly rate: string
  /** Approved work on it, as it was accrued. */
  readonly unbilledMinor: bigint
  readonly unbilledFunctionalMinor: bigint
}

function requireFact<T>(facts: ReadonlyMap<string, T>, { id }: { readonly id: string }): T {
  const fact = facts.get(id)
  if (fact === undefined) throw new Error(`invoice ${id} lost its facts while it was locked`)
  return fact
}

async function factsOf(tx: Tx, invoices: readonly Invoice[]): Promise<Map<string, Fact>> {
  const rows = await tx.rows(sql<
    Omit<Fact, 'rate'> & { id: string; currency: string; day: string; rate: string | null }
  >`
    select invoice.id, invoice.currency, invoice.invoice_date as day, entity.code as "entityCode",
      entity.currency as "functionalCurrency", firm.rate_on(invoice.currency, entity.currency, invoice.invoice_date) as rate,
      coalesce(work.minor, 0)::bigint as "unbilledMinor", coalesce(work.functional, 0)::bigint as "unbilledFunctionalMinor"
    from billing.invoice
      join firm.legal_entity as entity on entity.tenant_id = invoice.tenant_id and entity.id = invoice.entity_id
      left join (
        select invoice_id, sum(net_minor) as minor, sum(accrued_functional_minor) as functional
        from billing.invoice_line
        where tenant_id = kernel.tenant_id() and kind = 'time' and invoice_id = any(${invoices.map((invoice) => invoice.id)}::uuid[])
        group by invoice_id
      ) as work on work.invoice_id = invoice.id
    where invoice.tenant_id = kernel.tenant_id() and invoice.id = any(${invoices.map((invoice) => invoice.id)}::uuid[])`)
  return new Map(
    rows.map(({ id, rate, ...fact }) => {
      if (rate === null) {
        throw new Refused('exchange_rate_missing', {
          source: fact.currency,
          target: fact.functionalCurrency,
          day: fact.day,
        })
      }
      return [id, { ...fact, rate }]
    }),
  )
}

/** Numbers without gaps: series in a fixed order, within a series by day and then by invoice. */
async function numberInvoices(
  ctx: Context,
  invoices: readonly Invoice[],
  facts: ReadonlyMap<string, Fact>,
): Promise<Map<string, string>> {
  const series = Map.groupBy(
    invoices,
    (invoice) => `${requireFact(facts, invoice).entityCode} ${invoice.invoiceDate}`,
  )
  const numbered = new Map<string, string>()
  for (const key of [...series.keys()].sort()) {
    const [book = '', date = ''] = key.split(' ')
    const members = series.get(key) ?? []
    const numbers = await nextNumbers(ctx, { book, series: 'invoice' }, date, members.length)
    for (const [index, { id }] of members.entries()) numbered.set(id, numbers[index] as string)
  }
  return numbered
}

type Posted = Invoice & Fact & { readonly number: string }

/** One entry an invoice. Two invoices of one contract in one call use its asset up one after the other. */
async function entriesOf(tx: Tx, invoices: readonly Posted[]) {
  const assets = new Map<string, Valued>()
  for (const balance of await contractBalances(
    tx,
    ['contract_asset'],
    [...new Set(invoices.map((invoice) => invoice.contractId))],
  )) {
    assets.set(balance.contractId, {
      amount: money(balance.amountMinor, balance.currency),
      functional: balance.functionalMinor,
    })
  }
  return invoices.map((invoice) => {
    const { id, contractId, clientId, currency } = invoice
    const asset = assets.get(contractId) ?? nothing(currency)
    const lines = documentBilled.lines({
      gross: valued(invoice, invoice.grossMinor),
      tax: valued(invoice, invoice.taxMinor),
      unbilled: {
        amount: money(invoice.unbilledMinor, currency),
        functional: invoice.unbilledFunctionalMinor,
      },
      asset,
      about: { clientId, contractId, document: { type: 'invoice', id } },
    })
    const used = lines.find((line) => 'role' in line.account && line.account.role === 'contract_asset')
    if (used) {
      assets.set(contractId, {
        amount: money(asset.amount.minor + used.amount.minor, currency),
        functional: asset.functional + used.functional,
      })
    }
    return {
      bookId: invoice.entityId,
      date: invoice.invoiceDate,
      subledger: 'receivable' as const,
      description: `Invoice ${invoice.number}`,
      source: { type: 'invoice', id },
      rule: documentBilled.name,
      lines: lines.map((line) => ({ ...line, rate: invoice.rate })),
    }
  })
}

function valued({ currency, rate, functionalCurrency }: Posted, minor: bigint): Valued {
  const amount: Money = money(minor, currency)
  return {
    amount,
    functional: currency === functionalCurrency ? minor : convert(amount, rate, functionalCurrency).minor,
  }
}

/** The invoices become due, and what they bill is billed for good. */
async function settle(ctx: Context, invoices: readonly Posted[]): Promise<void> {
  const { tx, call } = ctx
  const ids = invoices.map((invoice) => invoice.id)
  const functional = invoices.map((invoice) => valued(invoice, invoice.grossMinor).functional)
  await tx.run(sql`
    update billing.invoice
    set number = posted.number, state = 'posted', open_minor = gross_minor, functional_gross_minor = posted.functional,
      functional_open_minor = posted.functional, posted_at = ${call.now}, revision = revision + 1
    from unnest(${ids}::uuid[], ${invoices.map((invoice) => invoice.number)}::text[], ${functional}::bigint[])
      as posted (id, number, functional)
    where invoice.tenant_id = kernel.tenant_id() and invoice.id = posted.id`)
  await billActuals(
    ctx,
    sql`
      select actual_id, invoice_id
      from billing.invoice_line_detail
      where tenant_id = kernel.tenant_id() and invoice_id = any(${ids}::uuid[])`,
  )
  await billPrices(
    ctx,
    sql`
      select invoice.invoice_date as happened_on, line.kind as transaction_class, invoice.entity_id, invoice.contract_id,
        line.contract_line_id, invoice.client_id, invoice.currency, line.net_minor as amount_minor,
        kernel.convert(line.net_minor, invoice.currency, firm.rate_on(invoice.currency, entity.currency, invoice.invoice_date),
          entity.currency) as functional_minor,
        coalesce(line.milestone_id, line.fee_id) as source_id, invoice.id as invoice_id
      from billing.invoice
        join billing.invoice_line as line on line.tenant_id = invoice.tenant_id and line.invoice_id = invoice.id
        join firm.legal_entity as entity on entity.tenant_id = invoice.tenant_id and entity.id = invoice.entity_id
      where invoice.tenant_id = kernel.tenant_id() and invoice.id = any(${ids}::uuid[]) and line.kind <> 'time'`,
  )
  const fixed = await tx.rows(sql<{ milestoneId: string | null; feeId: string | null }>`
    select milestone_id as "milestoneId", fee_id as "feeId"
    from billing.invoice_line
    where tenant_id = kernel.tenant_id() and invoice_id = any(${ids}::uuid[]) and kind <> 'time'`)
  const milestones = fixed.flatMap((line) => line.milestoneId ?? [])
  const fees = fixed.flatMap((line) => line.feeId ?? [])
  if (milestones.length > 0) await setMilestoneBilling(tx, milestones, 'invoice_posted')
  if (fees.length > 0) await setFeeBilling(tx, fees, 'invoice_posted')
}
