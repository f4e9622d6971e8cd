import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { type Money, money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import { rollForward as contract } from './contract.ts'

type ControlPosition = 'unbilled_receivable' | 'contract_asset' | 'contract_liability'

/** Movements in minor units of one currency, debit above zero. */
interface Movements {
  readonly opening: bigint
  readonly recognised: bigint
  readonly billed: bigint
  readonly reclassified: bigint
  readonly exchange: bigint
}

const kinds = ['opening', 'recognised', 'billed', 'reclassified', 'exchange'] as const

type InBooks = { readonly [Kind in keyof Movements as `books_${Kind}`]: bigint }

interface Row extends Movements, InBooks {
  readonly contractId: string
  readonly bookId: string
  readonly bookCurrency: string
  readonly position: ControlPosition
  readonly account: string
  readonly currency: string
}

interface Total extends Movements {
  readonly entityId: string
  readonly entityCode: string
  readonly currency: string
  readonly position: ControlPosition
  readonly account: string
  readonly ledger: bigint
}

interface Contract {
  readonly id: string
  readonly contractNumber: string
  readonly title: string
  readonly clientName: string
  readonly entityCode: string
}

/** Everything comes from the lines of the control accounts, so it ties to the books by construction and is proved to. */
export const rollForward = answer(contract, async ({ tx }, input) => {
  const { from, to, contractId, entityId, ...page } = input
  if (from > to) throw new Refused('roll_forward_period_wrong')
  const { items, nextCursor } = await list<Contract>(
    tx,
    {
      from: contractRows,
      where: [
        contractId ? sql`id = ${contractId}` : undefined,
        entityId ? sql`"entityId" = ${entityId}` : undefined,
      ],
      sorts: { contractNumber: 'contractNumber' },
    },
    page,
  )
  const ids = items.map(({ id }) => id)
  const [rows, totals] = await Promise.all([
    positionsOf(tx, ids, from, to),
    totalsOf(tx, { from, to, contractId, entityId }),
  ])
  const byContract = Map.groupBy(rows, (row) => row.contractId)
  return {
    items: items.map(({ id, contractNumber, title, clientName, entityCode }) => ({
      ...{ id, contractNumber, title, clientName, entityCode },
      positions: (byContract.get(id) ?? []).map((row) => shown(row, from, to)),
    })),
    nextCursor,
    totals: totals.map(shownTotal),
  }
})

const contractRows = sql`
  select contract.id, contract.number as "contractNumber", contract.title, client.name as "clientName",
    entity.code as "entityCode", contract.entity_id as "entityId"
  from contracts.contract
  join clients.client on client.tenant_id = contract.tenant_id and client.id = contract.client_id
  join firm.legal_entity as entity on entity.tenant_id = contract.tenant_id and entity.id = contract.entity_id
  where contract.tenant_id = kernel.tenant_id() and contract.state not in ('draft', 'lost')`

/** What of a line's amount is which movement. Invoices are posted to receivables, revenue to revenue; the rest is neither. */
function movementsOf(amount: RawBuilder<unknown>, from: string, prefix = ''): RawBuilder<unknown> {
  const moved = sql`line.date >= ${from} and line.amount_minor <> 0`
  const conditions = {
    opening: sql`line.date < ${from}`,
    recognised: sql`${moved} and entry.subledger = 'revenue'`,
    billed: sql`${moved} and entry.subledger = 'receivable'`,
    reclassified: sql`${moved} and entry.subledger not in ('revenue', 'receivable')`,
    exchange: sql`line.date >= ${from} and line.amount_minor = 0`,
  }
  return sql.join(
    kinds.map(
      (kind) =>
        sql`coalesce(sum(${amount}) filter (where ${conditions[kind]}), 0)::bigint as ${sql.ref(prefix + kind)}`,
    ),
  )
}

const controlLines = sql`
  from ledger.line
  join ledger.entry on entry.tenant_id = line.tenant_id and entry.id = line.entry_id
  join ledger.book on book.tenant_id = line.tenant_id and book.id = line.book_id
  where line.tenant_id = kernel.tenant_id()
    and line.control in ('unbilled_receivable', 'contract_asset', 'contract_liability')`

function positionsOf(tx: Tx, contractIds: readonly string[], from: string, to: string): Promise<Row[]> {
  return tx.rows(sql<Row>`
    select line.contract_id as "contractId", line.book_id as "bookId", book.currency as "bookCurrency",
      line.control as position, line.account, line.currency, ${movementsOf(sql`line.amount_minor`, from)},
      ${movementsOf(sql`line.functional_minor`, from, 'books_')}
    ${controlLines} and line.contract_id = any(${contractIds}::uuid[]) and line.date <= ${to}
    group by 1, 2, 3, 4, 5, 6
    order by 1, 5, 6`)
}

/** By entity and account, beside the balance the books keep of the same account and contracts. */
function totalsOf(
  tx: Tx,
  asked: { from: string; to: string; contractId: string | undefined; entityId: string | undefined },
): Promise<Total[]> {
  const { from, to, contractId = null, entityId = null } = asked
  return tx.rows(sql<Total>`
    with moved as (
      select line.book_id, book.currency, line.control, line.account, ${movementsOf(sql`line.functional_minor`, from)}
      ${controlLines} and line.date <= ${to}
        and (${contractId}::uuid is null or line.contract_id = ${contractId}::uuid)
        and (${entityId}::uuid is null or line.book_id = ${entityId}::uuid)
      group by 1, 2, 3, 4
    ),
    kept as (
      select balance.book_id, balance.account, sum(functional_debit_minor - functional_credit_minor) as minor
      from ledger.balance
      join ledger.account
        on account.tenant_id = balance.tenant_id and account.book_id = balance.book_id and account.code = balance.account
      where balance.tenant_id = kernel.tenant_id() and balance.month <= ${to}
        and account.control in ('unbilled_receivable', 'contract_asset', 'contract_liability')
        and (${contractId}::uuid is null or balance.contract_id = ${contractId}::uuid)
        and (${entityId}::uuid is null or balance.book_id = ${entityId}::uuid)
      group by 1, 2
    ),
    after as (
      select line.book_id, line.account, sum(line.functional_minor) as minor
      ${controlLines} and line.date > ${to} and line.date < date_trunc('month', ${to}::timestamp) + interval '1 month'
        and (${contractId}::uuid is null or line.contract_id = ${contractId}::uuid)
        and (${entityId}::uuid is null or line.book_id = ${entityId}::uuid)
      group by 1, 2
    )
    select moved.book_id as "entityId", entity.code as "entityCode", moved.currency, moved.control as position,
      moved.account, moved.opening, moved.recognised, moved.billed, moved.reclassified, moved.exchange,
      (coalesce(kept.minor, 0) - coalesce(after.minor, 0))::bigint as ledger
    from moved
    join firm.legal_entity as entity on entity.tenant_id = kernel.tenant_id() and entity.id = moved.book_id
    left join kept using (book_id, account)
    left join after using (book_id, account)
    order by entity.code, moved.account`)
}

/** A liability is told above zero, as it is owed; the others as they are held. */
const signOf = (position: ControlPosition) => (position === 'contract_liability' ? -1n : 1n)

function told(
  movements: Movements,
  sign: bigint,
  currency: string,
): Record<(typeof kinds)[number] | 'closing', Money> {
  const inCurrency = (minor: bigint) => money(sign * minor, currency)
  const { opening, recognised, billed, reclassified, exchange } = movements
  return {
    opening: inCurrency(opening),
    recognised: inCurrency(recognised),
    billed: inCurrency(billed),
    reclassified: inCurrency(reclassified),
    exchange: inCurrency(exchange),
    closing: inCurrency(kinds.reduce((sum, kind) => sum + movements[kind], 0n)),
  }
}

function shown(row: Row, from: string, to: string) {
  const { contractId, bookId, bookCurrency, position, account, currency } = row
  const books: Movements = {
    opening: row.books_opening,
    recognised: row.books_recognised,
    billed: row.books_billed,
    reclassified: row.books_reclassified,
    exchange: row.books_exchange,
  }
  return {
    position,
    account,
    ...told(row, signOf(position), currency),
    inBooks: told(books, signOf(position), bookCurrency),
    opens: { query: 'ledger.generalLedger' as const, input: { bookId, account, contractId, from, to } },
  }
}

function shownTotal({ entityId, entityCode, currency, position, account, ledger, ...movements }: Total) {
  const figures = told(movements, signOf(position), currency)
  const inBooks = money(signOf(position) * ledger, currency)
  return {
    ...{ entityId, entityCode, position, account, currency },
    ...figures,
    ledger: inBooks,
    agrees: figures.closing.minor === inBooks.minor,
  }
}
