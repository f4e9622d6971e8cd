import { handle } from '#kernel/handle.ts'
import { blockersOf } from './blockers.ts'
import { checkReadiness as contract } from './contract.ts'
import { readyOf } from './ready.ts'

/** The counts are journaled, so that it can be shown later what was known when a run was begun. */
export const checkReadiness = handle(contract, async ({ tx }, { cutoff }) => {
  const [all, blockers] = await Promise.all([readyOf(tx, cutoff), blockersOf(tx, cutoff)])
  const ready = all.filter(({ work, milestones, fees }) => work + milestones + fees > 0n)
  const blocked = new Set(blockers.map(({ contractId }) => contractId))
  const principals = new Set(blockers.flatMap(({ principalId }) => principalId ?? []))
  const roles = new Set(blockers.flatMap(({ principalId, role }) => (principalId === null ? [role] : [])))
  const concerned = new Set([...ready.map(({ contractId }) => contractId), ...blocked])
  return {
    output: {
      cutoff,
      ready: ready.length,
      blocked: blocked.size,
      blockers: blockers.length,
      principals: [...principals],
      roles: [...roles],
    },
    touched: [...concerned].map((id) => ({ type: 'contract', id })),
  }
})
