import { handle } from '#kernel/handle.ts'
import { stepChange } from './change-steps.ts'
import { decideChange as contract } from './contract.ts'

export const decideContractChange = handle(contract, (ctx, { changeId, decision, reason }) =>
  stepChange(ctx, {
    changeId,
    step: 'decide',
    next: { state: decision, reason },
    event: 'contracts.changeDecided',
  }),
)
