import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { activationProblems } from './client.ts'
import { lockClient } from './client-table.ts'
import { onboard as contract } from './contract.ts'

export const onboardClient = handle(contract, async (ctx, { clientId }) => {
  const client = await lockClient(ctx.tx, clientId)
  const { name, state } = client
  if (state !== 'prospect') throw new Refused('client_not_prospect', { name, state })
  const missing = activationProblems(client)
  return {
    output: { clientId, missing },
    touched: [{ type: 'client', id: clientId }],
    events: [
      { type: 'clients.onboardingAsked', key: clientId, payload: { clientId, clientName: name, missing } },
    ],
  }
})
