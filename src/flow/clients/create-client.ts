import { handle } from '#kernel/handle.ts'
import { clientById, insertProspects } from './client-table.ts'
import { create as contract } from './contract.ts'

export const createClient = handle(contract, async (ctx, input) => {
  if (input.parentId !== null) await clientById(ctx.tx, input.parentId)
  const [client] = await insertProspects(ctx, [input])
  if (!client) throw new Error('a client was inserted and not given back')
  const { id: clientId, number, state, revision } = client
  return {
    output: { clientId, number, state, revision },
    touched: [{ type: 'client', id: clientId, after: client }],
  }
})
