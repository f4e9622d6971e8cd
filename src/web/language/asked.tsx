/** The answer to a query, or why there is none. */
import { Loader } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { QueryContract } from '#kernel/contract.ts'
import type { WireInput, WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { RefusalNote } from './refusal-note.tsx'

export interface AskedProps<C extends QueryContract> {
  readonly contract: C
  readonly input: WireInput<C>
  readonly children: (answer: WireOutput<C>, reload: () => Promise<WireOutput<C>>) => ReactNode
}

export function Asked<C extends QueryContract>({ contract, input, children }: AskedProps<C>) {
  const { data, error, refetch } = useAsk(contract, input)
  if (error) return <RefusalNote error={error} retry={() => void refetch()} />
  if (!data) return <Loader size="sm" my="md" />
  const reload = async () => (await refetch({ throwOnError: true })).data ?? data
  return children(data, reload)
}

/** What stands in the address at `$name`. */
export function usePlace(name: string): string {
  const params = useParams({ strict: false }) as Readonly<Record<string, string | undefined>>
  return params[name] ?? ''
}
