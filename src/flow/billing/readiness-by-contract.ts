import { answer } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { blockersOf } from './blockers.ts'
import { readiness } from './contract.ts'
import { readyOf } from './ready.ts'

export const billingReadiness = answer(readiness, async ({ tx }, { cutoff }) => {
  const [ready, blockers] = await Promise.all([readyOf(tx, cutoff), blockersOf(tx, cutoff)])
  return {
    contracts: ready
      .map(({ work, milestones, fees, currency, ...contract }) => ({
        ...contract,
        ready: money(work + milestones + fees, currency),
        work: money(work, currency),
        milestones: money(milestones, currency),
        fees: money(fees, currency),
        blockers: blockers
          .filter((blocker) => blocker.contractId === contract.contractId)
          .map(({ code, what, who, minutes, minor: blocked }) => ({
            code,
            what,
            who,
            minutes,
            amount: blocked === null ? null : money(blocked, currency),
          })),
      }))
      .filter((contract) => contract.ready.minor > 0n || contract.blockers.length > 0),
  }
})
