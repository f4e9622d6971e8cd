/** What clients owe, invoice by invoice, now or as it was at the end of a day. */
import type { PlainDate } from '#kernel/dates.ts'
import { type RawBuilder, sql } from '#kernel/sql.ts'

/**
 * A select of posted invoices that are, or were, open: with how long they have been due, in whole days, and the bucket
 * of the ageing. As of a day, invoices of later days and allocations of later days did not happen yet.
 */
export function openItemRows(today: PlainDate, asOf: PlainDate | undefined): RawBuilder<unknown> {
  const day = asOf ?? today
  return sql`
    select item.*, greatest(item.late, 0) as "daysOverdue",
      case
        when item.late <= 0 then 'not_due'
        when item.late <= 30 then '1-30'
        when item.late <= 60 then '31-60'
        when item.late <= 90 then '61-90'
        else 'over_90'
      end as bucket
    from (
      select invoice.id, invoice.number, entity.id as "entityId", entity.code as "entityCode", client.id as "clientId",
        client.name as "clientName", invoice.contract_id as "contractId", invoice.invoice_date as "invoiceDate",
        invoice.due_date as "dueDate", invoice.currency, invoice.gross_minor as "grossMinor", open.minor as "openMinor",
        least(disputed.minor, open.minor) as "disputedMinor", promise.due_on as "promisedOn",
        held.state as "caseState", coalesce(held.reminders, 0) as reminders, ${day}::date - invoice.due_date as late
      from billing.invoice
        join firm.legal_entity as entity on entity.tenant_id = invoice.tenant_id and entity.id = invoice.entity_id
        join clients.client on client.tenant_id = invoice.tenant_id and client.id = invoice.client_id
        cross join lateral (${asOf === undefined ? openNow : openAt(asOf)}) as open
        cross join lateral (
          select coalesce(sum(dispute.amount_minor), 0)::bigint as minor
          from collections.dispute
          where dispute.tenant_id = invoice.tenant_id and dispute.invoice_id = invoice.id and dispute.opened_on <= ${day}::date
            and (dispute.resolved_on is null or dispute.resolved_on > ${day}::date)
        ) as disputed
        left join collections.promise on promise.tenant_id = invoice.tenant_id and promise.invoice_id = invoice.id
          and not promise.replaced and promise.made_on <= ${day}::date
        left join lateral (
          select client_case.state, case_item.reminders
          from collections.case_item
            join collections.client_case on client_case.tenant_id = case_item.tenant_id and client_case.id = case_item.case_id
          where case_item.tenant_id = invoice.tenant_id and case_item.invoice_id = invoice.id and client_case.state <> 'resolved'
            and case_item.joined_on <= ${day}::date
          order by case_item.joined_on desc
          limit 1
        ) as held on true
      where invoice.tenant_id = kernel.tenant_id() and invoice.number is not null and open.minor > 0
    ) as item`
}

const openNow = sql`select invoice.open_minor as minor`

const openAt = (day: PlainDate) => sql`
  select case when invoice.invoice_date <= ${day}::date then invoice.gross_minor - coalesce(sum(settled.minor), 0)::bigint else 0 end as minor
  from (
    select allocation.amount_minor as minor
    from collections.allocation
    where allocation.tenant_id = invoice.tenant_id and allocation.invoice_id = invoice.id and allocation.allocated_on <= ${day}::date
    union all
    select adjustment.gross_minor
    from billing.adjustment
    where adjustment.tenant_id = invoice.tenant_id and adjustment.invoice_id = invoice.id and adjustment.adjusted_on <= ${day}::date
  ) as settled`
