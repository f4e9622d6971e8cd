/** How contracts are shown: rows of the list. */
import { type Money, money } from '#kernel/money.ts'
import { type RawBuilder, sql } from '#kernel/sql.ts'
import type { ContractState } from './terms.ts'

export interface ContractRow {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly opportunityId: string
  readonly entityId: string
  readonly entityCode: string
  readonly clientId: string
  readonly clientName: string
  readonly currency: string
  readonly state: ContractState
  readonly priceMinor: bigint
  readonly startsOn: string
  readonly endsOn: string
  readonly revision: number
}

/** A select of all contracts with the names people know them by. */
export const contractRows: RawBuilder<unknown> = sql`
  select contract.id, contract.number, contract.title, contract.opportunity_id as "opportunityId", contract.entity_id as "entityId",
    entity.code as "entityCode", contract.client_id as "clientId", client.name as "clientName", contract.currency, contract.state,
    price.minor as "priceMinor", contract.starts_on as "startsOn", contract.ends_on as "endsOn", contract.revision
  from contracts.contract
    join firm.legal_entity as entity on entity.tenant_id = contract.tenant_id and entity.id = contract.entity_id
    join clients.client on client.tenant_id = contract.tenant_id and client.id = contract.client_id
    cross join lateral (
      select coalesce(sum(line.price_minor), 0)::bigint as minor
      from contracts.contract_line as line
      where line.tenant_id = contract.tenant_id and line.contract_id = contract.id
    ) as price
  where contract.tenant_id = kernel.tenant_id()`

export function shown<R extends ContractRow>(row: R): Omit<R, 'priceMinor'> & { price: Money } {
  const { priceMinor, ...rest } = row
  return { ...rest, price: money(priceMinor, row.currency) }
}
