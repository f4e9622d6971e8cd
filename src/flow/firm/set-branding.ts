import { logoRefusal, readFile } from '#engines/documents'
import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { lockBranding } from './branding-table.ts'
import { setBranding as contract } from './contract.ts'

/** A logo is looked at once, when it is chosen: whoever shows or prints it afterwards can rely on it. */
export const setBranding = handle(contract, async (ctx, chosen) => {
  const before = await lockBranding(ctx.tx)
  ctx.checkRevision(before.revision)
  const { name, colour, logoId } = chosen
  if (logoId !== null && logoId !== before.logoId) {
    const refusal = logoRefusal(await readFile(ctx.tx, logoId))
    if (refusal) throw new Refused(refusal.code, refusal.detail)
  }
  const { revision } = await ctx.tx.one(sql<{ revision: number }>`
    insert into firm.branding (name, colour, logo_id)
    values (${name}, ${colour}, ${logoId})
    on conflict (tenant_id) do update
    set name = excluded.name, colour = excluded.colour, logo_id = excluded.logo_id,
      revision = branding.revision + 1
    returning revision`)
  return {
    output: { revision },
    touched: [{ type: 'branding', id: ctx.call.tenantId, before, after: { ...chosen, revision } }],
  }
})
