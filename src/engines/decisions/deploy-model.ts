import { createHash } from 'node:crypto'
import { processPrincipal } from '#engines/access'
import { type Context, handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { type RefusalProblem, Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { deploy as contract } from './contract.ts'
import { DecisionError } from './decision-error.ts'
import { type CheckFinding, checkDecisions } from './dmn/check-decisions.ts'
import {
  compileDecisions,
  type DecisionInfo,
  type DecisionModel,
  importedNamespaces,
} from './dmn/decision-model.ts'
import { versionTagsIn } from './dmn/names-in.ts'
import { loadModels, newestModels, type StoredModel } from './model-table.ts'

/** A decision as it stands before this deployment. */
interface Current {
  readonly key: string
  readonly version: number
  readonly modelId: string
  readonly namespace: string
}

/**
 * Deploys a model. What is in force already gets no new version; the same content deployed later again does, so that
 * one may go back. Another version is only replaced by the program itself and by approved drafts, which act as the
 * processes of the firm. Deployments of a tenant wait for each other.
 */
export const deployModel = handle(contract, async (context, { xml }) => {
  const { tx } = context
  await tx.run(
    sql`select pg_advisory_xact_lock(hashtextextended('decisions.deploy ' || kernel.tenant_id(), 0))`,
  )
  const imports = await importsOf(tx, xml)
  const { model, warnings } = compileChecked(xml, imports)
  const decisions = model.decisions()
  const current = await currentVersions(tx, decisions)
  const taken = current.find((one) => one.namespace !== model.namespace)
  if (taken !== undefined)
    throw new Refused('decision_key_taken', { key: taken.key, namespace: taken.namespace })
  const modelId = await storeModel(context, model, xml, imports)
  const changed = current.length < decisions.length || current.some((one) => one.modelId !== modelId)
  const replaced = changed ? current.filter((one) => one.modelId !== modelId) : []
  if (replaced.length > 0 && context.call.actorId !== (await processPrincipal(tx)))
    throw new Refused('deployment_needs_approval', { keys: replaced.map(({ key: name }) => name) })
  const versions = changed ? await addVersions(context, modelId, decisions, versionTagsIn(xml)) : current
  const names = new Map(decisions.map((decision) => [decision.id, decision.name]))
  return {
    output: {
      modelId,
      changed,
      decisions: versions.map(({ key, version }) => ({ key, version, name: names.get(key) ?? key })),
      warnings: warnings.map(({ code, message, element, rules, example }) => ({
        code,
        message,
        element,
        rules: [...rules],
        example: { ...example },
      })),
    },
    touched: changed
      ? versions.map(({ key, version }) => ({ type: 'decision', id: key, after: { version, modelId } }))
      : [],
    events: changed
      ? versions.map(({ key, version }) => ({
          type: 'decisions.deployed',
          key,
          payload: { key, version, modelId },
        }))
      : [],
  }
})

/** The models last deployed behind the imports of a file. An import without one fails when the file is compiled. */
export async function importsOf(tx: Tx, xml: string): Promise<readonly StoredModel[]> {
  const namespaces = refusing(() => importedNamespaces(xml))
  if (namespaces.length === 0) return []
  const found = await newestModels(tx, namespaces)
  return loadModels(
    tx,
    found.map(({ id }) => id),
  )
}

/** Compiles and checks; everything that stands in the way is refused at once. */
export function compileChecked(
  xml: string,
  imports: readonly StoredModel[],
): { model: DecisionModel; warnings: readonly CheckFinding[] } {
  const known = new Map(imports.flatMap((one) => [...one.imports, [one.namespace, one.xml] as const]))
  const model = refusing(() => compileDecisions(xml, { imports: (namespace) => known.get(namespace) }))
  const findings = checkDecisions(model)
  const errors = findings.filter((finding) => finding.severity === 'error')
  if (errors.length > 0)
    throw refusal(
      errors.map((one) => ({
        pointer: '/xml',
        code: one.code,
        params: { element: one.element, rules: one.rules },
        message: `${one.element}: ${one.message}`,
      })),
    )
  return { model, warnings: findings }
}

function refusing<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof DecisionError)) throw error
    const all = error.findings.length > 0 ? error.findings : [error]
    throw refusal(
      all.map((one) => ({
        pointer: '/xml',
        code: one.code,
        params: { element: place(one) },
        message: `${place(one)}: ${one.message}`,
      })),
    )
  }
}

function place({ position }: DecisionError): string {
  const line = position.line === undefined ? '' : `line ${position.line}, column ${position.column}`
  return [position.element, line].filter((part) => part !== undefined && part !== '').join(', ') || 'model'
}

function refusal(problems: readonly RefusalProblem[]): Refused {
  return new Refused(
    'decision_model_invalid',
    { count: problems.length, first: problems[0]?.message },
    problems,
  )
}

function currentVersions(tx: Tx, decisions: readonly DecisionInfo[]): Promise<Current[]> {
  return tx.rows(sql<Current>`
    select distinct on (decision.key) decision.key, decision.version, model.id as "modelId", model.namespace
    from decisions.decision
    join decisions.model on model.tenant_id = decision.tenant_id and model.id = decision.model_id
    where decision.tenant_id = kernel.tenant_id() and decision.key = any (${decisions.map((d) => d.id)})
    order by decision.key, decision.version desc`)
}

/** Stores the model unless this content is there, and gives its id. */
async function storeModel(
  { tx, call, journalId }: Context,
  model: DecisionModel,
  xml: string,
  imports: readonly StoredModel[],
): Promise<string> {
  const hash = createHash('sha256').update(xml)
  for (const one of imports) hash.update(`\n${one.namespace} ${one.contentHash}`)
  const contentHash = hash.digest()
  const stored = await tx.maybe(sql<{ id: string }>`
    select id
    from decisions.model
    where tenant_id = kernel.tenant_id() and content_hash = ${contentHash}`)
  if (stored !== undefined) return stored.id
  const modelId = newId()
  await tx.run(sql`
    insert into decisions.model (id, namespace, name, content_hash, xml, created_at, journal_id)
    values (${modelId}, ${model.namespace}, ${model.name}, ${contentHash}, ${xml}, ${call.now}, ${journalId})`)
  await tx.run(sql`
    insert into decisions.model_import (model_id, namespace, imported_id)
    select ${modelId}, * from unnest(${imports.map((i) => i.namespace)}::text[], ${imports.map((i) => i.id)}::uuid[])`)
  return modelId
}

function addVersions(
  { tx, call, journalId }: Context,
  modelId: string,
  decisions: readonly DecisionInfo[],
  tags: Readonly<Record<string, string>>,
): Promise<{ key: string; version: number }[]> {
  return tx.rows(sql<{ key: string; version: number }>`
    insert into decisions.decision (key, version, model_id, name, kind, inputs, version_tag, deployed_at, deployed_by,
      journal_id)
    select added.key,
      1 + coalesce(
        (select max(version) from decisions.decision as earlier
         where earlier.tenant_id = kernel.tenant_id() and earlier.key = added.key), 0),
      ${modelId}, added.name, added.kind,
      array(select jsonb_array_elements_text(added.inputs)), added.tag, ${call.now}, ${call.onBehalfOf ?? call.actorId}, ${journalId}
    from jsonb_to_recordset(${JSON.stringify(
      decisions.map(({ id, name, kind, inputs }) => ({ key: id, name, kind, inputs, tag: tags[id] ?? null })),
    )}::jsonb) as added (key text, name text, kind text, inputs jsonb, tag text)
    returning key, version`)
}
