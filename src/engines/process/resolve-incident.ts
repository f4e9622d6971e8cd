import { handle } from '#kernel/handle.ts'
import { resolveIncident as contract } from './contract.ts'
import { settleIncident } from './store/settle-incident.ts'

export const resolveOpenIncident = handle(contract, (ctx, input) => settleIncident(ctx, 'resolve', input))
