/**
 * What a command about one record starts from where its screen does not say so: the revision of the record, so that
 * nobody saves over what they never saw, and the values that are in force, so that a change shows what it changes.
 */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CommandContract, Contract, QueryContract } from '#kernel/contract.ts'
import type { Field } from '#kernel/operation.ts'
import { ask } from '../../wire/client.ts'
import { fieldsOf } from '../../wire/contract.ts'
import { keyOf } from '../../wire/queries.ts'
import { useSession } from '../../wire/session.tsx'
import { allContracts } from '../contracts.ts'
import type { Values } from './draft.ts'
import { valuesInForce } from './values-in-force.ts'

export interface InForce {
  readonly values: Values
  /** Undefined where the record has none. */
  readonly revision: number | undefined
}

/** The record as it is now, for who was told that it is another one. */
export interface Reloaded extends InForce {
  readonly revision: number
}

interface Known {
  readonly fill?: Values
  readonly initial?: Values
  readonly revision?: number
}

/** Commands that replace what is in force say so by their verb. */
const replaces = /\.(update|set|change|assign|raise)/

export const isReplacing = ({ name }: Pick<Contract, 'name'>) => replaces.test(name)

/** The query of a room that shows the one record a target names; that of the command's own room where there are several. */
export function showing(
  contracts: readonly Contract[],
  { name, target }: Pick<Contract, 'name' | 'target'>,
  may: (name: string) => boolean,
): QueryContract | undefined {
  const room = name.split('.')[0]
  const isShowing = (one: Contract): one is QueryContract =>
    one.kind === 'query' && one.target === target && /\.get/.test(one.name) && may(one.name)
  const all = contracts.filter(isShowing)
  return all.find((one) => one.name.split('.')[0] === room) ?? all[0]
}

/** Whether a form has to ask for its record before it can begin. */
function isAsking(contract: CommandContract, { fill, initial, revision }: Known): boolean {
  if (contract.target === undefined || typeof fill?.[contract.target] !== 'string') return false
  if (contract.versioned && revision === undefined) return true
  const asked = fieldsOf(contract).some(({ name }) => !(name in fill))
  return isReplacing(contract) && initial === undefined && asked
}

/**
 * What is in force, null while it is asked for. `reload` asks again. Both are undefined where the screen has said it all,
 * or nothing can be asked.
 */
export function useInForce(
  contract: CommandContract,
  known: Known,
): { begin: InForce | null | undefined; reload: (() => Promise<Reloaded | null>) | undefined } {
  const { may } = useSession()
  const isAsked = isAsking(contract, known)
  const { data: contracts } = useQuery({
    queryKey: ['contracts'],
    queryFn: allContracts,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: isAsked,
  })
  const shows = isAsked && contracts ? showing(contracts, contract, may) : undefined
  const input = { [contract.target ?? '']: known.fill?.[contract.target ?? ''] }
  const { data, isError } = useQuery({
    queryKey: shows ? keyOf(shows, input) : ['no record'],
    queryFn: ({ signal }) => ask(shows as QueryContract, input as never, { signal }),
    enabled: shows !== undefined,
  })
  const begin = useMemo(() => (data ? read(contract, data) : null), [contract, data])
  if (!isAsked || (contracts && !shows) || isError) return { begin: undefined, reload: undefined }
  return {
    begin,
    reload: shows && (async () => reloaded(read(contract, await ask(shows, input as never)))),
  }
}

const reloaded = ({ values, revision }: InForce): Reloaded | null =>
  revision === undefined ? null : { values, revision }

function read(contract: CommandContract, answer: unknown): InForce {
  const record = answer as Values
  const { revision } = record
  const fields: readonly Field[] = isReplacing(contract) ? fieldsOf(contract) : []
  return {
    values: valuesInForce(fields, record),
    revision: typeof revision === 'number' ? revision : undefined,
  }
}
