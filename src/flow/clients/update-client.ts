import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { json, nextRevision, sql, type Tx, tables } from '#kernel/sql.ts'
import { activationProblems, type Client } from './client.ts'
import { clientById, clientsByNames, lockClient } from './client-table.ts'
import { update as contract } from './contract.ts'
import type { ClientsTables } from './schema.ts'

const db = tables<ClientsTables>()

export const updateClient = handle(contract, async (ctx, { clientId, ...given }) => {
  const { tx } = ctx
  const before = await lockClient(tx, clientId)
  ctx.checkRevision(before.revision)
  const told = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const after: Client = { ...before, ...told }
  await check(tx, before, after)
  const { revision } = await tx.one(
    db
      .updateTable('clients.client')
      .set({
        name: after.name,
        legal_name: after.legalName,
        country: after.country,
        currency: after.currency,
        address: after.address === null ? null : json(after.address),
        tax_number: after.taxNumber,
        invoice_email: after.invoiceEmail,
        locale: after.locale,
        payment_terms_days: after.paymentTermsDays,
        purchase_order_required: after.purchaseOrderRequired,
        parent_id: after.parentId,
        revision: nextRevision,
      })
      .where('id', '=', clientId)
      .returning('revision'),
  )
  return {
    output: { clientId, revision },
    touched: [{ type: 'client', id: clientId, before, after: { ...after, revision } }],
  }
})

async function check(tx: Tx, before: Client, after: Client): Promise<void> {
  const { id, name, parentId } = after
  if (name !== before.name && (await clientsByNames(tx, [name])).has(name))
    throw new Refused('client_name_taken', { name })
  if (parentId !== null && parentId !== before.parentId) await checkParent(tx, id, parentId)
  const missing = activationProblems(after)
  if (after.state === 'active' && missing.length > 0)
    throw new Refused('client_incomplete', { clientId: id, name, missing })
}

/** Refuses a parent that is the client itself or below it. */
async function checkParent(tx: Tx, clientId: string, parentId: string): Promise<void> {
  await clientById(tx, parentId)
  const loop = await tx.maybe(sql`
    with recursive above as (
      select id, parent_id
      from clients.client
      where id = ${parentId}
      union
      select c.id, c.parent_id
      from above
      join clients.client c on c.id = above.parent_id
    )
    select id
    from above
    where id = ${clientId}`)
  if (loop) throw new Refused('client_parent_invalid', { clientId, parentId })
}
