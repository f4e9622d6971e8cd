import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { formatMoney, money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { findRenewals as contract } from './contract.ts'

interface Found {
  readonly contractId: string
  readonly contractNumber: string
  readonly title: string
  readonly clientId: string
  readonly clientName: string
  readonly currency: string
  readonly priceMinor: bigint
  readonly termEndsOn: string
  readonly noticeOn: string
  readonly ownerId: string | null
  readonly ownerPrincipalId: string | null
}

/** Each end of a term is found once: the table has no room for a second renewal of it. */
export const findContractRenewals = handle(contract, async ({ tx, call }, { leadDays }) => {
  const ending = await tx.rows(sql<Found>`
    with term as (
      select line.contract_id, max(line.ends_on) as ends_on, sum(line.price_minor)::bigint as price_minor
      from contracts.contract_line as line
      where line.tenant_id = kernel.tenant_id() and line.billing_method = 'recurring_fee'
      group by line.contract_id)
    select contract.id as "contractId", contract.number as "contractNumber", contract.title, contract.client_id as "clientId",
      client.name as "clientName", contract.currency, term.price_minor as "priceMinor", term.ends_on as "termEndsOn",
      term.ends_on - contract.notice_days as "noticeOn", deal.owner_id as "ownerId", owner.principal_id as "ownerPrincipalId"
    from term
      join contracts.contract on contract.tenant_id = kernel.tenant_id() and contract.id = term.contract_id
      join clients.client on client.tenant_id = contract.tenant_id and client.id = contract.client_id
      join opportunities.opportunity as deal on deal.tenant_id = contract.tenant_id and deal.id = contract.opportunity_id
      left join people.person as owner on owner.tenant_id = deal.tenant_id and owner.id = deal.owner_id
    where contract.state = 'active' and term.ends_on >= ${call.today}::date
      and term.ends_on - contract.notice_days - ${leadDays}::integer <= ${call.today}::date
      and not exists (
        select from contracts.renewal
        where renewal.tenant_id = contract.tenant_id and renewal.contract_id = contract.id
          and renewal.term_ends_on = term.ends_on)
    order by term.ends_on, contract.number`)
  const found = ending.map((one) => ({ renewalId: newId(), ...one }))
  await tx.run(sql`
    insert into contracts.renewal (id, contract_id, term_ends_on, notice_on, found_at)
    select id, contract_id, term_ends_on, notice_on, ${call.now}
    from unnest(${found.map(({ renewalId }) => renewalId)}::uuid[], ${found.map(({ contractId }) => contractId)}::uuid[],
      ${found.map(({ termEndsOn }) => termEndsOn)}::date[], ${found.map(({ noticeOn }) => noticeOn)}::date[])
      as given (id, contract_id, term_ends_on, notice_on)`)
  return {
    output: { found: found.length },
    touched: found.flatMap(({ renewalId, contractId, termEndsOn, noticeOn }) => [
      { type: 'renewal', id: renewalId, after: { contractId, termEndsOn, noticeOn, state: 'due' } },
      { type: 'contract', id: contractId },
    ]),
    events: found.map(({ priceMinor, ...one }) => ({
      type: 'contracts.renewalDue',
      key: one.renewalId,
      payload: { ...one, amount: formatMoney(money(priceMinor, one.currency)) },
    })),
  }
})
