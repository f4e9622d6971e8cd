/** What accounts moved by, month by month: whole months from the balances, broken ones from their lines. */
import { monthStart, type PlainDate } from '#kernel/dates.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import type { AccountType } from './shapes.ts'
import { brokenMonths } from './statement.ts'

/** What lines may be narrowed to; undefined does not narrow. */
export interface Dimensions {
  readonly clientId?: string | undefined
  readonly contractId?: string | undefined
  readonly projectId?: string | undefined
  readonly personId?: string | undefined
}

export interface AccountMovement {
  readonly account: string
  readonly name: string
  readonly type: AccountType
  readonly month: PlainDate
  /** Debits less credits, in the currency of the book. */
  readonly minor: bigint
}

/**
 * Debits less credits of each account and month in [from, to]. The balances know clients and contracts; what is asked
 * for a project or a person is summed up from the lines.
 */
export function movementsByMonth(
  tx: Tx,
  bookId: string,
  from: PlainDate,
  to: PlainDate,
  { clientId, contractId, projectId, personId }: Dimensions = {},
): Promise<AccountMovement[]> {
  const fromLines = projectId !== undefined || personId !== undefined
  const broken = fromLines ? [{ from, to }] : brokenMonths(from, to)
  const narrowed = sql`
    (${clientId ?? null}::uuid is null or client_id = ${clientId ?? null}::uuid)
    and (${contractId ?? null}::uuid is null or contract_id = ${contractId ?? null}::uuid)`
  return tx.rows(sql<AccountMovement>`
    with movement as (
      select account, month, functional_debit_minor - functional_credit_minor as minor
      from ledger.balance
      where tenant_id = kernel.tenant_id() and book_id = ${bookId} and not ${fromLines}::boolean
        and month between ${from} and ${to} and ${narrowed}
        and month <> all (${broken.map((span) => monthStart(span.from))}::date[])
      union all
      select account.code, date_trunc('month', line.date::timestamp)::date, line.functional_minor
      from unnest(${broken.map((span) => span.from)}::date[], ${broken.map((span) => span.to)}::date[]) as span (first, last)
      cross join ledger.account
      join ledger.line
        on line.tenant_id = account.tenant_id and line.book_id = account.book_id and line.account = account.code
        and line.date between greatest(span.first, ${from}::date) and span.last
      where account.tenant_id = kernel.tenant_id() and account.book_id = ${bookId} and ${narrowed}
        and (${projectId ?? null}::uuid is null or line.project_id = ${projectId ?? null}::uuid)
        and (${personId ?? null}::uuid is null or line.person_id = ${personId ?? null}::uuid)
    )
    select movement.account, account.name, account.type, movement.month, sum(movement.minor)::bigint as minor
    from movement
    join ledger.account
      on account.tenant_id = kernel.tenant_id() and account.book_id = ${bookId} and account.code = movement.account
    group by movement.account, account.name, account.type, movement.month
    order by movement.account, movement.month`)
}
