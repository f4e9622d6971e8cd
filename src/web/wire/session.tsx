/** Who is signed in, and what they may do. */
import { createContext, type ReactNode, use, useMemo } from 'react'
import { whoAmI } from '#engines/access/contract.ts'
import type { Contract, Scope } from '#kernel/contract.ts'
import type { WireOutput } from './client.ts'
import { keep, keepFor, kept } from './kept.ts'

export type Me = WireOutput<typeof whoAmI>

export interface Session {
  readonly me: Me
  /** Whether this person may run a command or query, by contract or name. What they may not is not offered. */
  may(wanted: Contract | string): boolean
  /** How far the permission reaches, or null. */
  reach(wanted: Contract | string): Scope | null
}

const known = 'throughline.signedIn'

/** Whether somebody has signed in in this browser: who has not need not be asked who they are. */
export const hasSignedIn = () => kept(known) !== null

/** Remembers that somebody is signed in, or no longer is; the session itself is out of reach of scripts. */
export function rememberSignIn(isIn: boolean): void {
  keep(known, isIn ? 'yes' : null)
}

const SessionContext = createContext<Session | null>(null)

/** The session of everything below. */
export function SessionProvider({ me, children }: { me: Me; children: ReactNode }) {
  const session = useMemo<Session>(() => {
    // Before anything below asks what was typed before.
    keepFor(me.principalId)
    const scopes = new Map(me.may.map(({ name, scope }) => [name, scope as Scope]))
    const nameOf = (wanted: Contract | string) => (typeof wanted === 'string' ? wanted : wanted.name)
    return {
      me,
      may: (wanted) => scopes.has(nameOf(wanted)),
      reach: (wanted) => scopes.get(nameOf(wanted)) ?? null,
    }
  }, [me])
  return <SessionContext value={session}>{children}</SessionContext>
}

/** The session of whoever looks at the screen; only below the sign-in. */
export function useSession(): Session {
  const session = use(SessionContext)
  if (!session) throw new Error('nobody is signed in here')
  return session
}

export { whoAmI }
