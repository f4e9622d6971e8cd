/** What clients owe by how long it has been due, as rows. */
import type { PlainDate } from '#kernel/dates.ts'
import { money } from '#kernel/money.ts'
import { type RawBuilder, sql } from '#kernel/sql.ts'
import { openItemRows } from './open-item-rows.ts'

/** Minor units of one currency. */
export interface AgedRow {
  readonly currency: string
  readonly open: bigint
  readonly notDue: bigint
  readonly days1To30: bigint
  readonly days31To60: bigint
  readonly days61To90: bigint
  readonly daysOver90: bigint
  readonly disputed: bigint
  readonly unapplied: bigint
}

interface Filter {
  readonly entityId?: string | undefined
  readonly asOf?: PlainDate | undefined
}

/** One row a client and currency: what is open by bucket, and what waits. */
export function ageingRows(today: PlainDate, { entityId, asOf }: Filter): RawBuilder<unknown> {
  const openItems = openItemRows(today, asOf)
  const atEntity = entityId ? sql`and part.entity_id = ${entityId}` : sql``
  return sql`
    select client.id || ' ' || part.currency as id, client.id as "clientId", client.name as "clientName", part.currency,
      coalesce(sum(part.open), 0)::bigint as open,
      coalesce(sum(part.open) filter (where part.bucket = 'not_due'), 0)::bigint as "notDue",
      coalesce(sum(part.open) filter (where part.bucket = '1-30'), 0)::bigint as "days1To30",
      coalesce(sum(part.open) filter (where part.bucket = '31-60'), 0)::bigint as "days31To60",
      coalesce(sum(part.open) filter (where part.bucket = '61-90'), 0)::bigint as "days61To90",
      coalesce(sum(part.open) filter (where part.bucket = 'over_90'), 0)::bigint as "daysOver90",
      coalesce(sum(part.disputed), 0)::bigint as disputed, coalesce(sum(part.unapplied), 0)::bigint as unapplied
    from (
      select "clientId" as client_id, "entityId" as entity_id, currency, bucket, "openMinor" as open, "disputedMinor" as disputed, 0 as unapplied
      from (${openItems}) as item
      union all
      ${asOf === undefined ? unappliedNow : unappliedAt(asOf)}
    ) as part
      join clients.client on client.tenant_id = kernel.tenant_id() and client.id = part.client_id
    where true ${atEntity}
    group by client.id, client.name, part.currency`
}

const unappliedNow = sql`
  select client_id, entity_id, currency, null, 0, 0, unapplied_minor
  from collections.receipt
  where tenant_id = kernel.tenant_id() and unapplied_minor > 0`

const unappliedAt = (day: PlainDate) => sql`
  select receipt.client_id, receipt.entity_id, receipt.currency, null, 0, 0, receipt.amount_minor - coalesce(sum(allocation.amount_minor), 0)
  from collections.receipt
    left join collections.allocation on allocation.tenant_id = receipt.tenant_id and allocation.receipt_id = receipt.id
      and allocation.allocated_on <= ${day}
  where receipt.tenant_id = kernel.tenant_id() and receipt.received_on <= ${day}
  group by receipt.id, receipt.client_id, receipt.entity_id, receipt.currency, receipt.amount_minor
  having receipt.amount_minor > coalesce(sum(allocation.amount_minor), 0)`

/** The row with its amounts as money. */
export function inCurrency<Row extends AgedRow>(row: Row) {
  const { currency, ...rest } = row
  const of = (minor: bigint) => money(minor, currency)
  return {
    ...rest,
    currency,
    open: of(row.open),
    notDue: of(row.notDue),
    days1To30: of(row.days1To30),
    days31To60: of(row.days31To60),
    days61To90: of(row.days61To90),
    daysOver90: of(row.daysOver90),
    disputed: of(row.disputed),
    unapplied: of(row.unapplied),
  }
}
