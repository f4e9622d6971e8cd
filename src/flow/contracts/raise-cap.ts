import { handle } from '#kernel/handle.ts'
import { formatMoney, money } from '#kernel/money.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { nextRevision, type Tx, tables } from '#kernel/sql.ts'
import { raiseCap as contract } from './contract.ts'
import { type Contract, type ContractLine, lockContracts, lockLines } from './contract-table.ts'
import type { ContractsTables } from './schema.ts'
import { capRefusal } from './terms.ts'

const db = tables<ContractsTables>()

export const raiseCap = handle(contract, async (ctx, { contractLineId, cap, reason }) => {
  const { line, agreement } = await locked(ctx.tx, contractLineId)
  ctx.checkRevision(agreement.revision)
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
  const { revision } = await ctx.tx.one(
    db
      .updateTable('contracts.contract')
      .set({ revision: nextRevision })
      .where('id', '=', line.contractId)
      .returning('revision'),
  )
  return {
    output: { contractLineId, cap, committed, revision },
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

/** The line and its contract, the contract first as wherever both are locked. */
async function locked(tx: Tx, contractLineId: string): Promise<{ line: ContractLine; agreement: Contract }> {
  const found = await tx.maybe(
    db
      .selectFrom('contracts.contract_line')
      .select('contract_id as contractId')
      .where('id', '=', contractLineId),
  )
  if (!found) throw new Refused('contract_line_not_found', { contractLineId })
  const [agreement] = (await lockContracts(tx, [found.contractId])) as [Contract]
  const [line] = (await lockLines(tx, [contractLineId])) as [ContractLine]
  return { line, agreement }
}
