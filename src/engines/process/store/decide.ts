/** Business-rule tasks: the one place where processes ask the decisions engine. */
import { DecisionError, evaluateDeployed } from '#engines/decisions'
import type { Tx } from '#kernel/sql.ts'
import type { Clock, Json, Variables } from '../model/expression.ts'

/** Evaluates a deployed decision over the visible variables. A decision that cannot be made gives its code. */
export async function decide(
  tx: Tx,
  decision: string,
  context: Variables,
  clock: Clock,
): Promise<{ value: Json } | { code: string; message: string }> {
  try {
    // The decisions engine promises JSON; its type says only `unknown`.
    return { value: (await evaluateDeployed(tx, decision, context, clock)).value as Json }
  } catch (error) {
    if (error instanceof DecisionError) return { code: error.code, message: error.message }
    throw error
  }
}
