/** Business-rule tasks: the one place where processes ask the decisions engine. */
import {
  DecisionError,
  type DecisionResult,
  evaluateDeployed,
  hasVersion,
  type WhichVersion,
} from '#engines/decisions'
import { sql, type Tx } from '#kernel/sql.ts'
import type { Clock, Json, Variables } from '../model/expression.ts'
import type { Binding } from '../model/graph.ts'
import type { Decide, Decided } from '../replay/beside.ts'

type Made = DecisionResult & Readonly<{ name: string; version?: number }>

/**
 * Evaluates a deployed decision over the visible variables, and says in words which version and which rules made it. A
 * decision that cannot be made gives its code.
 */
export async function decide(
  tx: Tx,
  decision: string,
  context: Variables,
  clock: Clock,
  which: WhichVersion = {},
): Promise<Decided> {
  return decidedBy(() => evaluateDeployed(tx, decision, context, clock, which))
}

/** What an evaluation gives, in words why; one of a draft has no version yet. */
export async function decidedBy(evaluate: () => Promise<Made>): Promise<Decided> {
  try {
    const made = await evaluate()
    // The decisions engine promises JSON; its type says only `unknown`.
    return { value: made.value as Json, why: whyOf(made) }
  } catch (error) {
    if (error instanceof DecisionError) return { code: error.code, message: error.message }
    throw error
  }
}

/** "Commercial approval, version 2: rule 1 (Large deals need an executive.)" */
function whyOf({ name, version, trace }: Made): string {
  const rules = trace
    .flatMap(({ matchedRules }) => matchedRules)
    .map(({ index, annotations }) => {
      const words = Object.values(annotations).join(' ')
      return words === '' ? `rule ${index}` : `rule ${index} (${words})`
    })
  const which = version === undefined ? 'as proposed' : `version ${version}`
  return `${name}, ${which}${rules.length > 0 ? `: ${rules.join(', ')}` : ''}`
}

/** The version of a decision that a task is bound to. Together deployed with a process is what was in force then. */
export async function versionBound(
  tx: Tx,
  { binding, versionTag }: Readonly<{ binding?: Binding; versionTag?: string | null }>,
  definitionId: string,
): Promise<WhichVersion> {
  if (versionTag) return { versionTag }
  if (binding !== 'deployment') return {}
  const { inForceAt } = await tx.one(sql<{ inForceAt: Temporal.Instant }>`
    select deployed_at as "inForceAt"
    from process.definition
    where tenant_id = kernel.tenant_id() and id = ${definitionId}`)
  return { inForceAt }
}

/** A deployed version of a decision, for a replay that asks what it would have decided; null when there is none. */
export async function decidesDeployed(tx: Tx, key: string, version: number): Promise<Decide | null> {
  if (!(await hasVersion(tx, key, version))) return null
  return async ({ decision, context, binding }, clock) =>
    decision === key && !binding ? decide(tx, key, context, clock, { version }) : null
}
