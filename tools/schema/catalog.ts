/**
 * Reads what a database says of itself: relations, columns, constraints, indexes, policies, functions, comments.
 * The catalog is the only witness that cannot differ from what runs, so nothing here parses the migrations.
 */
import type { ClientBase } from 'pg'

/** One column, with what both the SQL text and the row type need to know of it. */
export type Column = Readonly<{
  name: string
  /** As PostgreSQL prints it, for example `character(3)` or `bigint`. */
  type: string
  /** The type below domains and arrays, by its catalog name: `int8`, `text`, `timestamptz`. */
  base: string
  isArray: boolean
  notNull: boolean
  default: string | null
  /** Stored and virtual columns cannot be written. */
  generated: boolean
  identity: 'always' | 'by default' | null
  comment: string | null
  /** The words an enum allows. */
  words: readonly string[] | null
  /** The check of a domain, as PostgreSQL prints it. */
  domainCheck: string | null
}>

/** A constraint as PostgreSQL prints it. `kind` is the letter of `pg_constraint.contype`. */
export type Constraint = Readonly<{
  name: string
  kind: string
  /** In the order of the key. */
  columns: readonly string[]
  definition: string
}>

/** A table or a view of a room. */
export type Relation = Readonly<{
  schema: string
  name: string
  kind: 'table' | 'view'
  comment: string | null
  /** `partition by ...` of a partitioned table. */
  partitionBy: string | null
  /** The parent and bound when this is a partition; a partition shows nothing else. */
  partitionOf: string | null
  rowSecurity: 'off' | 'enabled' | 'forced'
  /** Storage parameters, as `fillfactor=60`. */
  options: readonly string[]
  /** The query of a view. */
  query: string | null
  columns: readonly Column[]
  constraints: readonly Constraint[]
  indexes: readonly string[]
  policies: readonly string[]
  triggers: readonly string[]
  grants: readonly string[]
}>

/** One PostgreSQL schema, which is one room. */
export type SchemaCatalog = Readonly<{
  name: string
  comment: string | null
  grants: readonly string[]
  types: readonly string[]
  sequences: readonly string[]
  functions: readonly string[]
  relations: readonly Relation[]
}>

/** Reads every schema that belongs to us, in name order; schemas of PostgreSQL and of extensions are left out. */
export async function readCatalog(client: ClientBase, foreign: readonly string[]): Promise<SchemaCatalog[]> {
  // With an empty path every name PostgreSQL prints is written out in full, whatever the role's settings are.
  await client.query(`set search_path = ''`)
  await client.query(`set timezone = 'UTC'`)
  const { rows: schemas } = await client.query<{ name: string; comment: string | null; grants: string[] }>(
    `select n.nspname as name, obj_description(n.oid, 'pg_namespace') as comment,
       array(select format('grant %s on schema %I to %s', string_agg(lower(a.privilege_type), ', ' order by a.privilege_type), n.nspname, coalesce(quote_ident(r.rolname), 'public'))
         from aclexplode(n.nspacl) a left join pg_roles r on r.oid = a.grantee
         where a.grantee <> n.nspowner group by r.rolname order by 1) as grants
     from pg_namespace n
     where n.nspname !~ '^pg_' and n.nspname <> all ($1::text[])
     order by n.nspname`,
    [['information_schema', 'public', ...foreign]],
  )
  const names = schemas.map((schema) => schema.name)
  const relations = await readRelations(client, names)
  const types = await readLines(client, names, typesSql)
  const sequences = await readLines(client, names, sequencesSql)
  const functions = await readLines(client, names, functionsSql)
  return schemas.map((schema) => ({
    ...schema,
    types: types.get(schema.name) ?? [],
    sequences: sequences.get(schema.name) ?? [],
    functions: functions.get(schema.name) ?? [],
    relations: relations.filter((relation) => relation.schema === schema.name),
  }))
}

async function readLines(client: ClientBase, schemas: string[], sql: string): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ schema: string; line: string }>(sql, [schemas])
  const lines = new Map<string, string[]>()
  for (const { schema, line } of rows) lines.set(schema, [...(lines.get(schema) ?? []), line])
  return lines
}

async function readRelations(client: ClientBase, schemas: string[]): Promise<Relation[]> {
  const { rows } = await client.query<Relation & { oid: string }>(relationsSql, [schemas])
  const { rows: columns } = await client.query<{ relation: string; column: Column }>(columnsSql, [schemas])
  const ofRelation = new Map<string, Column[]>()
  for (const { relation, column } of columns) {
    ofRelation.set(relation, [...(ofRelation.get(relation) ?? []), column])
  }
  return rows.map(({ oid, ...relation }) => ({ ...relation, columns: ofRelation.get(oid) ?? [] }))
}

const ownRelations = `n.nspname = any ($1::text[]) and c.relkind in ('r', 'p', 'v', 'm')`

