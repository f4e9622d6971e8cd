import { handle } from '#kernel/handle.ts'
import { skipIncident as contract } from './contract.ts'
import { settleIncident } from './store/settle-incident.ts'

export const skipOpenIncident = handle(contract, (ctx, input) => settleIncident(ctx, 'skip', input))
