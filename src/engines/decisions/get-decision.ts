import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { get as contract } from './contract.ts'
import { type DecisionRow, decisionColumns } from './decision-row.ts'

interface Found extends DecisionRow {
  readonly modelName: string
  readonly namespace: string
  readonly contentHash: string
  readonly xml: string
}

export const getDecision = answer(contract, async ({ tx }, { key, version }) => {
  const found = await tx.maybe(sql<Found>`
    select ${decisionColumns}, model.name as "modelName", model.namespace, model.xml,
      encode(model.content_hash, 'hex') as "contentHash"
    from decisions.decision
    join decisions.model on model.tenant_id = decision.tenant_id and model.id = decision.model_id
    where decision.tenant_id = kernel.tenant_id() and decision.key = ${key}
      and (${version ?? null}::integer is null or decision.version = ${version ?? null})
    order by decision.version desc
    limit 1`)
  if (found === undefined) throw new Refused('decision_not_found', { key, version: version ?? 'any' })
  return found
})
