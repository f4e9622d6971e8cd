/** What is known of a deal before it is quoted: one row, filled in step by step. */
import type { Updateable } from 'kysely'
import { type Tx, tables } from '#kernel/sql.ts'
import type { OpportunitiesTables, QualificationTable } from './schema.ts'

const db = tables<OpportunitiesTables>()

/** Writes what is known now; what was known otherwise stays. */
export async function keepQualification(
  tx: Tx,
  opportunityId: string,
  known: Omit<Updateable<QualificationTable>, 'tenant_id' | 'opportunity_id'>,
): Promise<void> {
  await tx.run(
    db
      .insertInto('opportunities.qualification')
      .values({ opportunity_id: opportunityId, ...known })
      .onConflict((row) => row.columns(['tenant_id', 'opportunity_id']).doUpdateSet(known)),
  )
}
