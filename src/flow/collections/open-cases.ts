import { handle, type Touched } from '#kernel/handle.ts'
import { formatMoney, money } from '#kernel/money.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { openCases as contract } from './contract.ts'

interface Joined {
  readonly caseId: string
  readonly invoiceId: string
  readonly invoiceNumber: string
  readonly currency: string
  readonly openMinor: bigint
  readonly dueDate: string
}

interface Followed {
  readonly caseId: string
  readonly clientId: string
  readonly clientName: string
  readonly entityCode: string
  readonly currency: string
  readonly openMinor: bigint
  readonly items: number
  /** Who owns the account, as the process knows people; null where nobody does. */
  readonly ownerId: string | null
}

/** Invoices the lawyers have stay there; an invoice that is owed again joins the case that is open now. */
export const openOverdueCases = handle(contract, async ({ tx, call }) => {
  const joined = await joinOverdue(tx, call.today)
  const followed = await beginToFollow(tx, call.today)
  return {
    output: { opened: followed.length, joined: joined.length },
    touched: touchedBy(joined, followed),
    events: [
      ...joined.map(({ openMinor, ...invoice }) => ({
        type: 'collections.invoiceOverdue',
        key: invoice.invoiceId,
        payload: { ...invoice, open: formatMoney(money(openMinor, invoice.currency)) },
      })),
      ...followed.map(({ openMinor, ...one }) => ({
        type: 'collections.caseOpened',
        key: one.caseId,
        payload: { ...one, open: formatMoney(money(openMinor, one.currency)) },
      })),
    ],
  }
})

function touchedBy(joined: readonly Joined[], followed: readonly Followed[]): Touched[] {
  const byCase = Map.groupBy(joined, ({ caseId }) => caseId)
  const begun = new Set(followed.map(({ caseId }) => caseId))
  return [
    ...[...new Set([...begun, ...byCase.keys()])].map((id) => ({
      type: 'dunning_case',
      id,
      after: {
        ...(begun.has(id) ? { followed: true } : {}),
        joined: byCase.get(id)?.map(({ invoiceNumber }) => invoiceNumber) ?? [],
      },
    })),
    ...joined.map(({ invoiceId: id, caseId }) => ({ type: 'invoice', id, after: { caseId } })),
  ]
}

/** One statement finds what is overdue and in no case, opens the cases that are missing, and lets all join, however many there are. */
function joinOverdue(tx: Tx, today: string): Promise<Joined[]> {
  return tx.rows(sql<Joined>`
    with overdue as (
      select id, number, client_id, entity_id, currency, open_minor, due_date
      from billing.invoice
      where tenant_id = kernel.tenant_id() and number is not null and open_minor > 0 and due_date < ${today}::date
        and not exists (
          select
          from collections.case_item as item
            join collections.client_case as held on held.tenant_id = item.tenant_id and held.id = item.case_id
          where item.tenant_id = invoice.tenant_id and item.invoice_id = invoice.id and held.state <> 'resolved')
    ), opened as (
      insert into collections.client_case (id, client_id, entity_id, currency, state, opened_on)
      select kernel.new_id(), client_id, entity_id, currency, 'reminding', ${today}::date
      from (select distinct client_id, entity_id, currency from overdue) as owing
      on conflict (tenant_id, client_id, entity_id, currency) where state in ('reminding', 'escalated') do update
        set revision = client_case.revision + 1
      returning id, client_id, entity_id, currency
    ), joined as (
      insert into collections.case_item (case_id, invoice_id, joined_on)
      select opened.id, overdue.id, ${today}::date
      from overdue
        join opened using (client_id, entity_id, currency)
      returning case_id, invoice_id
    )
    select joined.case_id as "caseId", overdue.id as "invoiceId", overdue.number as "invoiceNumber", overdue.currency,
      overdue.open_minor as "openMinor", overdue.due_date as "dueDate"
    from joined
      join overdue on overdue.id = joined.invoice_id
    order by overdue.due_date, overdue.number`)
}

/** So many days after a letter the next may come: the ten working days of the table. */
const DAYS_BETWEEN_LETTERS = 14

/**
 * Cases no process follows yet: new ones, and those that come from an earlier version, which are not written to twice in short order. The
 * oldest item says who owns the account.
 */
function beginToFollow(tx: Tx, today: string): Promise<Followed[]> {
  return tx.rows(sql<Followed>`
    with followed as (
      update collections.client_case
      set followed_on = ${today}, revision = revision + 1
      where tenant_id = kernel.tenant_id() and followed_on is null
        and (reminded_on is null or reminded_on <= ${today}::date - ${DAYS_BETWEEN_LETTERS}::integer)
      returning id, client_id, entity_id, currency, opened_on
    )
    select followed.id as "caseId", client.id as "clientId", client.name as "clientName", entity.code as "entityCode", followed.currency,
      owed.minor as "openMinor", owed.items, oldest.owner as "ownerId"
    from followed
      join clients.client on client.tenant_id = kernel.tenant_id() and client.id = followed.client_id
      join firm.legal_entity as entity on entity.tenant_id = kernel.tenant_id() and entity.id = followed.entity_id
      cross join lateral (
        select coalesce(sum(invoice.open_minor), 0)::bigint as minor, count(*)::integer as items
        from collections.case_item as item
          join billing.invoice on invoice.tenant_id = item.tenant_id and invoice.id = item.invoice_id
        where item.tenant_id = kernel.tenant_id() and item.case_id = followed.id and invoice.open_minor > 0
      ) as owed
      left join lateral (
        select owner.principal_id as owner
        from collections.case_item as item
          join billing.invoice on invoice.tenant_id = item.tenant_id and invoice.id = item.invoice_id
          join contracts.contract on contract.tenant_id = invoice.tenant_id and contract.id = invoice.contract_id
          join opportunities.opportunity on opportunity.tenant_id = contract.tenant_id and opportunity.id = contract.opportunity_id
          join people.person as owner on owner.tenant_id = opportunity.tenant_id and owner.id = opportunity.owner_id
        where item.tenant_id = kernel.tenant_id() and item.case_id = followed.id
        order by invoice.due_date, invoice.number
        limit 1
      ) as oldest on true
    order by followed.opened_on, client.name, followed.id`)
}
