/** What the books say about a subledger: for the rooms that keep one, and for proving that both are equal. */
import type { PlainDate } from '#kernel/dates.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import type { Control } from './shapes.ts'

/** The balance of a control account for one contract in one currency; debit above zero. */
export interface ContractBalance {
  readonly bookId: string
  readonly control: Control
  readonly contractId: string
  readonly currency: string
  readonly amountMinor: bigint
  readonly functionalMinor: bigint
}

/**
 * Balances of control accounts by contract, those that are not zero. Rooms that decide by them lock the contract
 * first, so that two recognitions cannot use up one liability.
 */
export function contractBalances(
  tx: Tx,
  controls: readonly Control[],
  contractIds: readonly string[],
): Promise<ContractBalance[]> {
  return tx.rows(sql<ContractBalance>`
    select balance.book_id as "bookId", account.control, balance.contract_id as "contractId", balance.currency,
      sum(balance.debit_minor - balance.credit_minor)::bigint as "amountMinor",
      sum(balance.functional_debit_minor - balance.functional_credit_minor)::bigint as "functionalMinor"
    from ledger.balance
    join ledger.account
      on account.tenant_id = balance.tenant_id
      and account.book_id = balance.book_id
      and account.code = balance.account
    where balance.tenant_id = kernel.tenant_id()
      and balance.contract_id = any (${contractIds}::uuid[])
      and account.control = any (${controls}::text[])
    group by 1, 2, 3, 4
    having sum(balance.debit_minor - balance.credit_minor) <> 0
      or sum(balance.functional_debit_minor - balance.functional_credit_minor) <> 0`)
}

/** What a control account holds for a client, contract or document; the finest of them that was asked for. */
export interface ControlBalance {
  readonly bookId: string
  readonly clientId: string | null
  readonly contractId: string | null
  readonly documentType: string | null
  readonly documentId: string | null
  readonly currency: string
  readonly amountMinor: bigint
  readonly functionalMinor: bigint
}

/**
 * Every balance of a control account that is not zero, by the dimension its room keeps it by, as of a day: what the
 * rooms compare with their own tables.
 */
export function controlBalances(
  tx: Tx,
  control: Control,
  by: 'client' | 'contract' | 'document',
  asOf?: PlainDate,
): Promise<ControlBalance[]> {
  const client = by === 'client' ? sql`client_id` : sql`null::uuid`
  const contract = by === 'contract' ? sql`contract_id` : sql`null::uuid`
  const documentType = by === 'document' ? sql`document_type` : sql`null::text`
  const documentId = by === 'document' ? sql`document_id` : sql`null::uuid`
  return tx.rows(sql<ControlBalance>`
    select book_id as "bookId", ${client} as "clientId", ${contract} as "contractId",
      ${documentType} as "documentType", ${documentId} as "documentId", currency,
      sum(amount_minor)::bigint as "amountMinor", sum(functional_minor)::bigint as "functionalMinor"
    from ledger.line
    where tenant_id = kernel.tenant_id()
      and control = ${control}
      and date <= coalesce(${asOf ?? null}::date, 'infinity')
    group by 1, 2, 3, 4, 5, 6
    having sum(amount_minor) <> 0 or sum(functional_minor) <> 0
    order by 1, 6, 2, 3, 4, 5`)
}

/** The balance of an account that plays a role, per book and currency, as of a day: for accounts without a control. */
export function roleBalances(
  tx: Tx,
  role: string,
  asOf?: PlainDate,
): Promise<{ bookId: string; currency: string; amountMinor: bigint; functionalMinor: bigint }[]> {
  return tx.rows(sql<{ bookId: string; currency: string; amountMinor: bigint; functionalMinor: bigint }>`
    select line.book_id as "bookId", line.currency, sum(line.amount_minor)::bigint as "amountMinor",
      sum(line.functional_minor)::bigint as "functionalMinor"
    from ledger.account_role
    join ledger.line
      on line.tenant_id = account_role.tenant_id
      and line.book_id = account_role.book_id
      and line.account = account_role.account
    where account_role.tenant_id = kernel.tenant_id()
      and account_role.role = ${role}
      and line.date <= coalesce(${asOf ?? null}::date, 'infinity')
    group by 1, 2
    order by 1, 2`)
}
