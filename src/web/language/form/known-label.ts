/** How a record that is chosen already is called: asked of the query of its room that shows one. */
import { useQuery } from '@tanstack/react-query'
import type { QueryContract } from '#kernel/contract.ts'
import { ask } from '../../wire/client.ts'
import { allContracts } from '../contracts.ts'

/** The label of a record of a kind, or null while it is not known, or is none of this person's business. */
export function useKnownLabel(kind: string | undefined, id: string | null): string | null {
  const { data } = useQuery({
    queryKey: ['label of', kind, id],
    queryFn: () => labelOf(kind ?? '', id ?? ''),
    enabled: kind !== undefined && id !== null,
    staleTime: 60_000,
    retry: false,
  })
  return data ?? null
}

async function labelOf(kind: string, id: string): Promise<string | null> {
  const target = `${kind.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())}Id`
  const shows = (await allContracts()).find(
    (one) => one.kind === 'query' && one.target === target && /\.get/.test(one.name),
  )
  if (!shows) return null
  // Who may choose a record without being shown it sees the id, which is all there is to say.
  const record = await ask(shows as QueryContract, { [target]: id } as never).catch(() => null)
  const { name, title, number } = (record ?? {}) as Readonly<Record<string, unknown>>
  const label = [name ?? title, number].filter((word) => typeof word === 'string' && word !== '').join(' · ')
  return label === '' ? null : label
}
