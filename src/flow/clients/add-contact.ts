import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { sql } from '#kernel/sql.ts'
import { clientById } from './client-table.ts'
import { addContact as contract } from './contract.ts'

export const addContact = handle(contract, async ({ tx }, { clientId, ...contact }) => {
  await clientById(tx, clientId)
  const contactId = newId()
  await tx.run(sql`
    insert into clients.contact (id, client_id, name, email, role)
    values (${contactId}, ${clientId}, ${contact.name}, ${contact.email}, ${contact.role})`)
  return {
    output: { contactId },
    touched: [{ type: 'client', id: clientId, after: { contact: { id: contactId, ...contact } } }],
  }
})
