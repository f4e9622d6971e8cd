import { handle } from '#kernel/handle.ts'
import { formatMoney, money } from '#kernel/money.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { type DunningCase, lockCase } from './case-table.ts'
import { assessCase as contract } from './contract.ts'
import { promiseRows } from './promise-rows.ts'

/** What was found is journaled, so that it can be shown later what was known when the next step was decided. */
export const assessCase = handle(contract, async ({ tx, call }, { invoiceId }) => {
  const found = await lockCase(tx, invoiceId)
  const known = await factsOf(tx, found, call.today)
  const settled = found.openMinor === 0n
  const state = settled && found.state !== 'legal' ? 'resolved' : found.state
  if (state !== found.state)
    await tx.run(sql`
      update collections.dunning_case
      set state = ${state}, revision = revision + 1
      where tenant_id = kernel.tenant_id() and invoice_id = ${invoiceId}`)
  const { usdMinor, ...facts } = known
  const { reminders, contacts, currency } = found
  const output = {
    invoiceId,
    settled,
    collectable: money(found.openMinor - found.disputedMinor, currency),
    amountUsd: formatMoney(money(usdMinor, 'USD')),
    reminders,
    contacts,
    ...facts,
  }
  return {
    output,
    touched: [
      {
        type: 'dunning_case',
        id: invoiceId,
        before: { state: found.state },
        after: { state, ...facts, settled, reminders, contacts },
      },
    ],
  }
})

interface Facts {
  readonly daysOverdue: number
  /** Without an exchange rate the amount is taken as it stands. */
  readonly usdMinor: bigint
  readonly clientClass: 'new' | 'prompt' | 'slow'
  readonly promise: 'none' | 'open' | 'kept' | 'broken'
  readonly waitDays: number
  readonly canMail: boolean
}

function factsOf(tx: Tx, found: DunningCase, today: string): Promise<Facts> {
  const { invoiceId, clientId, currency, dueDate } = found
  const collectable = found.openMinor - found.disputedMinor
  return tx.one(sql<Facts>`
    select greatest(${today}::date - ${dueDate}::date, 0) as "daysOverdue",
      kernel.convert(${collectable}, ${currency}, coalesce(firm.rate_on(${currency}, 'USD', ${today}::date), 1), 'USD') as "usdMinor",
      case when paid.late is null then 'new' when paid.late <= 7 then 'prompt' else 'slow' end as "clientClass",
      coalesce(promise.state, 'none') as promise,
      case promise.state when 'open' then promise."dueOn" - ${today}::date + 1 else 0 end as "waitDays",
      client.invoice_email <> '' as "canMail"
    from clients.client
      cross join lateral (
        select avg(last.day - invoice.due_date) as late
        from billing.invoice
          cross join lateral (
            select max(allocation.allocated_on) as day
            from collections.allocation
            where allocation.tenant_id = invoice.tenant_id and allocation.invoice_id = invoice.id
          ) as last
        where invoice.tenant_id = client.tenant_id and invoice.client_id = client.id and invoice.state = 'paid'
          and last.day > ${today}::date - 365
      ) as paid
      left join (
        select state, "dueOn"
        from (${promiseRows(today)}) as promise
        where "invoiceId" = ${invoiceId} and state <> 'replaced'
        order by "madeOn" desc, "dueOn" desc
        limit 1
      ) as promise on true
    where client.tenant_id = kernel.tenant_id() and client.id = ${clientId}`)
}
