import { monthEnd } from '#kernel/dates.ts'
import { handle } from '#kernel/handle.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { checkMonth as contract } from './contract.ts'
import { reconciliation } from './reconciliation.ts'

/** What was found is journaled, so that it can be shown later what was known when a month was closed. */
export const checkMonth = handle(contract, async ({ tx }, { month, entityId }) => {
  const books = await openBooks(tx, month, entityId)
  return {
    output: { month, books },
    touched: books.map(({ periodId, ...found }) => ({ type: 'period', id: periodId, after: found })),
  }
})

/** The books whose month is not closed, with what differs and what is left to do in it. */
export async function openBooks(tx: Tx, month: string, entityId?: string) {
  const [open, lines] = await Promise.all([
    booksOf(tx, `${month}-01`, entityId),
    reconciliation(tx, entityId),
  ])
  return open.map((book) => ({ ...book, differing: differingOf(lines, book.entityCode) }))
}

type Lines = Awaited<ReturnType<typeof reconciliation>>

const differingOf = (lines: Lines, entityCode: string): number =>
  lines.filter((line) => line.entityCode === entityCode).reduce((sum, line) => sum + line.differing, 0)

interface Book {
  readonly entityId: string
  readonly entityCode: string
  readonly periodId: string
  readonly state: 'open' | 'soft_closed'
  readonly drafts: number
  readonly minutesWaiting: number
}

function booksOf(tx: Tx, first: string, entityId: string | undefined): Promise<Book[]> {
  const last = monthEnd(first)
  const one = entityId ? sql`and entity.id = ${entityId}` : sql``
  return tx.rows(sql<Book>`
    select entity.id as "entityId", entity.code as "entityCode", period.id as "periodId", period.state,
      coalesce(pro_forma.drafts, 0)::integer as drafts, coalesce(waiting.minutes, 0)::integer as "minutesWaiting"
    from ledger.period
      join firm.legal_entity as entity on entity.tenant_id = period.tenant_id and entity.id = period.book_id
      left join (
        select entity_id, count(*) as drafts
        from billing.invoice
        where tenant_id = kernel.tenant_id() and state in ('draft', 'confirmed')
          and invoice_date between ${first}::date and ${last}::date
        group by entity_id
      ) as pro_forma on pro_forma.entity_id = entity.id
      left join (
        select person.entity_id, sum(entry.minutes) as minutes
        from timesheets.time_entry as entry
          join people.person on person.tenant_id = entry.tenant_id and person.id = entry.person_id
        where entry.tenant_id = kernel.tenant_id() and entry.state in ('draft', 'submitted', 'rejected')
          and entry.worked_on between ${first}::date and ${last}::date
        group by person.entity_id
      ) as waiting on waiting.entity_id = entity.id
    where period.tenant_id = kernel.tenant_id() and period.month = ${first}::date and period.state <> 'closed' ${one}
    order by entity.code`)
}
