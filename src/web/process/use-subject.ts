/** The record a task is about, by the query of its room that shows one. */
import { useQuery } from '@tanstack/react-query'
import type { QueryContract } from '#kernel/contract.ts'
import { allContracts } from '../language/contracts.ts'
import { showing } from '../language/form/in-force.ts'
import { ask } from '../wire/client.ts'
import { keyOf } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'

export interface Subject {
  /** `invoice`, as the target of its commands calls it. */
  readonly kind: string
  readonly id: string
  readonly record: Readonly<Record<string, unknown>>
}

/** One of the commands that complete the task says by its target what kind of record the subject is. */
export function useSubject(commands: readonly string[], subject: string): Subject | null {
  const { may } = useSession()
  const { data: contracts = [] } = useQuery({
    queryKey: ['contracts'],
    queryFn: allContracts,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const command = contracts.find(({ name, target: one }) => commands.includes(name) && one)
  const target = command?.target
  const shows = command && showing(contracts, command, may)
  const [id = ''] = subject.split(':')
  const input = { [target ?? '']: id }
  const { data } = useQuery({
    queryKey: shows ? keyOf(shows as QueryContract, input) : ['no subject'],
    queryFn: ({ signal }) => ask(shows as QueryContract, input as never, { signal }),
    enabled: shows !== undefined,
  })
  return target && data ? { kind: target.replace(/Id$/, ''), id, record: data as Subject['record'] } : null
}

/** The revision the person has seen, where the record has one. */
export function revisionOf(subject: Subject | null): number | undefined {
  const revision = subject?.record['revision']
  return typeof revision === 'number' ? revision : undefined
}
