/** A version of a decision as queries answer it. */
import { sql } from '#kernel/sql.ts'

export interface DecisionRow {
  readonly key: string
  readonly version: number
  readonly name: string
  readonly kind: 'decision' | 'service'
  readonly inputs: string[]
  readonly modelId: string
  readonly deployedAt: Temporal.Instant
  readonly deployedBy: string
}

/** The columns of a DecisionRow. */
export const decisionColumns = sql`
  decision.key, decision.version, decision.name, decision.kind, decision.inputs,
  decision.model_id as "modelId", decision.deployed_at as "deployedAt", decision.deployed_by as "deployedBy"`
