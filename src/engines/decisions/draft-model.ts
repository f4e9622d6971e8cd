/** A model that is not deployed: checked as a deployment would, compared with what is in force, and ready to decide. */
import { Refused } from '#kernel/refusal.ts'
import type { Tx } from '#kernel/sql.ts'
import { compileChecked, importsOf } from './deploy-model.ts'
import type { CheckFinding } from './dmn/check-decisions.ts'
import type { DecisionResult } from './dmn/decision-model.ts'
import { type ModelPart, modelParts } from './dmn/model-parts.ts'
import type { Clock } from './feel/run.ts'
import { findVersion, loadModels } from './model-table.ts'

export interface DraftModel {
  /** Every decision of the model with its version in force, null when it is new. */
  readonly decisions: readonly {
    readonly key: string
    readonly name: string
    readonly inForce: number | null
  }[]
  readonly warnings: readonly CheckFinding[]
  readonly parts: readonly ModelPart[]
  /** The parts of the model its decisions are decided by now; empty when they are new. */
  readonly partsInForce: readonly ModelPart[]
  /** Decides by the draft. Throws a DecisionError. */
  readonly evaluate: (key: string, inputs: Readonly<Record<string, unknown>>, clock: Clock) => DecisionResult
}

/** Reads and checks a model; refuses `decision_model_invalid` or `decision_key_taken` as its deployment would. */
export async function draftModel(tx: Tx, xml: string): Promise<DraftModel> {
  const { model, warnings } = compileChecked(xml, await importsOf(tx, xml))
  const decisions: { key: string; name: string; inForce: number | null }[] = []
  const inForce = new Set<string>()
  for (const { id: key, name } of model.decisions()) {
    const current = await findVersion(tx, key)
    if (current) inForce.add(current.modelId)
    decisions.push({ key, name, inForce: current?.version ?? null })
  }
  const models = await loadModels(tx, [...inForce])
  const other = models.find(({ namespace }) => namespace !== model.namespace)
  if (other) throw new Refused('decision_key_taken', { key: decisions[0]?.key, namespace: other.namespace })
  return {
    decisions,
    warnings,
    parts: modelParts(xml),
    partsInForce: models.flatMap((one) => modelParts(one.xml)),
    evaluate: (key, inputs, clock) => model.evaluate(key, inputs, clock),
  }
}
