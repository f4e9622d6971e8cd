import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { refuseWriteOff as contract } from './contract.ts'
import { lockWriteOff } from './write-off-table.ts'

export const refuseWriteOff = handle(contract, async (ctx, { writeOffId, reason }) => {
  const { invoiceId, revision: before, state } = await lockWriteOff(ctx.tx, writeOffId)
  ctx.checkRevision(before)
  if (state !== 'asked') throw new Refused('write_off_not_asked', { writeOffId, state })
  const revision = before + 1
  await ctx.tx.run(sql`
    update collections.write_off
    set state = 'refused', revision = ${revision}
    where tenant_id = kernel.tenant_id() and id = ${writeOffId}`)
  return {
    output: { writeOffId, state: 'refused' as const, revision },
    touched: [{ type: 'write_off', id: writeOffId, before: { state }, after: { state: 'refused', reason } }],
    events: [
      { type: 'collections.writeOffRefused', key: writeOffId, payload: { writeOffId, invoiceId, reason } },
    ],
  }
})
