/** What a delivery role is called by the firm that has it: its codes are keys, and a name of the program would be another's. */
import { useMemo } from 'react'
import { listRoles } from '#flow/people/contract.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { nameOf } from '../words/names.ts'

/** Roles are made when a firm begins, and seldom after. */
const FRESH_MS = 600_000

/** Gives the name of a role by its code; the code in words while it is not known. */
export function useRoleNames(): (code: string) => string {
  const { may } = useSession()
  const { data } = useAsk(listRoles, { limit: 200 }, { enabled: may(listRoles), staleTime: FRESH_MS })
  return useMemo(() => {
    const names = new Map(data?.items.map(({ code, name }) => [code, name]))
    return (code) => names.get(code) ?? nameOf(code)
  }, [data])
}

export function RoleName({ code }: { code: string }) {
  return useRoleNames()(code)
}
