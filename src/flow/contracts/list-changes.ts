import { answer } from '#kernel/handle.ts'
import { list, shownAs } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { type ChangeRow, changeRows, shownChange } from './change-table.ts'
import { listChanges as contract } from './contract.ts'

export const listContractChanges = answer(contract, async ({ tx }, input) => {
  const where = [
    input.contractId && sql`q."contractId" = ${input.contractId}`,
    input.state && sql`q.state = ${input.state}`,
  ].map((condition) => condition || undefined)
  const found = await list<ChangeRow>(
    tx,
    { from: changeRows, where, sorts: { requestedAt: 'requestedAt' } },
    input,
  )
  return shownAs(found, shownChange)
})
