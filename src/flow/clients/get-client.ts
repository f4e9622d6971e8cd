import { answer } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { activationProblems } from './client.ts'
import { clientById } from './client-table.ts'
import { get as contract } from './contract.ts'

interface Contact {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: string
}

export const getClient = answer(contract, async ({ tx }, { clientId }) => {
  const client = await clientById(tx, clientId)
  const contacts = await tx.rows(sql<Contact>`
    select id, name, email, role
    from clients.contact
    where client_id = ${clientId}
    order by name, id`)
  return { ...client, missing: activationProblems(client), contacts }
})
