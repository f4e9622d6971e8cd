import { answer } from '#kernel/handle.ts'
import { tables } from '#kernel/sql.ts'
import { activationProblems } from './client.ts'
import { clientById } from './client-table.ts'
import { get as contract } from './contract.ts'
import type { ClientsTables } from './schema.ts'

const db = tables<ClientsTables>()

export const getClient = answer(contract, async ({ tx }, { clientId }) => {
  const client = await clientById(tx, clientId)
  const contacts = await tx.rows(
    db
      .selectFrom('clients.contact')
      .select(['id', 'name', 'email', 'role'])
      .where('client_id', '=', clientId)
      .orderBy('name')
      .orderBy('id'),
  )
  return { ...client, missing: activationProblems(client), contacts }
})
