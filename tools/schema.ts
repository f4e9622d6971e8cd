/**
 * Today's schema, beside the code: `schema.sql` to read and `schema.ts` to type queries with, in the folder of each room.
 *
 * The migrations are history; nobody should have to replay them in the head. Both files come from the catalog of a
 * freshly migrated database. `node tools/schema.ts --write` writes them, without `--write` they are compared.
 */
import { createTestDatabase } from '#test/database.ts'
import { readCatalog } from './schema/catalog.ts'
import { schemaDifferences, schemaFiles, writeSchemaFiles } from './schema/files.ts'
import { root } from './tree.ts'

/** Schemas that a package of ours makes and owns. */
const foreign = ['graphile_worker']

/** What the migrations make today: path from the root of the repository to text. Makes and drops a database. */
export async function schemaToday(): Promise<Map<string, string>> {
  const database = await createTestDatabase({ after: () => undefined })
  const client = await database.owner.connect()
  try {
    return schemaFiles(await readCatalog(client, foreign))
  } finally {
    client.release()
    await database.end()
  }
}

if (import.meta.main) {
  const files = await schemaToday()
  if (process.argv.includes('--write')) {
    writeSchemaFiles(root, files)
    console.log(`schema: wrote ${files.size} files`)
  } else {
    const differences = schemaDifferences(root, files)
    for (const difference of differences) console.log(difference)
    if (differences.length > 0) process.exitCode = 1
    console.log(
      differences.length === 0 ? 'schema: as the database' : 'schema: run `node tools/schema.ts --write`',
    )
  }
}
