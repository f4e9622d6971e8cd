import { answer } from '#kernel/handle.ts'
import { get as contract } from './contract.ts'
import { opportunityById } from './opportunity-table.ts'

export const getOpportunity = answer(contract, ({ tx }, { opportunityId }) =>
  opportunityById(tx, opportunityId),
)
