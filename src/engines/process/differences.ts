import type { z } from 'zod'
import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listDifferences as contract } from './contract.ts'
import { findReport } from './replay/report-table.ts'

type Item = z.output<typeof contract.output>['items'][number]

/** As it is stored: moments are texts inside JSON. */
type Row = Omit<Item, 'cases'> & { cases: (Omit<Item['cases'][number], 'at'> & { at: string })[] }

export const differencesOfReplay = answer(contract, async ({ tx }, { reportId, ...page }) => {
  await findReport(tx, reportId)
  const { items, nextCursor } = await list<Row>(
    tx,
    {
      from: sql`
        select instance_id as id, process_key as "processKey", business_key as "businessKey", differences, cases, tasks
        from process.replay_difference
        where tenant_id = kernel.tenant_id() and report_id = ${reportId}`,
      where: [],
      sorts: { processKey: 'processKey' },
    },
    page,
  )
  return {
    items: items.map((item) => ({
      ...item,
      cases: item.cases.map((one) => ({ ...one, at: Temporal.Instant.from(one.at) })),
    })),
    nextCursor,
  }
})
