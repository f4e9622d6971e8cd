/** Every command and query of the house, for screens that speak about them: permissions, the journal. */
import { useQuery } from '@tanstack/react-query'
import type { Contract } from '#kernel/contract.ts'
import { allContracts } from '../language/contracts.ts'
import { nameOf } from '../words/names.ts'

/** All contracts; none until they have been loaded. */
export function useContracts(): readonly Contract[] {
  const { data } = useQuery({
    queryKey: ['contracts'],
    queryFn: allContracts,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data ?? []
}

/** The first word of a command: `timesheets` of `timesheets.approve`. */
export const roomOf = (name: string): string => name.slice(0, name.indexOf('.'))

/** What belongs to each room, the rooms in the order of their names as people read them. */
export function byRoom<Item extends { readonly name: string }>(
  items: readonly Item[],
): readonly (readonly [string, readonly Item[]])[] {
  return [...Map.groupBy(items, ({ name }) => roomOf(name))].sort(([one], [other]) =>
    nameOf(one).localeCompare(nameOf(other)),
  )
}
