/** Whom a command about oneself is about. Pure. */
import type { Contract } from '#kernel/contract.ts'
import type { Context } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'

/**
 * The principal named, or the actor. With the scope `own` nobody else may be named. Credentials are the actor's own
 * matter: acting on behalf of somebody does not reach theirs.
 */
export function ownUnlessAll(
  contract: Contract,
  { call, scope }: Pick<Context, 'call' | 'scope'>,
  named: string | undefined,
): string {
  const principalId = named ?? call.actorId
  if (scope === 'own' && principalId !== call.actorId)
    throw new Refused('not_permitted', { command: contract.name })
  return principalId
}
