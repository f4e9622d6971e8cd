/** Deployed models and the versions of their decisions, as they are stored. */
import { sql, type Tx } from '#kernel/sql.ts'

/** A stored model with the XML of everything it imports, by namespace. */
export interface StoredModel {
  readonly id: string
  readonly contentHash: string
  readonly xml: string
  readonly imports: ReadonlyMap<string, string>
}

/** A version of a decision and the model behind it. */
export interface DecisionVersion {
  readonly key: string
  readonly version: number
  readonly modelId: string
  readonly contentHash: string
}

/** A version of a decision, the highest when none is asked for; undefined when there is none. */
export function findVersion(tx: Tx, key: string, version?: number): Promise<DecisionVersion | undefined> {
  return tx.maybe(sql<DecisionVersion>`
    select decision.key, decision.version, model.id as "modelId", encode(model.content_hash, 'hex') as "contentHash"
    from decisions.decision
    join decisions.model on model.tenant_id = decision.tenant_id and model.id = decision.model_id
    where decision.tenant_id = kernel.tenant_id() and decision.key = ${key}
      and (${version ?? null}::integer is null or decision.version = ${version ?? null})
    order by decision.version desc
    limit 1`)
}

/** A model with its imports and theirs. */
export async function loadModel(tx: Tx, modelId: string): Promise<StoredModel> {
  const rows = await tx.rows(sql<{ id: string; namespace: string; contentHash: string; xml: string }>`
    with recursive needed (id, depth) as (
      select ${modelId}::uuid, 0
      union
      select import.imported_id, needed.depth + 1
      from needed
      join decisions.model_import as import
        on import.tenant_id = kernel.tenant_id() and import.model_id = needed.id
      where needed.depth < 20)
    select model.id, model.namespace, encode(model.content_hash, 'hex') as "contentHash", model.xml
    from needed
    join decisions.model on model.tenant_id = kernel.tenant_id() and model.id = needed.id
    order by needed.depth desc`)
  const own = rows.find((row) => row.id === modelId)
  if (own === undefined) throw new Error(`model ${modelId} is named by a decision but not stored`)
  const imports = new Map(rows.filter((row) => row.id !== modelId).map((row) => [row.namespace, row.xml]))
  return { id: own.id, contentHash: own.contentHash, xml: own.xml, imports }
}

/** The model last deployed under each namespace, of those asked for; one that was gone back to counts again. */
export function newestModels(
  tx: Tx,
  namespaces: readonly string[],
): Promise<{ namespace: string; id: string }[]> {
  return tx.rows(sql<{ namespace: string; id: string }>`
    select distinct on (model.namespace) model.namespace, model.id
    from decisions.model
    left join lateral (
      select decision.journal_id
      from decisions.decision
      where decision.tenant_id = model.tenant_id and decision.model_id = model.id
      order by decision.journal_id desc
      limit 1) as latest on true
    where model.tenant_id = kernel.tenant_id() and model.namespace = any (${namespaces})
    order by model.namespace, greatest(model.journal_id, latest.journal_id) desc`)
}
