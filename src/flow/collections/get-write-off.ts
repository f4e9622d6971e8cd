import { worthForLimits } from '#flow/opportunities'
import { answer } from '#kernel/handle.ts'
import { formatMoney, money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { getWriteOff as contract } from './contract.ts'
import { type WriteOffRow, writeOffRows } from './write-off-table.ts'

interface Row extends WriteOffRow {
  readonly taxRelief: boolean
  readonly askedByName: string | null
  readonly entityCode: string
  readonly grossMinor: bigint
  readonly openMinor: bigint
  readonly dueDate: string
  readonly late: number
  readonly lossAccount: string | null
}

export const getWriteOff = answer(contract, async ({ tx, call }, { writeOffId }) => {
  const row = await tx.maybe(sql<Row>`
    select q.*, write_off.tax_relief as "taxRelief", asker.name as "askedByName", entity.code as "entityCode",
      invoice.gross_minor as "grossMinor", invoice.open_minor as "openMinor", invoice.due_date as "dueDate",
      ${call.today}::date - invoice.due_date as late, account.code || ' ' || account.name as "lossAccount"
    from (${writeOffRows}) as q
      join collections.write_off on write_off.tenant_id = kernel.tenant_id() and write_off.id = q.id
      join billing.invoice on invoice.tenant_id = write_off.tenant_id and invoice.id = q."invoiceId"
      join firm.legal_entity as entity on entity.tenant_id = invoice.tenant_id and entity.id = invoice.entity_id
      left join access.principal as asker on asker.tenant_id = write_off.tenant_id and asker.id = write_off.asked_by
      left join ledger.account_role as role on role.tenant_id = entity.tenant_id and role.book_id = entity.id
        and role.role = 'credit_loss'
      left join ledger.account on account.tenant_id = role.tenant_id and account.book_id = role.book_id and account.code = role.account
    where q.id = ${writeOffId}`)
  if (!row) throw new Refused('write_off_not_found', { writeOffId })
  const { amountMinor, taxMinor, grossMinor, openMinor, late, currency, ...told } = row
  const amount = money(amountMinor, currency)
  return {
    ...told,
    gross: money(grossMinor, currency),
    open: money(openMinor, currency),
    daysOverdue: Math.max(late, 0),
    amount,
    amountUsd: formatMoney(await worthForLimits(tx, amount, call.today)),
    tax: money(taxMinor, currency),
    loss: money(amountMinor - taxMinor, currency),
    // What is booked or refused leaves nothing to be taken from what is open.
    openAfter: money(told.state === 'asked' ? openMinor - amountMinor : openMinor, currency),
  }
})
