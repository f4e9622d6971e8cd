import { handle } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { lockClient, setState } from './client-table.ts'
import { block as contract } from './contract.ts'

export const blockClient = handle(contract, async (ctx, { clientId, reason }) => {
  const client = await lockClient(ctx.tx, clientId)
  ctx.checkRevision(client.revision)
  const { name, state } = client
  refuseIf(state === 'blocked' ? 'client_already_blocked' : null, { clientId, name })
  const revision = await setState(ctx.tx, clientId, 'blocked')
  return {
    output: { clientId, state: 'blocked' as const, revision },
    touched: [{ type: 'client', id: clientId, before: { state }, after: { state: 'blocked', reason } }],
    events: [{ type: 'clients.blocked', key: clientId, payload: { clientId, clientName: name, reason } }],
  }
})