const relationsSql = `
  select c.oid::text as oid, n.nspname as schema, c.relname as name,
    case when c.relkind in ('v', 'm') then 'view' else 'table' end as kind,
    obj_description(c.oid, 'pg_class') as comment,
    pg_get_partkeydef(c.oid) as "partitionBy",
    case when c.relispartition then
      (select i.inhparent::regclass::text from pg_inherits i where i.inhrelid = c.oid) || ' ' || pg_get_expr(c.relpartbound, c.oid)
    end as "partitionOf",
    case when not c.relrowsecurity then 'off' when c.relforcerowsecurity then 'forced' else 'enabled' end as "rowSecurity",
    coalesce(c.reloptions, '{}') as options,
    case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid, true) end as query,
    -- Not-null constraints are told by the column; PostgreSQL 18 lists them here too.
    coalesce((select json_agg(json_build_object('name', k.conname, 'kind', k.contype, 'columns',
        coalesce((select json_agg(a.attname order by u.place) from unnest(k.conkey) with ordinality u (attnum, place) join pg_attribute a on a.attrelid = c.oid and a.attnum = u.attnum), '[]'::json),
        'definition', pg_get_constraintdef(k.oid)) order by position(k.contype::text in 'puxcft'), k.conname)
      from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n'), '[]'::json) as constraints,
    array(select pg_get_indexdef(x.indexrelid) from pg_index x
      where x.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x'))
      order by x.indexrelid::regclass::text) as indexes,
    array(select format('create policy %I on %s%s for %s to %s%s%s', p.polname, c.oid::regclass,
        case when p.polpermissive then '' else ' as restrictive' end,
        case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
        coalesce((select string_agg(quote_ident(r.rolname), ', ' order by r.rolname) from pg_roles r where r.oid = any (p.polroles)), 'public'),
        ' using (' || pg_get_expr(p.polqual, c.oid) || ')', ' with check (' || pg_get_expr(p.polwithcheck, c.oid) || ')')
      from pg_policy p where p.polrelid = c.oid order by p.polname) as policies,
    array(select pg_get_triggerdef(g.oid) from pg_trigger g where g.tgrelid = c.oid and not g.tgisinternal order by g.tgname) as triggers,
    array(select format('grant %s on %s to %s', string_agg(lower(a.privilege_type), ', ' order by a.privilege_type), c.oid::regclass, coalesce(quote_ident(r.rolname), 'public'))
      from aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
      where a.grantee <> c.relowner group by r.rolname order by 1)
    || array(select format('grant %s (%s) on %s to %s', lower(a.privilege_type), string_agg(quote_ident(t.attname), ', ' order by t.attnum), c.oid::regclass, coalesce(quote_ident(r.rolname), 'public'))
      from pg_attribute t cross join lateral aclexplode(t.attacl) a left join pg_roles r on r.oid = a.grantee
      where t.attrelid = c.oid and a.grantee <> c.relowner group by r.rolname, a.privilege_type order by 1) as grants
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where ${ownRelations}
  order by n.nspname, c.relname`

const columnsSql = `
  select c.oid::text as relation, json_build_object(
      'name', a.attname,
      'type', format_type(a.atttypid, a.atttypmod),
      'base', b.typname,
      'isArray', t.typcategory = 'A',
      'notNull', a.attnotnull or t.typnotnull,
      'default', case when a.attgenerated = '' then coalesce(pg_get_expr(d.adbin, d.adrelid), t.typdefault)
        else format('generated always as (%s)%s', pg_get_expr(d.adbin, d.adrelid), case a.attgenerated when 's' then ' stored' else '' end) end,
      'generated', a.attgenerated <> '',
      'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' end,
      'comment', col_description(c.oid, a.attnum),
      'words', (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = b.oid),
      'domainCheck', (select min(pg_get_constraintdef(k.oid)) from pg_constraint k where k.contypid = t.oid and k.contype = 'c')
    ) as column
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_type t on t.oid = a.atttypid
  left join pg_type u on u.oid = case when t.typcategory = 'A' then t.typelem when t.typtype = 'd' then t.typbasetype end
  join pg_type b on b.oid = coalesce(u.oid, t.oid)
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where ${ownRelations}
  order by c.oid, a.attnum`

const typesSql = `
  select n.nspname as schema,
    case t.typtype
      when 'e' then format('create type %s as enum (%s)', t.oid::regtype, (select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid))
      when 'd' then format('create domain %s as %s%s%s', t.oid::regtype, format_type(t.typbasetype, t.typtypmod), case when t.typnotnull then ' not null' else '' end,
        (select string_agg(' ' || pg_get_constraintdef(k.oid), '' order by k.conname) from pg_constraint k where k.contypid = t.oid and k.contype <> 'n'))
      else format('create type %s as (%s)', t.oid::regtype, (select string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' order by a.attnum) from pg_attribute a where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped))
    end as line
  from pg_type t join pg_namespace n on n.oid = t.typnamespace
  left join pg_class c on c.oid = t.typrelid
  where n.nspname = any ($1::text[]) and (t.typtype in ('e', 'd') or c.relkind = 'c')
  order by t.typname`

// A sequence owned by a column is told by that column's default or identity.
const sequencesSql = `
  select n.nspname as schema, format('create sequence %s as %s', c.oid::regclass, format_type(s.seqtypid, null)) as line
  from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any ($1::text[])
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('a', 'i') and d.refobjsubid > 0)
  order by c.relname`

const functionsSql = `
  select n.nspname as schema, pg_get_functiondef(p.oid) as line
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = any ($1::text[]) and p.prokind in ('f', 'p')
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by p.proname, pg_get_function_identity_arguments(p.oid)`
