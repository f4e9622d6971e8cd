/**
 * Today's schema, beside the code: `schema.sql` to read and `schema.ts` to type queries with, in the folder of each room.
 *
 * The migrations are history; nobody should have to replay them in the head. Both files come from the catalog of a
 * freshly migrated database. `node tools/schema.ts --write` writes them, without `--write` they are compared. The same
 * catalog is asked whether every table is what a table of this house must be.
 */
import { createTestDatabase } from '#test/database.ts'
import { readCatalog, type SchemaCatalog } from './schema/catalog.ts'
import { schemaDifferences, schemaFiles, writeSchemaFiles } from './schema/files.ts'
import { catalogFindings } from './schema/rules.ts'
import { report, root } from './tree.ts'

/** Schemas that a package of ours makes and owns. */
const foreign = ['graphile_worker']

/** What the migrations make today. Makes and drops a database. */
export async function schemaToday(): Promise<SchemaCatalog[]> {
  const database = await createTestDatabase({ after: () => undefined })
  const client = await database.owner.connect()
  try {
    return await readCatalog(client, foreign)
  } finally {
    client.release()
    await database.end()
  }
}

if (import.meta.main) {
  const schemas = await schemaToday()
  const files = schemaFiles(schemas)
  if (process.argv.includes('--write')) {
    writeSchemaFiles(root, files)
    console.log(`schema: wrote ${files.size} files`)
  }
  const differences = schemaDifferences(root, files)
  for (const difference of differences) console.log(difference)
  if (differences.length > 0) console.log('schema: run `node tools/schema.ts --write`')
  if (!report('tables', catalogFindings(schemas)) || differences.length > 0) process.exitCode = 1
}
