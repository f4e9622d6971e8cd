/** Promises to pay, and whether the cash that came says that they were kept. */
import type { PlainDate } from '#kernel/dates.ts'
import { type RawBuilder, sql } from '#kernel/sql.ts'

export interface PromiseRow {
  readonly id: string
  readonly invoiceId: string
  readonly invoiceNumber: string
  readonly clientId: string
  readonly clientName: string
  readonly currency: string
  readonly amountMinor: bigint
  readonly receivedMinor: bigint
  readonly madeOn: string
  readonly dueOn: string
  readonly saidBy: string
  readonly state: 'open' | 'kept' | 'broken' | 'replaced'
}

/**
 * A select of promises with their state on a day. Cash counts by the day it came, whenever it was allocated, and not
 * when its allocation was taken back; what was credited meanwhile need not be paid any more.
 */
export const promiseRows = (today: PlainDate): RawBuilder<unknown> => sql`
  select promise.id, promise.invoice_id as "invoiceId", invoice.number as "invoiceNumber", invoice.client_id as "clientId",
    client.name as "clientName", invoice.currency, promise.amount_minor as "amountMinor", received.minor as "receivedMinor",
    promise.made_on as "madeOn", promise.due_on as "dueOn", promise.said_by as "saidBy",
    case
      when received.minor + adjusted.minor >= promise.amount_minor then 'kept'
      when promise.replaced then 'replaced'
      when promise.due_on < ${today}::date then 'broken'
      else 'open'
    end as state
  from collections.promise
    join billing.invoice on invoice.tenant_id = promise.tenant_id and invoice.id = promise.invoice_id
    join clients.client on client.tenant_id = invoice.tenant_id and client.id = invoice.client_id
    cross join lateral (
      select coalesce(sum(allocation.amount_minor), 0)::bigint as minor
      from collections.allocation
        join collections.receipt on receipt.tenant_id = allocation.tenant_id and receipt.id = allocation.receipt_id
      where allocation.tenant_id = promise.tenant_id and allocation.invoice_id = promise.invoice_id
        and receipt.received_on between promise.made_on and promise.due_on
    ) as received
    cross join lateral (
      select coalesce(sum(adjustment.gross_minor), 0)::bigint as minor
      from billing.adjustment
      where adjustment.tenant_id = promise.tenant_id and adjustment.invoice_id = promise.invoice_id
        and adjustment.adjusted_on between promise.made_on and promise.due_on
    ) as adjusted
  where promise.tenant_id = kernel.tenant_id()`
