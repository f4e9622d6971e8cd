import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { tables } from '#kernel/sql.ts'
import { clientById } from './client-table.ts'
import { addContact as contract } from './contract.ts'
import type { ClientsTables } from './schema.ts'

const db = tables<ClientsTables>()

export const addContact = handle(contract, async ({ tx }, { clientId, ...contact }) => {
  await clientById(tx, clientId)
  const contactId = newId()
  const { name, email, role } = contact
  await tx.run(
    db.insertInto('clients.contact').values({ id: contactId, client_id: clientId, name, email, role }),
  )
  return {
    output: { contactId },
    touched: [{ type: 'client', id: clientId, after: { contact: { id: contactId, ...contact } } }],
  }
})
