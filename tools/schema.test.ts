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
import { catalogFindings } from './schema/rules.ts'
import { schemaToday } from './schema.ts'
import { root } from './tree.ts'

const database = await createTestDatabase()

/** What the catalog says after some SQL, which is then taken back. */
async function catalogAfter(sql: string): Promise<SchemaCatalog[]> {
  const client = await database.owner.connect()
  try {
    await client.query('begin')
    await client.query(sql)
    return await readCatalog(client, [])
  } finally {
    await client.query('rollback')
    client.release()
  }
}

async function orchardAfter(sql: string): Promise<SchemaCatalog> {
  const found = (await catalogAfter(`${orchard}${sql}`)).find(({ name }) => name === 'orchard')
  assert.ok(found)
  return found
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

test('the SQL of a room shows everything its tables are and allow', async () => {
  const text = schemaAsSql(await orchardAfter(''))
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

test('the types of a room are what the driver gives and what the checks allow', async () => {
  const text = schemaAsTypes(await orchardAfter(''))
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

const rulesAfter = async (sql: string) => catalogFindings([await orchardAfter(sql)]).map(({ rule }) => rule)

test('tables that are as the house needs them have no finding', async () => {
  assert.deepEqual(await rulesAfter(''), [])
})

test('a table that is not as the house needs it is named with its rule', async () => {
  const more = (body: string) => `
    create table orchard.more (tenant_id uuid not null, id uuid, primary key (tenant_id, id), ${body});
    select kernel.protect('orchard.more'); comment on table orchard.more is 'One more.';`
  const cases: [string, string][] = [
    ['tables-are-commented', 'comment on table orchard.tree is null'],
    ['tables-are-commented', 'create table orchard.kind (code text primary key)'],
    ['exact-types', 'alter table orchard.tree add column weight double precision'],
    ['exact-types', 'alter table orchard.tree add column cut_at timestamp'],
    ['exact-types', 'alter table orchard.tree add column name varchar(20)'],
    ['tenants-are-protected', 'alter table orchard.tree disable row level security'],
    ['tenants-are-protected', 'alter table orchard.tree no force row level security'],
    ['tenants-are-protected', 'drop policy tenant on orchard.tree'],
    ['tenant-leads-the-key', 'alter table orchard.tree drop constraint tree_pkey'],
    [
      'tenant-leads-the-key',
      'alter table orchard.tree drop constraint tree_pkey, add primary key (id, tenant_id)',
    ],
    ['unique-within-the-tenant', 'alter table orchard.tree add unique (kind)'],
    ['unique-within-the-tenant', 'create unique index on orchard.tree (lower(kind))'],
    [
      'keys-stay-in-the-tenant',
      `alter table orchard.tree add unique (id, tenant_id), add constraint only_id unique (id);
       ${more('tree_id uuid references orchard.tree (id)')} alter table orchard.more drop constraint more_pkey cascade,
       add primary key (tenant_id, id)`,
    ],
  ]
  for (const [rule, sql] of cases) {
    const found = await rulesAfter(sql)
    assert.ok(found.includes(rule), `${rule} did not see: ${sql}`)
    assert.deepEqual(
      found.filter((other) => other !== rule && other !== 'unique-within-the-tenant'),
      [],
      sql,
    )
  }
})

test('a key that points to a later room is named', async () => {
  const found = catalogFindings(
    await catalogAfter(`
      create table kernel.favourite (tenant_id uuid, person_id uuid, primary key (tenant_id, person_id),
        foreign key (tenant_id, person_id) references people.person);
      select kernel.protect('kernel.favourite'); comment on table kernel.favourite is 'A person somebody likes.'`),
  )
  assert.deepEqual(
    found.filter(({ path }) => path === 'kernel.favourite').map(({ rule }) => rule),
    ['keys-point-upstream'],
  )
})

test('a constraint, a policy or a right that somebody adds changes the text', async () => {
  const before = schemaAsSql(await orchardAfter(''))
  for (const change of [
    'alter table orchard.tree add check (cost_minor >= 0)',
    'alter table orchard.tree disable row level security',
    'create policy open on orchard.tree for select using (true)',
    'grant delete on orchard.tree to throughline_runtime',
    'create index on orchard.tree (tenant_id, planted_on)',
    'alter table orchard.tree alter column height_cm set not null',
    `comment on table orchard.tree is 'Another sentence.'`,
  ]) {
    assert.notEqual(schemaAsSql(await orchardAfter(change)), before, change)
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

test('every table of this repository is as the house needs it', async () => {
  assert.deepEqual(catalogFindings(await schemaToday()), [])
})

test('the schema beside each room is what the migrations make: else run node tools/schema.ts --write', async () => {
  assert.deepEqual(schemaDifferences(root, schemaFiles(await schemaToday())), [])
})
