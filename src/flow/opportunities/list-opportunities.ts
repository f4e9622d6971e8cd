import { answer } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { listOpportunities as contract } from './contract.ts'
import { listPage } from './opportunity-table.ts'

export const listOpportunities = answer(contract, ({ tx }, input) => {
  const { state, stage, clientId, ownerId, closedFrom, search, ...page } = input
  return listPage(
    tx,
    [
      state === undefined ? undefined : sql`q.state = ${state}`,
      stage === undefined ? undefined : sql`q.stage = ${stage}`,
      clientId === undefined ? undefined : sql`q."clientId" = ${clientId}`,
      ownerId === undefined ? undefined : sql`q."ownerId" = ${ownerId}`,
      closedFrom === undefined ? undefined : sql`q."closedOn" >= ${closedFrom}`,
      search === undefined
        ? undefined
        : sql`strpos(lower(q.name || ' ' || q."clientName"), lower(${search})) > 0`,
    ],
    page,
  )
})
