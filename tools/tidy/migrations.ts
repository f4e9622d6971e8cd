/** The history of the database: one line of files, tables that say what they are and whom they belong to. */
import { engines, flow } from '../../src/flow/order.ts'
import { type Finding, filesOf, lineAt, type SourceFile, type Tree } from '../tree.ts'

/** The rooms that own a schema, in the order in which they may point at each other. */
const schemas: readonly string[] = ['kernel', ...engines, ...flow, 'insight', 'assists', 'connectors']

/** Names and numbers of migrations, comments and protection of tables, and the direction of foreign keys. */
export function migrations(tree: Tree): Finding[] {
  const files = filesOf(tree, /^database\/migrations\//)
  return [...numbers(files), ...files.flatMap(migrationFindings), ...tables(files)]
}

function numbers(files: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = []
  let expected = 1
  for (const { path } of files) {
    const [, number, room = ''] = /\/(\d{4})-([a-z]+)-[a-z0-9-]+\.sql$/.exec(path) ?? []
    if (number === undefined || !schemas.includes(room)) {
      const message = 'Name it NNNN-room-what.sql, with a room of src/flow/order.ts.'
      findings.push({ rule: 'migration-name', path, message })
      continue
    }
    const found = Number.parseInt(number, 10)
    if (found !== expected) {
      const message = `Number it ${String(expected).padStart(4, '0')}: the history is one line without gaps or twins.`
      findings.push({ rule: 'migration-number', path, message })
    }
    expected = found + 1
  }
  return findings
}

const floats =
  /\b(float|float4|float8|real|double\s+precision|money|serial|bigserial|varchar|timestamp(?!\s*(?:tz|with time zone)|tz))\b/
const insteadOf: Readonly<Record<string, string>> = {
  serial: 'bigint generated always as identity, or a uuid',
  bigserial: 'bigint generated always as identity, or a uuid',
  varchar: 'text with a check',
  timestamp: 'timestamptz',
}

function migrationFindings(file: SourceFile): Finding[] {
  const findings: Finding[] = []
  const code = bareSql(file.text)
  const shouted =
    /\b(CREATE|TABLE|SELECT|INSERT|UPDATE|DELETE|REFERENCES|PRIMARY|NOT NULL|DEFAULT|ALTER|INDEX|CHECK|UNIQUE|FUNCTION|RETURN)\b/.exec(
      code,
    )
  if (shouted !== null) {
    const message = `${shouted[0]}: write SQL in lower case, one clause a line.`
    findings.push({
      rule: 'sql-lower-case',
      path: file.path,
      line: lineAt(file.text, shouted.index),
      message,
    })
  }
  for (const found of code.matchAll(new RegExp(floats, 'g'))) {
    // A column called `money` would be read here as a type; that name says too little anyway.
    const word = (found[1] ?? '').replace(/\s.*/, '')
    const message = `${found[1]}: use ${insteadOf[word] ?? 'bigint minor units with a currency, or numeric with its scale'}.`
    findings.push({ rule: 'exact-types', path: file.path, line: lineAt(file.text, found.index), message })
  }
  for (const { schema, table, body, index } of createdTables(code)) {
    for (const found of body.matchAll(/\breferences\s+([a-z_]+)\.([a-z_]+)/g)) {
      if (schemas.indexOf(found[1] ?? '') <= schemas.indexOf(schema)) continue
      const message = `${schema}.${table} points to ${found[1]}.${found[2]}, a later room: keep the key there and point back.`
      findings.push({
        rule: 'keys-point-upstream',
        path: file.path,
        line: lineAt(file.text, index + found.index),
        message,
      })
    }
  }
  for (const found of code.matchAll(
    /alter\s+table\s+(?:only\s+)?([a-z_]+)\.[a-z_]+\s+[^;]*?\breferences\s+([a-z_]+)\./g,
  )) {
    if (schemas.indexOf(found[2] ?? '') <= schemas.indexOf(found[1] ?? '')) continue
    const message = `A key of ${found[1]} points to ${found[2]}, a later room: keep the key there and point back.`
    findings.push({
      rule: 'keys-point-upstream',
      path: file.path,
      line: lineAt(file.text, found.index),
      message,
    })
  }
  return findings
}

/** Comments and protection may come in a later file than the table, so the whole history is read at once. */
function tables(files: readonly SourceFile[]): Finding[] {
  const history = files.map(({ text }) => bareSql(text, false)).join('\n')
  const dropped = new Set(
    [...history.matchAll(/drop\s+table\s+(?:if\s+exists\s+)?([a-z_]+\.[a-z_]+)/g)].map((found) => found[1]),
  )
  const findings: Finding[] = []
  for (const file of files) {
    for (const { schema, table, body, index, isPartition } of createdTables(bareSql(file.text))) {
      const name = `${schema}.${table}`
      if (dropped.has(name) || isPartition) continue
      const at = { path: file.path, line: lineAt(file.text, index) }
      if (!new RegExp(`comment\\s+on\\s+table\\s+${name.replace('.', '\\.')}\\s+is`).test(history)) {
        const message = `Add "comment on table ${name} is '...'": say what one row means.`
        findings.push({ rule: 'tables-are-commented', ...at, message })
      }
      const shared = !/\btenant_id\s+uuid\b/.test(body)
      if (!shared && !new RegExp(`kernel\\.protect\\(\\s*'${name.replace('.', '\\.')}'`).test(history)) {
        const message = `Add "select kernel.protect('${name}')": rows of one firm must be invisible to another.`
        findings.push({ rule: 'tenants-are-protected', ...at, message })
      }
      if (!shared && /primary\s+key\s*\(\s*(?!tenant_id\b)/.test(body)) {
        const message = `Let the primary key of ${name} begin with tenant_id: data is distributed by firm.`
        findings.push({ rule: 'tenant-leads-the-key', ...at, message })
      }
    }
  }
  return findings
}

type CreatedTable = { schema: string; table: string; body: string; index: number; isPartition: boolean }

function createdTables(code: string): CreatedTable[] {
  const created =
    /create\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?([a-z_]+)\.([a-z_0-9]+)\s*(partition\s+of)?/g
  return [...code.matchAll(created)].map((found) => ({
    schema: found[1] ?? '',
    table: found[2] ?? '',
    body: code.slice(found.index, endOfStatement(code, found.index)),
    index: found.index,
    isPartition: found[3] !== undefined,
  }))
}

function endOfStatement(code: string, from: number): number {
  const end = code.indexOf(';', from)
  return end === -1 ? code.length : end
}

/** Blanks out comments and, unless told not to, the text of literals; every offset stays. */
function bareSql(text: string, withoutLiterals = true): string {
  return text.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (piece) =>
    piece.startsWith("'") && !withoutLiterals ? piece : piece.replace(/[^\n]/g, ' '),
  )
}
