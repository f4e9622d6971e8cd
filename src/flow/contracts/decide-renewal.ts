import { worthForLimits } from '#flow/opportunities'
import { handle } from '#kernel/handle.ts'
import { formatMoney, money } from '#kernel/money.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { decideRenewal as contract } from './contract.ts'
import { addedPrice, decided, decisionRefusal } from './renewal.ts'
import { lockRenewal, moveRenewal, recurringLines } from './renewal-table.ts'

export const decideContractRenewal = handle(contract, async (ctx, input) => {
  const { tx, call } = ctx
  const { renewalId, decision, endsOn = null, upliftPercent, reason } = input
  const renewal = await lockRenewal(ctx, renewalId, 'decide')
  const { contractNumber: number, termEndsOn, currency, contractId } = renewal
  refuseIf(decisionRefusal({ decision, endsOn, termEndsOn, upliftPercent }), { number, termEndsOn })
  const isRenewed = decision === 'renew' && endsOn !== null
  const moved = await moveRenewal(ctx, renewal, {
    state: decided[decision],
    ends_on: isRenewed ? endsOn : null,
    uplift_percent: isRenewed ? upliftPercent : null,
    reason,
  })
  const lines = isRenewed ? await recurringLines(tx, renewal) : []
  const minor = isRenewed
    ? lines.reduce((sum, line) => sum + addedPrice(line, endsOn, upliftPercent, currency), 0n)
    : null
  const amount = minor === null ? null : money(minor, currency)
  const amountUsd = amount === null ? null : formatMoney(await worthForLimits(tx, amount, call.today))
  return {
    ...moved,
    output: { ...moved.output, amount, amountUsd },
    events: [
      {
        type: 'contracts.renewalDecided',
        key: renewalId,
        payload: { renewalId, contractId, decision, endsOn, reason },
      },
    ],
  }
})
