import { linesOf, lockContracts, lockLines } from '#flow/contracts'
import { handle } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { replan as contract } from './contract.ts'
import type { RevenueTables } from './schema.ts'

const db = tables<RevenueTables>()

/**
 * The plan takes the price of the line as it is now agreed. What was recognised stays: time and milestones that are
 * added are distinct work at its own price, accounted for as they are done (IFRS 15.20).
 */
export const replanLine = handle(contract, async ({ tx }, { contractLineId }) => {
  const [held] = await lockLines(tx, [contractLineId])
  if (!held) throw new Refused('contract_line_not_found', { contractLineId })
  const [agreement] = await lockContracts(tx, [held.contractId])
  const line = (await linesOf(tx, [held.contractId])).find(({ id }) => id === contractLineId)
  if (!agreement || !line) throw new Error(`line ${contractLineId} lost its contract`)
  const { contractId, priceMinor } = line
  const changed = await tx.run(
    db
      .updateTable('revenue.plan')
      .set({ price_minor: priceMinor })
      .where('contract_line_id', '=', contractLineId)
      .where('method', '<>', 'ratable'),
  )
  if (changed === 0) throw new Refused('revenue_not_planned', { contractId })
  return {
    output: { contractLineId, contractId, price: money(priceMinor, agreement.currency) },
    touched: [{ type: 'contract', id: contractId, after: { contractLineId, plannedMinor: priceMinor } }],
    events: [{ type: 'revenue.replanned', key: contractId, payload: { contractId, contractLineId } }],
  }
})
