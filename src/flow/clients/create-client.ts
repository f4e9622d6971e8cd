import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { clientById, clientsByNames, insertProspects } from './client-table.ts'
import { create as contract } from './contract.ts'

export const createClient = handle(contract, async (ctx, input) => {
  const { name, parentId } = input
  if (parentId !== null) await clientById(ctx.tx, parentId)
  if ((await clientsByNames(ctx.tx, [name])).has(name)) throw new Refused('client_name_taken', { name })
  const [client] = await insertProspects(ctx, [input])
  if (!client) throw new Error('a client was inserted and not given back')
  const { id: clientId, number, state, revision } = client
  return {
    output: { clientId, number, state, revision },
    touched: [{ type: 'client', id: clientId, after: client }],
  }
})
