import { type ContractBalance, contractBalances } from '#engines/ledger'
import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { positions as contract } from './contract.ts'
import { type ContractFacts, contractFacts, positionOf } from './facts.ts'

interface Row extends ContractFacts {
  readonly contractNumber: string
  readonly entityCode: string
}

export const positionsOfContracts = answer(contract, async ({ tx }, { contractId, entityId, ...page }) => {
  const { items, nextCursor } = await list<Row>(
    tx,
    {
      from: contractFacts,
      where: [
        contractId ? sql`id = ${contractId}` : undefined,
        entityId ? sql`"entityId" = ${entityId}` : undefined,
      ],
      sorts: { contractNumber: 'contractNumber' },
    },
    page,
  )
  const controls = ['unbilled_receivable', 'contract_asset', 'contract_liability'] as const
  const ids = items.map((row) => row.id)
  const balances = Map.groupBy(await contractBalances(tx, controls, ids), (balance) => balance.contractId)
  return { items: items.map((row) => position(row, balances.get(row.id) ?? [])), nextCursor }
})

function position(row: Row, balances: readonly ContractBalance[]) {
  const { id, contractNumber, entityCode, currency } = row
  const inCurrency = (minor: bigint) => money(minor, currency)
  const held = (control: string) =>
    balances
      .filter((balance) => balance.control === control)
      .reduce((sum, balance) => sum + balance.amountMinor, 0n)
  const { unbilledReceivable, contractAsset, contractLiability } = positionOf(row)
  const computed = {
    unbilledReceivable: inCurrency(unbilledReceivable),
    contractAsset: inCurrency(contractAsset),
    contractLiability: inCurrency(contractLiability),
  }
  const ledger = {
    unbilledReceivable: inCurrency(held('unbilled_receivable')),
    contractAsset: inCurrency(held('contract_asset')),
    contractLiability: inCurrency(-held('contract_liability')),
  }
  return {
    id,
    contractNumber,
    entityCode,
    recognised: inCurrency(row.earnedByTheHour + row.earnedOtherwise),
    billed: inCurrency(row.billedByTheHour + row.billedOtherwise),
    ...computed,
    ledger,
    agrees:
      computed.unbilledReceivable.minor === ledger.unbilledReceivable.minor &&
      computed.contractAsset.minor === ledger.contractAsset.minor &&
      computed.contractLiability.minor === ledger.contractLiability.minor,
  }
}
