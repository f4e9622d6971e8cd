import { answer } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { type Blocker, blockersOf } from './blockers.ts'
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
          .map((blocker) => shown(blocker, currency)),
      }))
      .filter((contract) => contract.ready.minor > 0n || contract.blockers.length > 0),
  }
})

const shown = ({ person, role, kind, recordId, minor, ...blocker }: Blocker, currency: string) => ({
  code: blocker.code,
  what: blocker.what,
  day: blocker.day,
  who: person ?? role.replace('-', ' '),
  personId: blocker.personId,
  principalId: blocker.principalId,
  role: person === null ? role : null,
  opens: { kind, id: recordId },
  taskId: blocker.taskId,
  minutes: blocker.minutes,
  amount: minor === null ? null : money(minor, currency),
})
