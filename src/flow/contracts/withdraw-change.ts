import { handle } from '#kernel/handle.ts'
import { stepChange } from './change-steps.ts'
import { withdrawChange as contract } from './contract.ts'

export const withdrawContractChange = handle(contract, (ctx, { changeId, reason }) =>
  stepChange(ctx, {
    changeId,
    step: 'withdraw',
    next: { state: 'withdrawn', reason },
    event: 'contracts.changeWithdrawn',
  }),
)
