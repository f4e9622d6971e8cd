/** Rows of passwords. An attempt is counted before it is checked, in a transaction of its own. */
import type { Before } from '#kernel/handle.ts'
import { sql, type Tx, tables } from '#kernel/sql.ts'
import { lockSeconds } from './lock-out.ts'
import type { AccessTables } from './schema.ts'
import { passwordFits } from './secrets.ts'

const db = tables<AccessTables>()

/** Sets or replaces the password of a person; earlier failed attempts are forgotten. */
export async function writePassword(
  tx: Tx,
  principalId: string,
  hash: string,
  now: Temporal.Instant,
): Promise<void> {
  const fresh = { hash, changed_at: now }
  await tx.run(
    db
      .insertInto('access.password')
      .values({ principal_id: principalId, ...fresh })
      .onConflict((row) =>
        row.columns(['tenant_id', 'principal_id']).doUpdateSet({ ...fresh, failures: 0, locked_until: null }),
      ),
  )
}

/** Forgets failed attempts after a success. */
export async function forgetFailures(tx: Tx, principalId: string): Promise<void> {
  await tx.run(
    db
      .updateTable('access.password')
      .set({ failures: 0, locked_until: null })
      .where('principal_id', '=', principalId),
  )
}

interface Attempt {
  readonly principalId: string
  readonly hash: string
  readonly failures: number
  readonly lockedUntil: Temporal.Instant | null
}

/**
 * Checks the password of whoever is named and gives their id, or null. Unknown people, locked ones and wrong
 * passwords cannot be told apart, neither by the answer nor by its time. Guesses sent at once count like guesses
 * in a row, because each is counted before any is checked.
 */
export async function checkPassword(
  before: Before,
  who: { readonly email: string } | { readonly principalId: string },
  password: string,
): Promise<string | null> {
  const attempt = await before.inOwnTransaction((tx) => countAttempt(tx, who, before.call.now))
  const fits = await passwordFits(password, attempt?.hash)
  return attempt && fits ? attempt.principalId : null
}

async function countAttempt(
  tx: Tx,
  who: { readonly email: string } | { readonly principalId: string },
  now: Temporal.Instant,
): Promise<Attempt | undefined> {
  const found = await tx.maybe(sql<Attempt>`
    select w.principal_id as "principalId", w.hash, w.failures, w.locked_until as "lockedUntil"
    from access.password w
    join access.principal p on p.tenant_id = w.tenant_id and p.id = w.principal_id
    where w.tenant_id = kernel.tenant_id() and p.active
      and ${'email' in who ? sql`p.email = ${who.email}` : sql`p.id = ${who.principalId}`}
    for update of w`)
  if (!found) return undefined
  if (found.lockedUntil && Temporal.Instant.compare(now, found.lockedUntil) < 0) return undefined
  const failures = found.failures + 1
  await tx.run(
    db
      .updateTable('access.password')
      .set({ failures, locked_until: now.add({ seconds: lockSeconds(failures) }) })
      .where('principal_id', '=', found.principalId),
  )
  return found
}

/** Does the person have a password? */
export async function hasPassword(tx: Tx, principalId: string): Promise<boolean> {
  const found = await tx.maybe(
    db.selectFrom('access.password').select('principal_id').where('principal_id', '=', principalId),
  )
  return found !== undefined
}
