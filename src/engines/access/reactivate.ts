import { addDays } from '#kernel/dates.ts'
import { handlePrepared } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { nextRevision, tables } from '#kernel/sql.ts'
import { reactivate as contract } from './contract.ts'
import { writePassword } from './password-table.ts'
import { lockPrincipal } from './principal-table.ts'
import { assign, endAssignments } from './role-table.ts'
import type { AccessTables } from './schema.ts'
import { hashPassword } from './secrets.ts'

const db = tables<AccessTables>()

/** Sessions, keys and delegations stay ended; roles held before end, since whoever comes back comes for other work. */
export const reactivate = handlePrepared(
  contract,
  async (_before, { password }) => (password ? hashPassword(password) : null),
  async (ctx, { principalId, roles }, passwordHash) => {
    const { tx, call } = ctx
    const before = await lockPrincipal(tx, principalId)
    if (before.active) throw new Refused('principal_active', { principalId })
    ctx.checkRevision(before.revision)
    await endAssignments(tx, principalId, addDays(call.today, -1))
    if (passwordHash) await writePassword(tx, principalId, passwordHash, call.now)
    for (const role of new Set(roles)) await assign(ctx, { principalId, role, validFrom: call.today })
    const { revision } = await tx.one(
      db
        .updateTable('access.principal')
        .set({ active: true, revision: nextRevision })
        .where('id', '=', principalId)
        .returning('revision'),
    )
    return {
      output: { principalId, revision },
      touched: [
        { type: 'principal', id: principalId, before, after: { ...before, active: true, revision, roles } },
      ],
    }
  },
)
