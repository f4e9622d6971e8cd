import { answer } from '#kernel/handle.ts'
import { list, shownAs } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listRenewals as contract } from './contract.ts'
import { type RenewalRow, renewalRows } from './renewal-table.ts'

export const listContractRenewals = answer(contract, async ({ tx }, input) => {
  const where = [
    input.contractId && sql`q."contractId" = ${input.contractId}`,
    input.state && sql`q.state = ${input.state}`,
  ].map((condition) => condition || undefined)
  const found = await list<RenewalRow>(
    tx,
    { from: renewalRows, where, sorts: { noticeOn: 'noticeOn' } },
    input,
  )
  return shownAs(found, ({ currency: _currency, ...row }) => row)
})
