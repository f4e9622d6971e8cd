/** Where the generated schema of each room lies, and whether what lies there is what the database says today. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { engines, flow } from '../../src/flow/order.ts'
import { schemaAsSql } from './as-sql.ts'
import { schemaAsTypes } from './as-types.ts'
import type { SchemaCatalog } from './catalog.ts'

/** The folder of every room that may own a PostgreSQL schema, by the name of that schema. */
const folders: ReadonlyMap<string, string> = new Map<string, string>([
  ['kernel', 'src/kernel'],
  ...engines.map((room): [string, string] => [room, `src/engines/${room}`]),
  ...flow.map((room): [string, string] => [room, `src/flow/${room}`]),
  ...['insight', 'assists', 'connectors'].map((layer): [string, string] => [layer, `src/${layer}`]),
])

/** The generated files of these schemas: path from the root of the repository to text. */
export function schemaFiles(schemas: readonly SchemaCatalog[]): Map<string, string> {
  const files = new Map<string, string>()
  for (const schema of schemas) {
    const folder = folders.get(schema.name)
    if (folder === undefined) {
      throw new Error(
        `The database has a schema "${schema.name}" and no room has that name: name the schema after its room in src/flow/order.ts.`,
      )
    }
    files.set(`${folder}/schema.sql`, schemaAsSql(schema))
    if (schema.relations.length > 0) files.set(`${folder}/schema.ts`, schemaAsTypes(schema))
  }
  return files
}

/** One sentence for each generated file that is missing, differs, or has no schema behind it any more. */
export function schemaDifferences(root: string, files: ReadonlyMap<string, string>): string[] {
  const differences: string[] = []
  for (const [path, text] of files) {
    const file = join(root, path)
    if (!existsSync(file)) differences.push(`${path} is missing`)
    else differences.push(...firstDifference(path, readFileSync(file, 'utf8'), text))
  }
  for (const folder of folders.values()) {
    for (const name of ['schema.sql', 'schema.ts']) {
      const path = `${folder}/${name}`
      if (!files.has(path) && existsSync(join(root, path)))
        differences.push(`${path} has no schema behind it`)
    }
  }
  return differences
}

/** Writes the generated files into the rooms. */
export function writeSchemaFiles(root: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) writeFileSync(join(root, path), text)
}

function firstDifference(path: string, there: string, now: string): string[] {
  if (there === now) return []
  const old = there.split('\n')
  const fresh = now.split('\n')
  const line = fresh.findIndex((text, index) => text !== old[index])
  const at = line === -1 ? fresh.length : line
  return [
    `${path}:${at + 1} differs\n    written:  ${old[at] ?? '(end)'}\n    database: ${fresh[at] ?? '(end)'}`,
  ]
}
