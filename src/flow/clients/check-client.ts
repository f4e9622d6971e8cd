import { handle } from '#kernel/handle.ts'
import { activationProblems } from './client.ts'
import { lockClient } from './client-table.ts'
import { check as contract } from './contract.ts'

/** What is missing is journaled, so that it can be shown later what was known when a client was activated. */
export const checkClient = handle(contract, async (ctx, { clientId }) => {
  const client = await lockClient(ctx.tx, clientId)
  const { state } = client
  const missing = activationProblems(client)
  return {
    output: { clientId, state, missing },
    touched: [{ type: 'client', id: clientId, after: { missing } }],
  }
})
