/**
 * Who guesses at many accounts from one address is made to wait. The accounts' own delay does not see that; this node
 * remembers it for some minutes, by address.
 */
import { Refused } from '#kernel/refusal.ts'

/** An office behind one address may mistype this often in one window. */
const FAILURES_MAX = 60
const WINDOW_MS = 5 * 60_000
const REMEMBERED_MAX = 50_000

export interface Gate {
  /** Does the work, unless too much of it has failed for want of the right words from this address. */
  pass<T>(address: string, work: () => Promise<T>): Promise<T>
}

export function openGate(now: () => number = () => performance.now()): Gate {
  const failures = new Map<string, { count: number; since: number }>()
  const recent = (address: string) => {
    const found = failures.get(address)
    if (found && now() - found.since < WINDOW_MS) return found
    failures.delete(address)
    return undefined
  }
  return {
    async pass(address, work) {
      if ((recent(address)?.count ?? 0) >= FAILURES_MAX) throw new Refused('too_many_attempts')
      try {
        return await work()
      } catch (error) {
        if (error instanceof Refused && error.kind === 'unauthenticated') {
          if (failures.size >= REMEMBERED_MAX) failures.clear()
          const { count, since } = recent(address) ?? { count: 0, since: now() }
          failures.set(address, { count: count + 1, since })
        }
        throw error
      }
    },
  }
}
