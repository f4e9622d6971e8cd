import { answer } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { listQuotes as contract } from './contract.ts'
import { listPage } from './quote-table.ts'

export const listQuotes = answer(contract, ({ tx }, { opportunityId, clientId, state, ...page }) =>
  listPage(
    tx,
    [
      opportunityId === undefined ? undefined : sql`q."opportunityId" = ${opportunityId}`,
      clientId === undefined ? undefined : sql`q."clientId" = ${clientId}`,
      state === undefined ? undefined : sql`q.state = ${state}`,
    ],
    page,
  ),
)
