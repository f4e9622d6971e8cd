/** A new firm on this installation, with somebody who can let everybody else in. */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { newId } from '#kernel/id.ts'
import { writeJournal } from '#kernel/journal.ts'
import { inTransaction } from '#kernel/run.ts'
import { tables } from '#kernel/sql.ts'
import { writePassword } from './password-table.ts'
import { insertPrincipal } from './principal-table.ts'
import type { AccessTables } from './schema.ts'
import { hashPassword } from './secrets.ts'

const db = tables<AccessTables>()

export interface NewTenant {
  /** Short name for addresses and sign-in: lower case, digits, hyphens. */
  readonly slug: string
  readonly name: string
  readonly administrator: { readonly name: string; readonly email: string; readonly password?: string }
  readonly now: Temporal.Instant
  /** Makes it an example: the password all its people share is shown to whoever comes to the door. */
  readonly examplePassword?: string
}

export interface CreatedTenant {
  readonly tenantId: string
  readonly administratorId: string
  readonly processId: string
}

/**
 * Makes the tenant, its first administrator and the principal its processes act as. It is no command, because a
 * command runs in a tenant; it is journaled all the same, as done by the new tenant's own process principal.
 */
export async function createTenant(pool: pg.Pool, wanted: NewTenant): Promise<CreatedTenant> {
  const { slug, name, administrator, now, examplePassword = null } = wanted
  const made = { tenantId: newId(), administratorId: newId(), processId: newId() }
  const passwordHash = administrator.password ? await hashPassword(administrator.password) : null
  await inTransaction(pool, 'begin', async (tx) => {
    await tx.openTenant(made.tenantId)
    await tx.run(
      db.insertInto('access.tenant').values({
        id: made.tenantId,
        slug,
        name,
        created_at: now,
        example_password: examplePassword,
      }),
    )
    await insertPrincipal(tx, { id: made.processId, kind: 'process', name: 'Process', createdAt: now })
    const person = await insertPrincipal(tx, {
      id: made.administratorId,
      kind: 'person',
      name: administrator.name,
      email: administrator.email.toLowerCase(),
      createdAt: now,
    })
    if (passwordHash) await writePassword(tx, person.id, passwordHash, now)
    await tx.run(
      db.insertInto('access.role_assignment').values({
        id: newId(),
        principal_id: person.id,
        role: 'administrator',
        valid_from: now.toZonedDateTimeISO('UTC').toPlainDate().toString(),
      }),
    )
    const journalId = newId()
    writeJournal(tx, {
      id: journalId,
      call: { tenantId: made.tenantId, actorId: made.processId, now, today: now.toString().slice(0, 10) },
      command: 'access.createTenant',
      correlationId: journalId,
      inputHash: createHash('sha256').update(`access.createTenant\0${slug}`).digest(),
      input: { slug, name, administrator: { name: administrator.name, email: administrator.email } },
      output: { ...made },
      touched: [{ type: 'principal', id: person.id, after: { ...person, roles: ['administrator'] } }],
      events: [],
    })
  })
  return made
}
