import { lockContracts } from '#flow/contracts'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { billableContracts } from './billable.ts'
import { runBilling as contract } from './contract.ts'
import { draftFixedLines, draftInvoices, draftTimeLines, totalInvoices } from './draft.ts'
import { draftRemainders } from './remainder.ts'

export const runBilling = handle(contract, async (ctx, input) => {
  const { tx, call } = ctx
  const found = await billableContracts(tx, input)
  if (found.length === 0) throw new Refused('nothing_to_bill', { cutoff: input.cutoff })
  // Two runs at once take turns on a contract; the second finds what the first has left.
  await lockContracts(tx, found)
  const contractIds = await billableContracts(tx, { ...input, contractIds: found })
  if (contractIds.length === 0) throw new Refused('nothing_to_bill', { cutoff: input.cutoff })
  const runId = newId()
  const run = { runId, cutoff: input.cutoff, invoiceDate: input.invoiceDate, contractIds }
  await tx.run(sql`
    insert into billing.run (id, cutoff, invoice_date, started_at, invoices)
    values (${runId}, ${input.cutoff}, ${input.invoiceDate}, ${call.now}, ${contractIds.length})`)
  await draftInvoices(tx, run)
  await draftFixedLines(tx, run)
  await draftRemainders(tx, runId)
  await draftTimeLines(tx, run)
  await totalInvoices(tx, run)
  const drafts = await draftsOf(tx, runId)
  return {
    output: { runId, invoices: drafts.length, totals: totalsOf(drafts) },
    touched: [
      { type: 'billing_run', id: runId, after: { cutoff: input.cutoff, invoices: drafts.length } },
      ...drafts.map(({ id, netMinor, currency }) => ({
        type: 'invoice',
        id,
        after: { state: 'draft', netMinor, currency },
      })),
    ],
    events: drafts.map((draft) => ({
      type: 'billing.invoiceDrafted',
      key: draft.id,
      payload: {
        invoiceId: draft.id,
        contractId: draft.contractId,
        contractNumber: draft.contractNumber,
        entityCode: draft.entityCode,
        clientName: draft.clientName,
      },
    })),
  }
})

interface Draft {
  readonly id: string
  readonly contractId: string
  readonly contractNumber: string
  readonly entityCode: string
  readonly clientName: string
  readonly currency: string
  readonly netMinor: bigint
  readonly taxMinor: bigint
}

function draftsOf(tx: Tx, runId: string): Promise<Draft[]> {
  return tx.rows(sql<Draft>`
    select invoice.id, invoice.contract_id as "contractId", contract.number as "contractNumber", entity.code as "entityCode",
      client.name as "clientName", invoice.currency, invoice.net_minor as "netMinor", invoice.tax_minor as "taxMinor"
    from billing.invoice
      join contracts.contract on contract.tenant_id = invoice.tenant_id and contract.id = invoice.contract_id
      join firm.legal_entity as entity on entity.tenant_id = invoice.tenant_id and entity.id = invoice.entity_id
      join clients.client on client.tenant_id = invoice.tenant_id and client.id = invoice.client_id
    where invoice.tenant_id = kernel.tenant_id() and invoice.run_id = ${runId}
    order by contract.number`)
}

function totalsOf(drafts: readonly Draft[]) {
  return [...Map.groupBy(drafts, (draft) => draft.currency)].map(([currency, of]) => {
    const net = of.reduce((sum, draft) => sum + draft.netMinor, 0n)
    const tax = of.reduce((sum, draft) => sum + draft.taxMinor, 0n)
    return {
      currency,
      invoices: of.length,
      net: money(net, currency),
      tax: money(tax, currency),
      gross: money(net + tax, currency),
    }
  })
}
