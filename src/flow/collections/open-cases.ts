import { handle } from '#kernel/handle.ts'
import { formatMoney, money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { openCases as contract } from './contract.ts'

interface Opened {
  readonly invoiceId: string
  readonly invoiceNumber: string
  readonly clientName: string
  readonly currency: string
  readonly openMinor: bigint
  readonly dueDate: string
  /** Who owns the account, as the process knows people; null where nobody does. */
  readonly ownerId: string | null
}

/** One statement finds and opens them, however many there are. A case that was resolved begins anew when money is owed again. */
export const openOverdueCases = handle(contract, async ({ tx, call }) => {
  const opened = await tx.rows(sql<Opened>`
    with opened as (
      insert into collections.dunning_case (invoice_id, state, opened_on)
      select id, 'reminding', ${call.today}::date
      from billing.invoice
      where tenant_id = kernel.tenant_id() and number is not null and open_minor > 0 and due_date < ${call.today}::date
      on conflict (tenant_id, invoice_id) do update
        set state = 'reminding', opened_on = excluded.opened_on, reminders = 0, contacts = 0,
          revision = dunning_case.revision + 1
        where dunning_case.state = 'resolved'
      returning invoice_id
    )
    select invoice.id as "invoiceId", invoice.number as "invoiceNumber", client.name as "clientName", invoice.currency,
      invoice.open_minor as "openMinor", invoice.due_date as "dueDate", owner.principal_id as "ownerId"
    from opened
      join billing.invoice on invoice.tenant_id = kernel.tenant_id() and invoice.id = opened.invoice_id
      join clients.client on client.tenant_id = invoice.tenant_id and client.id = invoice.client_id
      join contracts.contract on contract.tenant_id = invoice.tenant_id and contract.id = invoice.contract_id
      join opportunities.opportunity on opportunity.tenant_id = contract.tenant_id and opportunity.id = contract.opportunity_id
      left join people.person as owner on owner.tenant_id = opportunity.tenant_id and owner.id = opportunity.owner_id
    order by invoice.due_date, invoice.number`)
  return {
    output: { opened: opened.length },
    touched: opened.map(({ invoiceId }) => ({
      type: 'dunning_case',
      id: invoiceId,
      after: { state: 'reminding' },
    })),
    events: opened.map(({ openMinor, ...invoice }) => ({
      type: 'collections.invoiceOverdue',
      key: invoice.invoiceId,
      payload: { ...invoice, open: formatMoney(money(openMinor, invoice.currency)) },
    })),
  }
})
