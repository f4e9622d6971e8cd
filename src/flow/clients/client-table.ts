/** Clients as other rooms see them. */
import { firmNumbers } from '#flow/firm'
import type { Context } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { anyOf, json, nextRevision, sql, type Tx, tables } from '#kernel/sql.ts'
import type { Client } from './client.ts'
import type { ClientsTables } from './schema.ts'

const db = tables<ClientsTables>()

/** Every client, to be narrowed by a list. */
export const clientRows = db
  .selectFrom('clients.client')
  .select(['id', 'number', 'name', 'legal_name as legalName', 'country', 'currency', 'address'])
  .select(['tax_number as taxNumber', 'invoice_email as invoiceEmail', 'locale', 'state', 'revision'])
  .select(['payment_terms_days as paymentTermsDays', 'purchase_order_required as purchaseOrderRequired'])
  .select('parent_id as parentId')
  .$narrowType<Pick<Client, 'address'>>()

/** The client; refuses `client_not_found`. */
export async function clientById(tx: Tx, clientId: string): Promise<Client> {
  const found = await tx.maybe(clientRows.where('id', '=', clientId))
  if (!found) throw new Refused('client_not_found', { clientId })
  return found
}

/** The same, held against changes until the transaction ends. */
export async function lockClient(tx: Tx, clientId: string): Promise<Client> {
  const found = await tx.maybe(clientRows.where('id', '=', clientId).forUpdate())
  if (!found) throw new Refused('client_not_found', { clientId })
  return found
}

/** Clients by id; unknown ones are absent. */
export async function clientsByIds(tx: Tx, ids: readonly string[]): Promise<Map<string, Client>> {
  const rows = await tx.rows(clientRows.where('id', '=', anyOf(ids)))
  return new Map(rows.map((client) => [client.id, client]))
}

/** Clients by their names as they are written; unknown ones are absent. */
export async function clientsByNames(tx: Tx, names: readonly string[]): Promise<Map<string, Client>> {
  const rows = await tx.rows(clientRows.where('name', '=', anyOf(names)))
  return new Map(rows.map((client) => [client.name, client]))
}

/** What a new client needs to be told from others. */
export type NewClient = Omit<Client, 'id' | 'number' | 'state' | 'revision'>

/** A prospect of whom nothing but this is known. */
export function prospect(name: string, country: string, currency: string): NewClient {
  return {
    name,
    legalName: '',
    country,
    currency,
    address: null,
    taxNumber: '',
    invoiceEmail: '',
    locale: 'en-US',
    paymentTermsDays: 30,
    purchaseOrderRequired: false,
    parentId: null,
  }
}

/** Adds prospects with the next numbers, in their order. Refuses `client_name_taken`. */
export async function insertProspects(
  ctx: Pick<Context, 'tx' | 'call' | 'journalId'>,
  clients: readonly NewClient[],
): Promise<Client[]> {
  if (clients.length === 0) return []
  const numbers = await firmNumbers(ctx, 'client', clients.length)
  const added = clients.map(
    (client, index): Client => ({
      id: newId(),
      number: numbers[index] ?? '',
      ...client,
      state: 'prospect',
      revision: 1,
    }),
  )
  const written = await ctx.tx.rows(sql<{ name: string }>`
    insert into clients.client (id, number, name, legal_name, country, currency, address, tax_number, invoice_email,
      locale, payment_terms_days, purchase_order_required, parent_id, state)
    select id, number, name, "legalName", country, currency, address, "taxNumber",
      "invoiceEmail", locale, "paymentTermsDays", "purchaseOrderRequired", "parentId", state
    from jsonb_to_recordset(${json(added)}) as given
      (id uuid, number text, name text, "legalName" text, country text, currency text, address jsonb,
        "taxNumber" text, "invoiceEmail" text, locale text, "paymentTermsDays" integer,
        "purchaseOrderRequired" boolean, "parentId" uuid, state text)
    on conflict (tenant_id, name) do nothing
    returning name`)
  const free = new Set(written.map(({ name }) => name))
  const taken = added.find(({ name }) => !free.has(name))
  if (taken) throw new Refused('client_name_taken', { name: taken.name })
  return added
}

/** Writes a state and gives the new revision. */
export async function setState(tx: Tx, clientId: string, state: Client['state']): Promise<number> {
  const { revision } = await tx.one(
    db
      .updateTable('clients.client')
      .set({ state, revision: nextRevision })
      .where('id', '=', clientId)
      .returning('revision'),
  )
  return revision
}
