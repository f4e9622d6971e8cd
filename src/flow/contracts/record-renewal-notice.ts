import { handle } from '#kernel/handle.ts'
import { recordRenewalNotice as contract } from './contract.ts'
import { lockRenewal, moveRenewal } from './renewal-table.ts'

export const recordContractRenewalNotice = handle(contract, async (ctx, { renewalId, toldOn, reason }) => {
  const renewal = await lockRenewal(ctx, renewalId, 'tell')
  return moveRenewal(ctx, renewal, { state: renewal.state, told_on: toldOn, reason })
})
