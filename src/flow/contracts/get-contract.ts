import { answer } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { anyOf, sql, type Tx, tables } from '#kernel/sql.ts'
import { get } from './contract.ts'
import { type ContractLine, contractById, linesOf } from './contract-table.ts'
import { type ContractRow, contractRows, shown } from './contract-view.ts'
import type { ContractsTables } from './schema.ts'

const db = tables<ContractsTables>()

export const getContract = answer(get, async ({ tx }, { contractId }) => {
  const row = await tx.maybe(
    sql<ContractRow>`select q.* from (${contractRows}) as q where q.id = ${contractId}`,
  )
  if (!row) throw new Refused('contract_not_found', { contractId })
  const { quoteId, paymentTermsDays, purchaseOrder, activatedOn, version } = await contractById(
    tx,
    contractId,
  )
  const lines = await linesOf(tx, [contractId])
  const parts = await partsOf(
    tx,
    lines.map((line) => line.id),
  )
  return {
    ...shown(row),
    quoteId,
    paymentTermsDays,
    purchaseOrder,
    activatedOn,
    version,
    lines: lines.map((line) => lineShown(line, row.currency, parts)),
  }
})

type Parts = Awaited<ReturnType<typeof partsOf>>

/** What hangs on the lines: one statement a kind, never one a line. */
async function partsOf(tx: Tx, lineIds: readonly string[]) {
  const [taxes, rates, milestones, fees] = await Promise.all([
    tx.rows(sql<{ lineId: string; code: string; percent: string }>`
      select line.id as "lineId", tax.code, tax.percent
      from contracts.contract_line as line
        join firm.tax_code as tax on tax.tenant_id = line.tenant_id and tax.id = line.tax_code_id
      where line.tenant_id = kernel.tenant_id() and line.id = any(${lineIds}::uuid[])`),
    tx.rows(
      db
        .selectFrom('contracts.contract_rate')
        .select(['contract_line_id as lineId', 'role_code as roleCode', 'valid_from as validFrom', 'rate'])
        .select('origin')
        .where('contract_line_id', '=', anyOf(lineIds))
        .orderBy('role_code')
        .orderBy('valid_from'),
    ),
    tx.rows(
      db
        .selectFrom('contracts.milestone')
        .select(['contract_line_id as lineId', 'id', 'milestone_no as milestoneNo', 'title', 'state'])
        .select(['amount_minor as minor', 'planned_on as plannedOn', 'billing_status as billingStatus'])
        .select(['accepted_on as acceptedOn', 'evidence', 'revision'])
        .where('contract_line_id', '=', anyOf(lineIds))
        .orderBy('milestone_no'),
    ),
    tx.rows(
      db
        .selectFrom('contracts.fee')
        .select([
          'contract_line_id as lineId',
          'id',
          'period_start as periodStart',
          'period_end as periodEnd',
        ])
        .select(['bill_on as billOn', 'amount_minor as minor', 'billing_status as billingStatus'])
        .where('contract_line_id', '=', anyOf(lineIds))
        .orderBy('period_start'),
    ),
  ])
  return { taxes, rates, milestones, fees }
}

function lineShown(line: ContractLine, currency: string, parts: Parts) {
  const tax = parts.taxes.find((found) => found.lineId === line.id)
  if (!tax) throw new Error(`contract line ${line.id} has no tax code`)
  const mine = <P extends { lineId: string }>(all: readonly P[]) =>
    all.filter((part) => part.lineId === line.id)
  return {
    id: line.id,
    lineNo: line.lineNo,
    title: line.title,
    billingMethod: line.billingMethod,
    revenueMethod: line.revenueMethod,
    price: money(line.priceMinor, currency),
    cap: line.capMinor === null ? null : money(line.capMinor, currency),
    committed: money(line.committedMinor, currency),
    taxCode: tax.code,
    taxPercent: tax.percent,
    startsOn: line.startsOn,
    endsOn: line.endsOn,
    rates: mine(parts.rates),
    milestones: mine(parts.milestones).map(({ minor, ...milestone }) => ({
      ...milestone,
      amount: money(minor, currency),
    })),
    fees: mine(parts.fees).map(({ minor, ...fee }) => ({ ...fee, amount: money(minor, currency) })),
  }
}
