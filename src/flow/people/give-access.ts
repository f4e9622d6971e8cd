import { type Context, handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { nextRevision, tables } from '#kernel/sql.ts'
import { tellAttributes } from './attributes.ts'
import { giveAccess as contract } from './contract.ts'
import { activePrincipalOf, lockPerson, type Person } from './person-table.ts'
import type { PeopleTables } from './schema.ts'

const db = tables<PeopleTables>()

interface SignIn {
  readonly accessRoles: readonly string[]
  readonly password?: string | undefined
}

/**
 * Makes the principal a person signs in as, or lets the one who has come back in again. The caller needs the right to
 * access.createPerson or access.reactivate as well.
 */
export async function letSignIn(
  ctx: Context,
  person: Pick<Person, 'id' | 'name' | 'email' | 'principalId'>,
  { accessRoles, password }: SignIn,
): Promise<{ principalId: string; revision: number }> {
  const { name, email, principalId: former } = person
  const given = { roles: [...accessRoles], ...(password === undefined ? {} : { password }) }
  const made =
    former === null
      ? await ctx.run('access.createPerson', { name, email, ...given })
      : await ctx.run('access.reactivate', { principalId: former, ...given })
  const { principalId } = made as { principalId: string }
  const { revision } = await ctx.tx.one(
    db
      .updateTable('people.person')
      .set({ principal_id: principalId, revision: nextRevision })
      .where('id', '=', person.id)
      .returning('revision'),
  )
  await tellAttributes(ctx.tx, [person.id])
  return { principalId, revision }
}

export const giveAccess = handle(contract, async (ctx, { personId, ...signIn }) => {
  const person = await lockPerson(ctx.tx, personId)
  ctx.checkRevision(person.revision)
  if ((await activePrincipalOf(ctx.tx, personId)) !== null)
    throw new Refused('person_has_access', { personId })
  const { principalId, revision } = await letSignIn(ctx, person, signIn)
  return {
    output: { personId, principalId, revision },
    touched: [
      { type: 'person', id: personId, before: { principalId: person.principalId }, after: { principalId } },
    ],
  }
})
