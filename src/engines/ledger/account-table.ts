/** Rows of `ledger.account` with the roles they play. */
import { sql } from '#kernel/sql.ts'
import type { AccountType, Control } from './shapes.ts'

export interface Account {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly type: AccountType
  readonly control: Control | null
  readonly currency: string | null
  readonly roles: string[]
}

/** The accounts of a book. */
export const accountsOfBook = (bookId: string) => sql<Account>`
  select account.code as id, account.code, account.name, account.type, account.control, account.currency,
    array(
      select account_role.role
      from ledger.account_role
      where account_role.tenant_id = account.tenant_id
        and account_role.book_id = account.book_id
        and account_role.account = account.code
      order by account_role.role) as roles
  from ledger.account
  where account.tenant_id = kernel.tenant_id() and account.book_id = ${bookId}`
