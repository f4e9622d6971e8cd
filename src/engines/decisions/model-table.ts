/** Deployed models and the versions of their decisions, as they are stored. */
import { sql, type Tx } from '#kernel/sql.ts'

/** A stored model with the XML of everything it imports, by namespace. */
export interface StoredModel {
  readonly id: string
  readonly namespace: string
  readonly contentHash: string
  readonly xml: string
  readonly imports: ReadonlyMap<string, string>
}

/** A version of a decision and the model behind it. */
export interface DecisionVersion {
  readonly key: string
  readonly name: string
  readonly version: number
  readonly modelId: string
  readonly contentHash: string
}

/** Which version of a decision is meant: the highest that is all of this; the one in force when nothing is said. */
export interface WhichVersion {
  readonly version?: number | undefined
  readonly versionTag?: string | undefined
  /** The version that was in force then. */
  readonly inForceAt?: Temporal.Instant | undefined
}

/** A version of a decision; undefined when there is none. */
export function findVersion(
  tx: Tx,
  key: string,
  { version, versionTag, inForceAt }: WhichVersion = {},
): Promise<DecisionVersion | undefined> {
  return tx.maybe(sql<DecisionVersion>`
    select decision.key, decision.name, decision.version, model.id as "modelId", encode(model.content_hash, 'hex') as "contentHash"
    from decisions.decision
    join decisions.model on model.tenant_id = decision.tenant_id and model.id = decision.model_id
    where decision.tenant_id = kernel.tenant_id() and decision.key = ${key}
      and (${version ?? null}::integer is null or decision.version = ${version ?? null})
      and (${versionTag ?? null}::text is null or decision.version_tag = ${versionTag ?? null})
      and (${inForceAt ?? null}::timestamptz is null or decision.deployed_at <= ${inForceAt ?? null})
    order by decision.version desc
    limit 1`)
}

/** Whether a decision has been deployed in a version. */
export async function hasVersion(tx: Tx, key: string, version: number): Promise<boolean> {
  return (await findVersion(tx, key, { version })) !== undefined
}

interface ModelRow {
  readonly root: string
  readonly id: string
  readonly namespace: string
  readonly contentHash: string
  readonly xml: string
}

/** Models with their imports and theirs, the nearest import of a namespace first. */
export async function loadModels(tx: Tx, ids: readonly string[]): Promise<StoredModel[]> {
  const rows = await tx.rows(sql<ModelRow>`
    with recursive needed (root, id, depth) as (
      select root, root, 0
      from unnest(${ids}::uuid[]) as root
      union
      select needed.root, import.imported_id, needed.depth + 1
      from needed
      join decisions.model_import as import
        on import.tenant_id = kernel.tenant_id() and import.model_id = needed.id
      where needed.depth < 20)
    select needed.root, model.id, model.namespace, encode(model.content_hash, 'hex') as "contentHash", model.xml
    from needed
    join decisions.model on model.tenant_id = kernel.tenant_id() and model.id = needed.id
    order by needed.depth desc`)
  return ids.map((id) => {
    const own = rows.find((row) => row.id === id)
    if (own === undefined) throw new Error(`model ${id} is named but not stored`)
    const others = rows.filter((row) => row.root === id && row.id !== id)
    const { namespace, contentHash, xml } = own
    return {
      id,
      namespace,
      contentHash,
      xml,
      imports: new Map(others.map((row) => [row.namespace, row.xml])),
    }
  })
}

/** The model last deployed under each namespace, of those asked for; one that was gone back to counts again. */
export function newestModels(tx: Tx, namespaces: readonly string[]): Promise<{ id: string }[]> {
  return tx.rows(sql<{ id: string }>`
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
