/** The entry of a credit note. */
import { type About, contractBalances, credited, nothing, post, upTo, type Valued } from '#engines/ledger'
import type { Context } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { sum } from './credit-note.ts'
import { atInvoiceRate, type Credit } from './credited-content.ts'

/** Posts it, and gives the value that left the receivable, in the entity's currency. */
export async function postCredit(ctx: Context, credit: Credit): Promise<bigint> {
  const { note, invoice, lines, taxes, givenUp } = credit
  const { currency, billableAgain } = note
  const valued = (
    parts: readonly { readonly minor: bigint; readonly functionalMinor: bigint }[],
  ): Valued => ({
    amount: money(sum(parts.map((part) => part.minor)), currency),
    functional: sum(parts.map((part) => part.functionalMinor)),
  })
  const about = {
    clientId: note.clientId,
    contractId: note.contractId,
    document: { type: 'invoice', id: invoice.id },
  }
  const time = lines.filter(({ line }) => line.kind === 'time')
  const prices = lines.filter(({ line }) => line.kind !== 'time')
  const gross = upTo(
    { amount: money(invoice.openMinor, currency), functional: invoice.functionalOpenMinor ?? 0n },
    note.grossMinor,
  )
  const taxMinor = sum(taxes.map((tax) => tax.taxMinor))
  const workers = billableAgain ? new Map<number, Worked>() : await workedOn(ctx.tx, invoice.id)
  const unearned = givenUp.map((one) => ({
    minor: one.minor - one.earnedMinor,
    functionalMinor: one.functionalMinor - one.earnedFunctionalMinor,
  }))
  const entry = credited.lines({
    gross,
    tax: valued([{ minor: taxMinor, functionalMinor: atInvoiceRate(invoice, taxMinor) }]),
    unbilled: billableAgain ? valued(time) : nothing(currency),
    unearned: valued(billableAgain ? prices : unearned),
    liability: await liabilityOf(ctx.tx, note.contractId, currency),
    revenue: [
      ...(billableAgain ? [] : time).map((part) => ({
        role: 'revenue_time',
        value: valued([part]),
        about: { ...about, ...workers.get(part.line.lineNo) },
      })),
      ...givenUp.map((one) => ({
        role: one.revenueRole,
        value: valued([{ minor: one.earnedMinor, functionalMinor: one.earnedFunctionalMinor }]),
        about,
      })),
    ],
    about,
  })
  await post(ctx, [
    {
      bookId: note.entityId,
      date: note.creditedOn,
      subledger: 'receivable',
      description: `Credit note ${note.number} of invoice ${invoice.number}`,
      source: { type: 'credit_note', id: note.id },
      rule: credited.name,
      lines: entry,
    },
  ])
  return gross.functional
}

type Worked = Pick<About, 'projectId' | 'personId' | 'practice'>

/** Whose work each line bills, and on what, as its revenue was posted. */
async function workedOn(tx: Tx, invoiceId: string): Promise<Map<number, Worked>> {
  const rows = await tx.rows(sql<Required<Worked> & { lineNo: number }>`
    select distinct on (detail.line_no) detail.line_no as "lineNo", actual.project_id as "projectId", actual.person_id as "personId",
      org_unit.code as practice
    from billing.invoice_line_detail as detail
      join actuals.actual on actual.tenant_id = detail.tenant_id and actual.id = detail.actual_id
      left join firm.org_unit on org_unit.tenant_id = actual.tenant_id and org_unit.id = actual.practice_id
    where detail.tenant_id = kernel.tenant_id() and detail.invoice_id = ${invoiceId}
    order by detail.line_no, detail.actual_id`)
  return new Map(rows.map(({ lineNo, ...worked }) => [lineNo, worked]))
}

/** What the contract was billed and has not earned yet, above zero. */
async function liabilityOf(tx: Tx, contractId: string, currency: string): Promise<Valued> {
  const [balance] = await contractBalances(tx, ['contract_liability'], [contractId])
  if (!balance) return nothing(currency)
  return { amount: money(-balance.amountMinor, currency), functional: -balance.functionalMinor }
}
