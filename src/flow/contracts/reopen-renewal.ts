import { handle } from '#kernel/handle.ts'
import { reopenRenewal as contract } from './contract.ts'
import { lockRenewal, moveRenewal } from './renewal-table.ts'

export const reopenContractRenewal = handle(contract, async (ctx, { renewalId, reason }) => {
  const renewal = await lockRenewal(ctx, renewalId, 'reopen')
  return moveRenewal(ctx, renewal, { state: 'due', ends_on: null, uplift_percent: null, reason })
})
