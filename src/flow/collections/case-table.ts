/** The tables of cases: rows in, rows out, locks. */
import type { PlainDate } from '#kernel/dates.ts'
import type { BusinessEvent, Touched } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { type RowOf, sql, type Tx, tables } from '#kernel/sql.ts'
import type { CaseItem } from './case.ts'
import { promiseRows } from './promise-rows.ts'
import type { CollectionsTables } from './schema.ts'

const db = tables<CollectionsTables>()

const caseRows = db
  .selectFrom('collections.client_case')
  .select(['id', 'client_id as clientId', 'entity_id as entityId', 'currency', 'state', 'reminders'])
  .select(['contacts', 'reminded_on as remindedOn', 'opened_on as openedOn', 'note', 'revision'])

/** What was done about all that is overdue of a client at an entity in a currency. */
export type ClientCase = RowOf<typeof caseRows>

/** A case is named by itself, or by an invoice it holds. */
export interface NamedCase {
  readonly caseId?: string | undefined
  readonly invoiceId?: string | undefined
}

/** The case, locked until commit; refuses `dunning_case_not_found`. */
export async function lockCase(tx: Tx, { caseId, invoiceId }: NamedCase): Promise<ClientCase> {
  const id = caseId ?? (invoiceId === undefined ? undefined : await caseIdOf(tx, invoiceId))
  const found = id && (await tx.maybe(caseRows.where('id', '=', id).forNoKeyUpdate()))
  if (!found)
    throw new Refused('dunning_case_not_found', { caseId: caseId ?? null, invoiceId: invoiceId ?? null })
  return found
}

/** The same where something can still be done; refuses `dunning_case_closed`. */
export async function lockOpenCase(tx: Tx, named: NamedCase): Promise<ClientCase> {
  const found = await lockCase(tx, named)
  if (found.state === 'resolved' || found.state === 'legal')
    throw new Refused('dunning_case_closed', { state: found.state })
  return found
}

/** The case; refuses `dunning_case_not_found`. */
export async function caseById(tx: Tx, caseId: string): Promise<ClientCase> {
  const found = await tx.maybe(caseRows.where('id', '=', caseId))
  if (!found) throw new Refused('dunning_case_not_found', { caseId, invoiceId: null })
  return found
}

/** The case that holds an invoice, the newest where there were several. */
async function caseIdOf(tx: Tx, invoiceId: string): Promise<string | undefined> {
  const found = await tx.maybe(
    db
      .selectFrom('collections.case_item')
      .select('case_id as id')
      .where('invoice_id', '=', invoiceId)
      .orderBy('joined_on', 'desc')
      .orderBy('case_id', 'desc')
      .limit(1),
  )
  return found?.id
}

/** What is open of a case, the oldest first. */
export function itemsOf(
  tx: Tx,
  caseId: string,
  today: PlainDate,
): Promise<(CaseItem & { reminders: number })[]> {
  return tx.rows(sql<CaseItem & { reminders: number }>`
    select invoice.id as "invoiceId", invoice.number, invoice.due_date as "dueDate", invoice.open_minor as "openMinor",
      least(invoice.open_minor, disputed.minor) as "disputedMinor", coalesce(promise.state, 'none') as promise,
      promise."dueOn" as "promisedOn", item.reminders
    from collections.case_item as item
      join billing.invoice on invoice.tenant_id = item.tenant_id and invoice.id = item.invoice_id
      cross join lateral (
        select coalesce(sum(dispute.amount_minor), 0)::bigint as minor
        from collections.dispute
        where dispute.tenant_id = invoice.tenant_id and dispute.invoice_id = invoice.id and dispute.state = 'open'
      ) as disputed
      left join lateral (
        select state, "dueOn"
        from (${promiseRows(today)}) as promise
        where "invoiceId" = invoice.id and state <> 'replaced'
        order by "madeOn" desc, "dueOn" desc
        limit 1
      ) as promise on true
    where item.tenant_id = kernel.tenant_id() and item.case_id = ${caseId} and invoice.open_minor > 0
    order by invoice.due_date, invoice.number`)
}

/** The open case that holds an invoice, as what a command about the invoice has touched with it; none for one that has no case. */
export async function casesTouched(tx: Tx, invoiceId: string, after: object): Promise<Touched[]> {
  const rows = await tx.rows(
    db
      .selectFrom('collections.case_item as item')
      .innerJoin('collections.client_case as one', (join) => join.onRef('one.id', '=', 'item.case_id'))
      .select('one.id')
      .where('item.invoice_id', '=', invoiceId)
      .where('one.state', 'in', ['reminding', 'escalated']),
  )
  return rows.map(({ id }) => ({ type: 'dunning_case', id, after: { invoiceId, ...after } }))
}

/** Told of each open case in which nothing is open any more once these invoices are paid. */
export async function casesSettled(tx: Tx, invoiceIds: readonly string[]): Promise<BusinessEvent[]> {
  if (invoiceIds.length === 0) return []
  const rows = await tx.rows(sql<{ caseId: string; clientId: string }>`
    select one.id as "caseId", one.client_id as "clientId"
    from collections.client_case as one
    where one.tenant_id = kernel.tenant_id() and one.state in ('reminding', 'escalated')
      and one.id in (
        select case_id
        from collections.case_item
        where tenant_id = kernel.tenant_id() and invoice_id = any(${invoiceIds}::uuid[]))
      and not exists (
        select
        from collections.case_item as item
          join billing.invoice on invoice.tenant_id = item.tenant_id and invoice.id = item.invoice_id
        where item.tenant_id = one.tenant_id and item.case_id = one.id and invoice.open_minor > 0)
    order by one.id`)
  return rows.map((payload) => ({
    type: 'collections.caseSettled',
    key: payload.caseId,
    payload: { ...payload },
  }))
}
