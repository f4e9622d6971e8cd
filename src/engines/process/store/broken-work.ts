/** Commands of service tasks that broke down: which of them the model wants to be tried again. */
import { Refused } from '#kernel/refusal.ts'
import { asUnavailable } from '#kernel/unavailable.ts'
import type { Instance } from './instance.ts'

/** Conflicts of transactions are for the whole command to repeat, at once, and not for the model. */
const conflicts: readonly unknown[] = ['40001', '40P01']

/**
 * Whether the failure of a command stays with its task: the model says how often it is tried, and the database is
 * there and has nothing against this transaction.
 */
export function mayTryAgain({ graph }: Instance, nodeId: string, error: unknown): boolean {
  const { work } = graph.nodes[graph.byId.get(nodeId) ?? -1] ?? {}
  if (work?.kind !== 'service' || !work.retry) return false
  return !isPassing(error)
}

/** Whether a failure is one of the transaction as a whole, which is tried again as such. */
export function isPassing(error: unknown): boolean {
  if (asUnavailable(error) instanceof Refused) return true
  return conflicts.includes((error as { code?: unknown } | null)?.code)
}

/** The failure as the incident shows it. */
export function brokenWords(error: unknown): { code: string; message: string } {
  return { code: 'command_broke_down', message: error instanceof Error ? error.message : String(error) }
}
