/**
 * What every table of the house must be, judged on the catalog of a migrated database: it sees what the migrations made,
 * whatever way they took, and cannot be misled by how they are written.
 */
import { engines, flow } from '../../src/flow/order.ts'
import type { Finding } from '../tree.ts'
import type { Relation, SchemaCatalog } from './catalog.ts'

/** The schemas in the order in which knowledge flows: a key points to its own or an earlier one. */
const order: readonly string[] = ['kernel', ...engines, ...flow, 'insight', 'assists', 'connectors']

const inexact: Readonly<Record<string, string>> = {
  float4: 'numeric with a scale, or bigint minor units with a currency',
  float8: 'numeric with a scale, or bigint minor units with a currency',
  money: 'bigint minor units with a currency',
  timestamp: 'timestamptz: an instant without a zone is a guess',
  timetz: 'timestamptz, or a plain date',
  varchar: 'text with a check: a limit is a rule, so it should be written as one',
  json: 'jsonb',
}

/** Everything about the tables that is not as the house needs it. */
export function catalogFindings(schemas: readonly SchemaCatalog[]): Finding[] {
  const relations = schemas.flatMap((schema) => schema.relations)
  const tenants = new Set(relations.filter(isTenant).map(nameOf))
  return relations.flatMap((relation) => {
    const found: Finding[] = []
    const add = (rule: string, message: string) => found.push({ rule, path: nameOf(relation), message })
    if (relation.partitionOf !== null) return []
    if (relation.comment === null)
      add('tables-are-commented', `add "comment on ${relation.kind}": what one row means.`)
    for (const column of relation.columns) {
      const instead = inexact[column.base]
      if (instead !== undefined) add('exact-types', `${column.name} is ${column.type}: use ${instead}.`)
    }
    if (relation.kind === 'table') {
      keys(relation, tenants, add)
      if (isTenant(relation)) tenancy(relation, add)
    }
    return found
  })
}

function keys(
  table: Relation,
  tenants: ReadonlySet<string>,
  add: (rule: string, message: string) => void,
): void {
  for (const { name, kind, columns, definition } of table.constraints) {
    if (kind !== 'f') continue
    const [, schema = '', target = ''] = /REFERENCES ([a-z_]+)\.([a-z_0-9]+)/.exec(definition) ?? []
    if (order.indexOf(schema) > order.indexOf(table.schema)) {
      add(
        'keys-point-upstream',
        `${name} points to ${schema}.${target}, a later room: keep the key there and point back.`,
      )
    }
    if (isTenant(table) && tenants.has(`${schema}.${target}`) && !columns.includes('tenant_id')) {
      add('keys-stay-in-the-tenant', `${name} can point to another firm's row: put tenant_id into the key.`)
    }
  }
}

function tenancy(table: Relation, add: (rule: string, message: string) => void): void {
  const name = nameOf(table)
  const byTenant = table.policies.some((policy) => policy.includes('kernel.tenant_id()'))
  if (table.rowSecurity !== 'forced' || !byTenant) {
    add(
      'tenants-are-protected',
      `add "select kernel.protect('${name}')": a firm must not see another's rows.`,
    )
  }
  const primary = table.constraints.find(({ kind }) => kind === 'p')
  if (primary?.columns[0] !== 'tenant_id') {
    add('tenant-leads-the-key', 'let the primary key begin with tenant_id: data is distributed by firm.')
  }
  const uniques = [
    ...table.constraints.filter(({ kind }) => kind === 'u').map(({ definition }) => definition),
    ...table.indexes.filter((index) => index.startsWith('CREATE UNIQUE')),
  ]
  for (const unique of uniques.filter((definition) => !/\(.*\btenant_id\b/.test(definition))) {
    add(
      'unique-within-the-tenant',
      `"${unique}" would let one firm block another's values: put tenant_id into it.`,
    )
  }
}

function isTenant(relation: Relation): boolean {
  return relation.columns.some(({ name }) => name === 'tenant_id') && relation.kind === 'table'
}

function nameOf(relation: Relation): string {
  return `${relation.schema}.${relation.name}`
}
