import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { tables } from '#kernel/sql.ts'
import { createApiKey as contract } from './contract.ts'
import { ownUnlessAll } from './own.ts'
import { lockActivePrincipal } from './principal-table.ts'
import type { AccessTables } from './schema.ts'
import { newToken } from './secrets.ts'

const db = tables<AccessTables>()

const HOURS_A_DAY = 24

/** Characters of the secret that are kept in clear, so that people can tell their keys apart. */
const PREFIX_LENGTH = 6
/** Where the secret begins: after `tlk_`, the tenant in hexadecimal and another underscore. */
const SECRET_AT = 4 + 32 + 1

export const createApiKey = handle(contract, async ({ tx, call, scope }, input) => {
  const principalId = ownUnlessAll(contract, { call, scope }, input.principalId)
  await lockActivePrincipal(tx, principalId)
  const keyId = newId()
  const { token: key, hash } = newToken('key', call.tenantId)
  const prefix = `${key.slice(SECRET_AT, SECRET_AT + PREFIX_LENGTH)}…`
  const expiresAt = call.now.add({ hours: HOURS_A_DAY * input.days })
  await tx.run(
    db.insertInto('access.api_key').values({
      id: keyId,
      principal_id: principalId,
      name: input.name,
      prefix,
      key_hash: hash,
      created_at: call.now,
      expires_at: expiresAt,
    }),
  )
  return {
    output: { keyId, key, prefix, expiresAt },
    touched: [{ type: 'api_key', id: keyId, after: { principalId, name: input.name, prefix, expiresAt } }],
  }
})
