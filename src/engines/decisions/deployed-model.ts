/** Deployed decisions, ready to evaluate: compiled once per content and kept. */
import type { Tx } from '#kernel/sql.ts'
import { DecisionError } from './decision-error.ts'
import { compileDecisions, type DecisionModel, type DecisionResult } from './dmn/decision-model.ts'
import type { Clock } from './feel/run.ts'
import { findVersion, loadModels, type WhichVersion } from './model-table.ts'

/** How many compiled models a process keeps. A model compiles again in milliseconds when it was dropped. */
const KEPT_MAX = 500

/** Compiled models by content hash. They hold no tenant's data, so that tenants with the same file share one. */
const kept = new Map<string, DecisionModel>()

/** What was decided, by which version. */
export interface DeployedResult extends DecisionResult {
  readonly key: string
  /** As the model calls it. */
  readonly name: string
  readonly version: number
}

/**
 * Evaluates a deployed decision for another engine, in its transaction: the version in force, or the one that is meant.
 * Throws a DecisionError: `decision_not_found`, `input_invalid`, `several_rules_hit`, `outputs_differ`, or an
 * exceeded limit.
 */
export async function evaluateDeployed(
  tx: Tx,
  key: string,
  inputs: Readonly<Record<string, unknown>>,
  clock: Clock,
  which: WhichVersion = {},
): Promise<DeployedResult> {
  const found = await findVersion(tx, key, which)
  if (found === undefined) {
    const words = `There is no decision "${key}"${inWords(which)}. Deploy it first.`
    throw new DecisionError('decision_not_found', words)
  }
  const model = await compiledModel(tx, found.modelId, found.contentHash)
  return { key, name: found.name, version: found.version, ...model.evaluate(key, inputs, clock) }
}

function inWords({ version, versionTag, inForceAt }: WhichVersion): string {
  if (version !== undefined) return ` in version ${version}`
  if (versionTag !== undefined) return ` with the version tag "${versionTag}"`
  return inForceAt === undefined ? '' : ` that was in force at ${inForceAt}`
}

async function compiledModel(tx: Tx, modelId: string, contentHash: string): Promise<DecisionModel> {
  const known = kept.get(contentHash)
  if (known !== undefined) {
    // Taken out and put back, it is the last to be dropped.
    kept.delete(contentHash)
    kept.set(contentHash, known)
    return known
  }
  const [stored] = await loadModels(tx, [modelId])
  if (stored === undefined) throw new Error(`model ${modelId} was not loaded`)
  const model = compileDecisions(stored.xml, { imports: (namespace) => stored.imports.get(namespace) })
  kept.set(contentHash, model)
  const oldest = kept.keys().next().value
  if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest)
  return model
}
