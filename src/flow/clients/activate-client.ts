import { handle } from '#kernel/handle.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { activationProblems } from './client.ts'
import { lockClient, setState } from './client-table.ts'
import { activate as contract } from './contract.ts'

export const activateClient = handle(contract, async (ctx, { clientId }) => {
  const client = await lockClient(ctx.tx, clientId)
  ctx.checkRevision(client.revision)
  const { name, state } = client
  refuseIf(state === 'active' ? 'client_already_active' : null, { clientId, name })
  const missing = activationProblems(client)
  if (missing.length > 0) throw new Refused('client_incomplete', { clientId, name, missing })
  const revision = await setState(ctx.tx, clientId, 'active')
  return {
    output: { clientId, state: 'active' as const, revision },
    touched: [{ type: 'client', id: clientId, before: { state }, after: { state: 'active' } }],
    events: [{ type: 'clients.activated', key: clientId, payload: { clientId, clientName: name } }],
  }
})
