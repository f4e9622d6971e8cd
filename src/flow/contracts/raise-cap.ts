import { handle } from '#kernel/handle.ts'
import { formatMoney, money } from '#kernel/money.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { raiseCap as contract } from './contract.ts'
import { contractById, lockLines } from './contract-table.ts'
import type { ContractsTables } from './schema.ts'
import { capRefusal } from './terms.ts'

const db = tables<ContractsTables>()

export const raiseCap = handle(contract, async (ctx, { contractLineId, cap, reason }) => {
  const [line] = await lockLines(ctx.tx, [contractLineId])
  if (!line) throw new Refused('contract_line_not_found', { contractLineId })
  const agreement = await contractById(ctx.tx, line.contractId)
  const { currency, state, number } = agreement
  if (cap.currency !== currency) {
    throw new Refused('invalid_input', {}, [
      {
        pointer: '/cap/currency',
        code: 'other_currency',
        params: { currency },
        message: `must be ${currency}, the contract's currency`,
      },
    ])
  }
  const committed = money(line.committedMinor, currency)
  refuseIf(
    capRefusal({ state, billingMethod: line.billingMethod, committed: line.committedMinor }, cap.minor),
    {
      number,
      state,
      title: line.title,
      committed: `${formatMoney(committed)} ${currency}`,
    },
  )
  await ctx.tx.run(
    db.updateTable('contracts.contract_line').set({ cap_minor: cap.minor }).where('id', '=', contractLineId),
  )
  return {
    output: { contractLineId, cap, committed },
    touched: [
      {
        type: 'contract_line',
        id: contractLineId,
        before: { capMinor: line.capMinor },
        after: { capMinor: cap.minor, reason },
      },
      { type: 'contract', id: line.contractId },
    ],
    events: [
      {
        type: 'contracts.capRaised',
        key: contractLineId,
        payload: { contractLineId, contractId: line.contractId, cap: formatMoney(cap), currency },
      },
    ],
  }
})
