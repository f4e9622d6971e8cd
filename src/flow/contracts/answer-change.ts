import { handle } from '#kernel/handle.ts'
import { stepChange } from './change-steps.ts'
import { answerChange as contract } from './contract.ts'

export const answerContractChange = handle(contract, (ctx, { changeId, answer, answeredOn, reason }) =>
  stepChange(ctx, {
    changeId,
    step: 'answer',
    next: { state: answer, reason, answeredOn },
    event: 'contracts.changeAnswered',
  }),
)
