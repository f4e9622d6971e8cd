import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createTestDatabase } from '#test/database.ts'
import { schemaAsSql } from './schema/as-sql.ts'
import { schemaAsTypes } from './schema/as-types.ts'
import { readCatalog, type SchemaCatalog } from './schema/catalog.ts'
import { schemaDifferences, schemaFiles, writeSchemaFiles } from './schema/files.ts'
import { schemaToday } from './schema.ts'
import { root } from './tree.ts'

/** Runs SQL in a database of its own and reads one schema back. */
async function catalogAfter(t: { after: (work: () => Promise<void>) => void }, schema: string, sql: string) {
  const database = await createTestDatabase(t)
  await database.owner.query(sql)
  const client = await database.owner.connect()
  try {
    const found = (await readCatalog(client, [])).find(({ name }) => name === schema)
    assert.ok(found)
    return found
  } finally {
    client.release()
  }
}

const orchard = `
  create schema orchard;
  create table orchard.tree (
    tenant_id uuid not null default kernel.tenant_id(),
    id uuid not null,
    kind text not null default 'apple' check (kind in ('apple', 'pear')),
    height_cm integer check (height_cm > 0),
    cost_minor bigint not null,
    yield numeric(12,6),
    planted_on date not null,
    seen_at timestamptz,
    notes jsonb not null default '{}',
    tags text[] not null default '{}',
    tall boolean generated always as (height_cm > 500) stored,
    number bigint generated always as identity,
    primary key (tenant_id, id)
  );
  create index tree_by_kind on orchard.tree (tenant_id, kind) where kind <> 'pear';
  select kernel.protect('orchard.tree');
  revoke delete on orchard.tree from throughline_runtime;
  comment on table orchard.tree is 'One tree that somebody''s garden pays for.';
  comment on column orchard.tree.cost_minor is 'What it cost, in minor units.';
  create function orchard.height(tree orchard.tree) returns integer language sql stable return tree.height_cm;`

test('the SQL of a room shows everything its tables are and allow', async (t) => {
  const text = schemaAsSql(await catalogAfter(t, 'orchard', orchard))
  for (const line of [
    'create schema orchard;',
    '  tenant_id uuid not null default kernel.tenant_id(),',
    "  kind text not null default 'apple'::text,",
    '  tall boolean generated always as ((height_cm > 500)) stored,',
    '  number bigint not null generated always as identity,',
    '  constraint tree_pkey primary key (tenant_id, id),',
    '  constraint tree_height_cm_check check ((height_cm > 0)),',
    'alter table orchard.tree force row level security;',
    "create index tree_by_kind on orchard.tree using btree (tenant_id, kind) where (kind <> 'pear'::text);",
    'grant insert, select, update on orchard.tree to throughline_runtime;',
    "comment on table orchard.tree is 'One tree that somebody''s garden pays for.';",
    "comment on column orchard.tree.cost_minor is 'What it cost, in minor units.';",
    'create or replace function orchard.height(tree orchard.tree)',
  ]) {
    assert.ok(text.split('\n').includes(line), `missing: ${line}\n${text}`)
  }
  assert.match(text, /create policy tenant on orchard.tree for all to public using \(\(tenant_id = /)
})

test('the types of a room are what the driver gives and what the checks allow', async (t) => {
  const text = schemaAsTypes(await catalogAfter(t, 'orchard', orchard))
  for (const line of [
    "import type { Generated, GeneratedAlways } from 'kysely'",
    "/** One tree that somebody's garden pays for. */",
    'export interface TreeTable {',
    '  tenant_id: Generated<string>',
    '  id: string',
    "  kind: Generated<'apple' | 'pear'>",
    '  height_cm: number | null',
    '  cost_minor: bigint',
    '  yield: string | null',
    '  planted_on: string',
    '  seen_at: Temporal.Instant | null',
    '  notes: Generated<unknown>',
    '  tags: Generated<string[]>',
    '  tall: GeneratedAlways<boolean | null>',
    '  number: GeneratedAlways<bigint>',
    'export interface OrchardTables {',
    "  'orchard.tree': TreeTable",
  ]) {
    assert.ok(text.split('\n').includes(line), `missing: ${line}\n${text}`)
  }
})

test('a constraint, a policy or a right that somebody adds changes the text', async (t) => {
  const before = schemaAsSql(await catalogAfter(t, 'orchard', orchard))
  for (const change of [
    'alter table orchard.tree add check (cost_minor >= 0)',
    'alter table orchard.tree disable row level security',
    'create policy open on orchard.tree for select using (true)',
    'grant delete on orchard.tree to throughline_runtime',
    'create index on orchard.tree (tenant_id, planted_on)',
    'alter table orchard.tree alter column height_cm set not null',
    `comment on table orchard.tree is 'Another sentence.'`,
  ]) {
    assert.notEqual(schemaAsSql(await catalogAfter(t, 'orchard', `${orchard}${change}`)), before, change)
  }
})

test('a generated file that is missing, differs or is left over is named with its first line', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-schema-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const room of ['people', 'clients', 'billing'])
    mkdirSync(join(folder, 'src/flow', room), { recursive: true })
  const empty: Omit<SchemaCatalog, 'name'> = {
    comment: null,
    grants: [],
    types: [],
    sequences: [],
    functions: [],
    relations: [],
  }
  const files = schemaFiles([
    { ...empty, name: 'people' },
    { ...empty, name: 'clients' },
  ])
  writeSchemaFiles(folder, files)
  assert.deepEqual(schemaDifferences(folder, files), [])
  writeFileSync(join(folder, 'src/flow/people/schema.sql'), 'create schema persons;\n')
  writeFileSync(join(folder, 'src/flow/billing/schema.ts'), 'export {}\n')
  rmSync(join(folder, 'src/flow/clients/schema.sql'))
  const [differs, missing, leftOver] = schemaDifferences(folder, files)
  assert.match(differs ?? '', /^src\/flow\/people\/schema\.sql:1 differs/)
  assert.equal(missing, 'src/flow/clients/schema.sql is missing')
  assert.equal(leftOver, 'src/flow/billing/schema.ts has no schema behind it')
})

test('a schema that no room is named after is a fault', () => {
  const magic = {
    name: 'magic',
    comment: null,
    grants: [],
    types: [],
    sequences: [],
    functions: [],
    relations: [],
  }
  assert.throws(() => schemaFiles([magic]), /no room has that name/)
})

test('the schema beside each room is what the migrations make: else run node tools/schema.ts --write', async () => {
  assert.deepEqual(schemaDifferences(root, await schemaToday()), [])
})
