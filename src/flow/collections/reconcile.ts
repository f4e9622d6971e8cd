import { answer } from '#kernel/handle.ts'
import { type Money, money } from '#kernel/money.ts'
import { reconcile as contract } from './contract.ts'
import { type ReconciliationLine, reconciliation } from './reconciliation.ts'

export const reconcile = answer(contract, async ({ tx }, { entityId }) => {
  const lines = await reconciliation(tx, entityId)
  return { agrees: lines.every((line) => line.differing === 0), lines: lines.map(shown) }
})

function shown(line: ReconciliationLine) {
  const { what, entityCode, currency, functionalCurrency, functionalDifferenceMinor, differing } = line
  const inCurrency = (minor: bigint): Money => money(minor, currency)
  return {
    what,
    entityCode,
    currency,
    subledger: inCurrency(line.subledgerMinor),
    ledger: inCurrency(line.ledgerMinor),
    difference: inCurrency(line.subledgerMinor - line.ledgerMinor),
    functionalDifference:
      functionalDifferenceMinor === null ? null : money(functionalDifferenceMinor, functionalCurrency),
    differing,
    first: line.first.map(({ type, id, subledger, ledger }) => ({
      type,
      id,
      subledger: inCurrency(BigInt(subledger)),
      ledger: inCurrency(BigInt(ledger)),
    })),
  }
}
