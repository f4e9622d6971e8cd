/** The two versions of a migration. */
import { Refused } from '#kernel/refusal.ts'
import type { Tx } from '#kernel/sql.ts'
import { findDefinition } from './definition-table.ts'

/** Both versions; refuses when one is not there, or when they are not of one process. */
export async function versionsToMigrate(tx: Tx, from: string, to: string) {
  const [source, target] = [await findDefinition(tx, from), await findDefinition(tx, to)]
  if (!source) throw new Refused('process_not_found', { key: from })
  if (!target) throw new Refused('process_not_found', { key: to })
  if (source.key !== target.key) {
    throw new Refused('migration_other_process', { source: source.key, target: target.key })
  }
  return { source, target }
}
