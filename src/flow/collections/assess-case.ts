import { handle } from '#kernel/handle.ts'
import { formatMoney, money } from '#kernel/money.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { type CaseStanding, standingOf } from './case.ts'
import { type ClientCase, itemsOf, lockCase } from './case-table.ts'
import { assessCase as contract } from './contract.ts'

/** What was found is journaled, so that it can be shown later what was known when the next step was decided. */
export const assessCase = handle(contract, async ({ tx, call }, named) => {
  const found = await lockCase(tx, named)
  const standing = standingOf(await itemsOf(tx, found.id, call.today), call.today)
  const { usdMinor, ...known } = await factsOf(tx, found, standing.collectableMinor, call.today)
  // What was begun for an invoice alone, before cases were those of clients, has nothing left to follow.
  const settled = standing.settled || named.caseId === undefined
  const state = standing.settled && found.state !== 'legal' ? 'resolved' : found.state
  if (state !== found.state)
    await tx.run(sql`
      update collections.client_case
      set state = ${state}, revision = revision + 1
      where tenant_id = kernel.tenant_id() and id = ${found.id}`)
  const { id: caseId, reminders, contacts, currency } = found
  const { daysOverdue, promise, waitDays } = standing
  const facts = { daysOverdue, promise, waitDays, ...known }
  return {
    output: {
      caseId,
      settled,
      collectable: money(standing.collectableMinor, currency),
      amountUsd: formatMoney(money(usdMinor, 'USD')),
      reminders,
      contacts,
      ...facts,
    },
    touched: [
      {
        type: 'dunning_case',
        id: caseId,
        before: { state: found.state },
        after: { state, ...facts, settled, reminders, contacts },
      },
    ],
  }
})

interface Facts {
  /** Without an exchange rate the amount is taken as it stands. */
  readonly usdMinor: bigint
  readonly clientClass: 'new' | 'prompt' | 'slow'
  readonly canMail: boolean
}

function factsOf(
  tx: Tx,
  { clientId, currency }: ClientCase,
  collectable: CaseStanding['collectableMinor'],
  today: string,
): Promise<Facts> {
  return tx.one(sql<Facts>`
    select kernel.convert(${collectable}, ${currency}, coalesce(firm.rate_on(${currency}, 'USD', ${today}::date), 1), 'USD') as "usdMinor",
      case when paid.late is null then 'new' when paid.late <= 7 then 'prompt' else 'slow' end as "clientClass",
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
    where client.tenant_id = kernel.tenant_id() and client.id = ${clientId}`)
}
