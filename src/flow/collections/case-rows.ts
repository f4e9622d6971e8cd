/** Cases as people see them, in a list and by themselves. */
import { money } from '#kernel/money.ts'
import { type RawBuilder, sql } from '#kernel/sql.ts'
import type { ClientCase } from './case-table.ts'

/** A case with the names people know it by, and what is open of it; amounts are minor units. */
export interface CaseRow extends Omit<ClientCase, 'revision'> {
  readonly clientName: string
  readonly entityCode: string
  readonly items: number
  readonly openMinor: bigint
  readonly disputedMinor: bigint
  readonly oldestDueDate: string | null
}

/** A select of all cases, to be narrowed. */
export const caseRows: RawBuilder<CaseRow> = sql<CaseRow>`
  select one.id, one.client_id as "clientId", client.name as "clientName", one.entity_id as "entityId", entity.code as "entityCode",
    one.currency, owed.items, owed.minor as "openMinor", owed.disputed as "disputedMinor", owed.oldest as "oldestDueDate", one.state,
    one.reminders, one.contacts, one.reminded_on as "remindedOn", one.opened_on as "openedOn", one.note
  from collections.client_case as one
    join clients.client on client.tenant_id = one.tenant_id and client.id = one.client_id
    join firm.legal_entity as entity on entity.tenant_id = one.tenant_id and entity.id = one.entity_id
    cross join lateral (
      select count(*)::integer as items, coalesce(sum(invoice.open_minor), 0)::bigint as minor, min(invoice.due_date) as oldest,
        coalesce(sum(least(invoice.open_minor, (
          select coalesce(sum(dispute.amount_minor), 0)
          from collections.dispute
          where dispute.tenant_id = invoice.tenant_id and dispute.invoice_id = invoice.id and dispute.state = 'open'))), 0)::bigint as disputed
      from collections.case_item as item
        join billing.invoice on invoice.tenant_id = item.tenant_id and invoice.id = item.invoice_id
      where item.tenant_id = one.tenant_id and item.case_id = one.id and invoice.open_minor > 0
    ) as owed
  where one.tenant_id = kernel.tenant_id()`

/** The same with money as it is told. */
export const shownCase = ({ openMinor, disputedMinor, ...row }: CaseRow) => ({
  ...row,
  open: money(openMinor, row.currency),
  disputed: money(disputedMinor, row.currency),
})
