import { handlePrepared } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { createPerson as contract } from './contract.ts'
import { writePassword } from './password-table.ts'
import { insertPrincipal } from './principal-table.ts'
import { assign } from './role-table.ts'
import { hashPassword } from './secrets.ts'

export const createPerson = handlePrepared(
  contract,
  async (_before, { password }) => (password ? hashPassword(password) : null),
  async (ctx, { name, email, locale, roles }, passwordHash) => {
    const { tx, call } = ctx
    const person = await insertPrincipal(tx, {
      id: newId(),
      kind: 'person',
      name,
      email,
      locale,
      createdAt: call.now,
    })
    if (passwordHash) await writePassword(tx, person.id, passwordHash, call.now)
    for (const role of new Set(roles)) {
      await assign(ctx, { principalId: person.id, role, validFrom: call.today })
    }
    return {
      output: { principalId: person.id, revision: person.revision },
      touched: [{ type: 'principal', id: person.id, after: { ...person, roles } }],
    }
  },
)
