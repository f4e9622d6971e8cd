/** The history of the database: one line of files. What the tables are is judged on the catalog, in tools/schema. */
import { engines, flow } from '../../src/flow/order.ts'
import { type Finding, filesOf, lineAt, type SourceFile, type Tree } from '../tree.ts'

/** The rooms that own a schema. */
const schemas: readonly string[] = ['kernel', ...engines, ...flow, 'insight', 'assists', 'connectors']

/** Names and numbers of migrations, and SQL in lower case. */
export function migrations(tree: Tree): Finding[] {
  const files = filesOf(tree, /^database\/migrations\//)
  return [...numbers(files), ...files.flatMap(lowerCase)]
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

const shout =
  /\b(CREATE|TABLE|SELECT|INSERT|UPDATE|DELETE|REFERENCES|PRIMARY|NOT NULL|DEFAULT|ALTER|INDEX|CHECK|UNIQUE|FUNCTION|RETURN)\b/

function lowerCase(file: SourceFile): Finding[] {
  const shouted = shout.exec(bareSql(file.text))
  if (shouted === null) return []
  const line = lineAt(file.text, shouted.index)
  const message = `${shouted[0]}: write SQL in lower case, one clause a line.`
  return [{ rule: 'sql-lower-case', path: file.path, line, message }]
}

/** Blanks out comments and the text of literals; every offset stays. */
function bareSql(text: string): string {
  return text.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (piece) => piece.replace(/[^\n]/g, ' '))
}
